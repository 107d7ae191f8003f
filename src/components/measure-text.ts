/** What a thing measures, in figures, for those who see them; the spoken words are coarser. */

import { OBSTACLE_LABEL } from '../scene/obstacle/label';
import type { Metres, SceneObject } from '../scene/scene';
import type { Units } from '../speech/phrases/phrases';

const FEET_PER_METRE = 1 / 0.3048;

/** From here on tenths say nothing, in metres or feet. */
const WHOLE_FROM = 10;

/** "3.6–6.3 m · 82 px": the distance, where it is known, and the paper's measure. Steps have no sign: metres serve there. */
export function rangeText({ metres, referencePx }: SceneObject, units: Units, language: string): string {
  const pixels = `${Math.round(referencePx)} px`;
  return metres ? `${format(metres, units, language, false)} · ${pixels}` : pixels;
}

/** "4.8 m", for where there is little room. */
export function bestText({ metres, referencePx }: SceneObject, units: Units, language: string): string {
  return metres ? format(metres, units, language, true) : `${Math.round(referencePx)} px`;
}

/** How certain the detector is, "73%"; of an obstacle, which it knows nothing of, a dash. */
export function scoreText({ label, score }: SceneObject, language: string): string {
  return label === OBSTACLE_LABEL ? '–' : percent(score, language);
}

/** A score of 0 to 1 as the language writes per cent. */
export function percent(score: number, language: string): string {
  return new Intl.NumberFormat(language, { style: 'percent' }).format(score);
}

function format({ near, best, far }: Metres, units: Units, language: string, onlyBest: boolean): string {
  const scale = units === 'feet' ? FEET_PER_METRE : 1;
  const numbers = new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units === 'feet' ? 'foot' : 'meter',
    unitDisplay: 'short',
    maximumFractionDigits: best * scale < WHOLE_FROM ? 1 : 0,
  });
  return onlyBest ? numbers.format(best * scale) : numbers.formatRange(near * scale, far * scale);
}
