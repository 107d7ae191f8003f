/** The sounds as they are taught, each by itself; the page of practice lists them as buttons. */

import type { LabelName } from '../localisation/localisation';
import type { CueKind } from '../speech/cue';
import {
  type Earcon,
  EDGE_EARCON,
  HEARTBEAT_EARCON,
  REACH_EARCON,
  cueEarcon,
  tickEarcon,
  touchEarcon,
} from './earcon-design';
import { BEAT_PERIOD_S } from './heartbeat';
import { EDGE_OF_PICTURE } from './side';
import type { Demonstrated, Sounds } from './sounds';

export interface SoundLesson {
  readonly label: LabelName;
  /** Plays it whatever the settings; to be called inside a tap or key press. Returns what ends it early. */
  play(sounds: Sounds): () => void;
}

/** Between the left, the middle and the right one, in milliseconds: time to turn the mind to each. */
const SIDE_EVERY_MS = 800;

const cue = (kind: CueKind, bearing = 0) => cueEarcon({ kind, bearing });
const alone = (earcon: Earcon): Demonstrated[] => [{ earcon, startMs: 0 }];

/** A search that succeeds: from far on the left to near and ahead, quicker and quicker. */
function search(): Demonstrated[] {
  const ticks = 9;
  const slowestMs = 420;
  const quickestMs = 120;
  let startMs = 0;
  return Array.from({ length: ticks }, (_, index) => {
    const nearness = index / (ticks - 1);
    const tick = { earcon: tickEarcon({ bearing: -EDGE_OF_PICTURE * (1 - nearness), nearness }), startMs };
    startMs += slowestMs + (quickestMs - slowestMs) * nearness;
    return tick;
  });
}

/** On a far thing, off it, on a near one. */
function touches(): Demonstrated[] {
  return [
    { earcon: touchEarcon({ bearing: 0, nearness: 0.2 }), startMs: 0 },
    { earcon: EDGE_EARCON, startMs: 450 },
    { earcon: touchEarcon({ bearing: 0, nearness: 1 }), startMs: 900 },
  ];
}

const LESSONS: readonly (readonly [LabelName, readonly Demonstrated[]])[] = [
  ['soundImminent', alone(cue('imminent'))],
  ['soundHazard', alone(cue('hazard'))],
  ['soundNear', alone(cue('near'))],
  ['soundFar', alone(cue('far'))],
  ['soundClear', alone(cue('clear'))],
  ['soundFault', alone(cue('fault'))],
  ['soundHeartbeat', [0, BEAT_PERIOD_S * 1000].map((startMs) => ({ earcon: HEARTBEAT_EARCON, startMs }))],
  ['soundFindTick', search()],
  ['soundReach', alone(REACH_EARCON)],
  ['soundTouch', touches()],
  [
    'soundSides',
    [-EDGE_OF_PICTURE, 0, EDGE_OF_PICTURE].map((bearing, index) => ({
      earcon: cue('near', bearing),
      startMs: index * SIDE_EVERY_MS,
    })),
  ],
];

export const SOUND_LESSONS: readonly SoundLesson[] = LESSONS.map(([label, sounds]) => ({
  label,
  play: (player) => player.demonstrate(sounds),
}));
