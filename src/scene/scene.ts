/**
 * What the vision worker says about one frame: the plain data that crosses from the worker to the page.
 * This room imports nothing, so that the same types and functions serve worker, page and Node.
 */

/** A rectangle in pixels of the upright image; the origin is the image's upper left corner, y grows downward. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Width and height in whole pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** One thing that the detector found. */
export interface Detection {
  /** Class name as the model's class list writes it, for instance "traffic light". */
  readonly label: string;
  /** The detector's confidence, 0 to 1. */
  readonly score: number;
  /** In pixels of the upright image, clipped to it. */
  readonly box: Box;
}

/** A distance from the person, in metres, as an honest range: `near <= best <= far`. */
export interface Metres {
  readonly near: number;
  readonly best: number;
  readonly far: number;
}

/**
 * How the camera is turned, in radians. The axes are those of the upright image: roll is what is left when the picture
 * has been turned to its upright quarter.
 */
export interface CameraOrientation {
  /** Angle of the optical axis above the horizon: positive looks up, negative down; -pi/2 to pi/2. */
  readonly pitch: number;
  /** Turn about the optical axis: positive when the camera is tipped clockwise, as the person behind it sees it. */
  readonly roll: number;
  /** Turn about the vertical from an arbitrary zero, positive to the right (clockwise seen from above). */
  readonly heading: number;
}

/**
 * Inverse depth over the whole upright image, on a coarser grid of its own: cell (0, 0) lies in the upper left
 * corner, and the grid's edges are the image's edges.
 */
export interface DepthMap extends Size {
  /** Row-major, `width * height` values, at least 0; larger is nearer, 0 is far away or unknown. */
  readonly values: Float32Array;
  /** `per-metre`: 1 / (metres along the optical axis). `relative`: of unknown scale and offset, from a network. */
  readonly unit: 'per-metre' | 'relative';
}

/** What is known of a thing from more than one frame. */
export interface ObjectTrack {
  /** The same thing has the same number as long as it is followed; numbers are never used again within a source. */
  readonly id: number;
  /** Metres per second toward the person; negative goes away, null while unknown. */
  readonly approach: number | null;
  /** Seconds until it reaches the person, both going on as now; null while unknown, or when it never will. */
  readonly timeToContact: number | null;
}

/** A detection with its place in the scene. */
export interface SceneObject extends Detection {
  /**
   * The paper's measure of distance: pixels of the upright image from the lower edge of the box to the lower
   * edge of the image. Small is near.
   */
  readonly referencePx: number;
  /** Pixels from the middle of the box's lower edge to the middle of the image's lower edge (Euclidean). */
  readonly lowerMiddlePx: number;
  /** 1 for the nearest; objects that tie share a rank, and the next one skips (1, 2, 2, 4). */
  readonly rank: number;
  /** Horizontal angle from the optical axis to the middle of the box, radians, positive to the right. */
  readonly bearing: number;
  /**
   * Straight from the camera to the nearest part that is in view; null where nothing tells.
   */
  readonly metres: Metres | null;
  /** Null in a single picture. */
  readonly track: ObjectTrack | null;
}

/**
 * A state in which the camera's picture can't be trusted; each one is told to the person. Blank: no structure though
 * light, as in front of a bare wall or in a glare.
 */
export type SightFault = 'dark' | 'covered' | 'blank' | 'frozen';

/** How long the parts of one look took, in milliseconds. */
export interface Timings {
  readonly total: number;
  readonly detect: number;
  /** The depth network, where the look waited for it: for a photo. */
  readonly depth: number;
  /** Everything that is no network: tracks, distances, order. */
  readonly scene: number;
}

/** Everything that is known about one frame. */
export interface Scene {
  /** When the frame was taken: milliseconds on the clock of the page (`performance.now()`). */
  readonly time: number;
  /** The size of the upright image, in pixels; all boxes refer to it. */
  readonly image: Size;
  /** Nearest first. */
  readonly objects: readonly SceneObject[];
  readonly faults: readonly SightFault[];
  readonly timings: Timings;
}
