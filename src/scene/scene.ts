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
  /** Null until a distance in metres is known. */
  readonly metres: Metres | null;
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
