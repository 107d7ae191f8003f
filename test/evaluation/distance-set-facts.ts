/** What is known of the cameras of a set as a whole, and of its classes; its ground truth tells what differs by photo. */

export interface DistanceSetFacts {
  /** Of the camera above the ground, metres; null when the set doesn't tell. */
  readonly cameraHeight: number | null;
  /** Of the optical axis above the horizon, radians, positive upward; null when the set doesn't tell. */
  readonly pitch: number | null;
  /**
   * Names that a detector of COCO's classes may also give to an object, by the set's own name of its class: right,
   * though not the name that the ground truth chose.
   */
  readonly alsoCalled: Readonly<Record<string, readonly string[]>>;
}

/** Of a set that isn't in the table: nothing. */
const NOTHING_KNOWN: DistanceSetFacts = { cameraHeight: null, pitch: null, alsoCalled: {} };

const FACTS: Readonly<Record<string, DistanceSetFacts>> = {
  /**
   * A. Geiger et al., "Vision meets Robotics: The KITTI Dataset", 2013, figure 3: all cameras 1.65 m above the road,
   * level with it. By the set's `distance_definition` a van, which is a "car" here, may be called a truck.
   */
  kitti_object: { cameraHeight: 1.65, pitch: 0, alsoCalled: { Van: ['truck'] } },
};

/** @param set the name of its folder */
export function factsOf(set: string): DistanceSetFacts {
  return FACTS[set] ?? NOTHING_KNOWN;
}
