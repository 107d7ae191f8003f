/** One thing that is followed from look to look. Plain data. */

import type { Box } from '../scene';
import type { BoxMotion } from './box-motion';
import type { Votes } from './label-votes';
import type { Sightings } from './presence';

export interface Track {
  /** Never used again within a source. */
  readonly id: number;
  readonly motion: BoxMotion;
  readonly votes: Votes;
  readonly sightings: Sightings;
  /** As the detector gave it when it last saw the thing: pixels of that image. */
  readonly box: Box;
  /** The detector's score at that time, 0 to 1. */
  readonly score: number;
}
