/** What a practice scene is made of: things on the ground, a walker among them, and where they all are at a time. Pure. */

/** On the ground, in metres: `x` to the right of where the walker begins, `z` ahead of it. */
export interface Place {
  readonly x: number;
  readonly z: number;
}

/** The middle of something, at so many seconds from the beginning. */
export interface Waypoint extends Place {
  readonly at: number;
}

/** Extents in metres: upright, across the view, and along it. */
export interface Shape {
  readonly height: number;
  readonly width: number;
  readonly depth: number;
}

export interface ScriptedThing {
  /** Class name of COCO. */
  readonly label: string;
  readonly shape: Shape;
  /** At least one, by time. Between two it moves evenly; before the first and after the last it stands. */
  readonly path: readonly Waypoint[];
}

/** Where the walker is, and faces: radians from straight ahead as it was at first, positive to the right. */
export interface Stance extends Waypoint {
  readonly heading: number;
}

export interface Script {
  /** How long it takes. */
  readonly seconds: number;
  /** At least one, by time. */
  readonly walk: readonly Stance[];
  readonly things: readonly ScriptedThing[];
}

/** Where the middle of a thing is for the walker, who faces along `z`. */
export function placeSeen({ walk }: Script, { path }: ScriptedThing, seconds: number): Place {
  const stance = between(walk, seconds, ['x', 'z', 'heading']);
  const place = between(path, seconds, ['x', 'z']);
  const x = place.x - stance.x;
  const z = place.z - stance.z;
  const [sine, cosine] = [Math.sin(stance.heading), Math.cos(stance.heading)];
  return { x: x * cosine - z * sine, z: x * sine + z * cosine };
}

/** The values at a time, in between those of the waypoints before and after it. */
function between<Point extends Waypoint, Name extends keyof Point>(
  points: readonly Point[],
  seconds: number,
  names: readonly Name[],
): Record<Name, number> {
  const before = points.findLast(({ at }) => at <= seconds) ?? points[0]!;
  const after = points.find(({ at }) => at > seconds) ?? before;
  const share = after.at > before.at ? Math.max(0, (seconds - before.at) / (after.at - before.at)) : 0;
  const valueOf = (name: Name) => Number(before[name]) + share * (Number(after[name]) - Number(before[name]));
  return Object.fromEntries(names.map((name) => [name, valueOf(name)])) as Record<Name, number>;
}
