/** Ready-made lists of what is announced, so that nobody has to tick eighty boxes. Pure. */

import type { CocoClass } from './phrases/coco-classes';

export type PresetName = 'street' | 'room' | 'finds';

/** In the order of the settings. */
export const PRESETS: Readonly<Record<PresetName, readonly CocoClass[]>> = {
  /** Who and what moves out of doors; what stands on a pavement; what tells where one is. */
  street: [
    'person',
    'dog',
    'horse',
    'bicycle',
    'skateboard',
    'motorcycle',
    'car',
    'bus',
    'train',
    'truck',
    // A parasol, or an open umbrella, is at the height of the head.
    'umbrella',
    // Cafés put chairs, tables and plants on the pavement.
    'bench',
    'chair',
    'dining table',
    'potted plant',
    'suitcase',
    'fire hydrant',
    'parking meter',
    'traffic light',
    'stop sign',
  ],
  /** Who is there; where one can sit; furniture and fittings by which one finds the way; what lies underfoot. */
  room: [
    'person',
    'cat',
    'dog',
    'chair',
    'couch',
    'bench',
    'bed',
    'dining table',
    'potted plant',
    'tv',
    'oven',
    'refrigerator',
    'sink',
    'toilet',
    'backpack',
    'suitcase',
    'sports ball',
    'teddy bear',
  ],
  /** What one puts down and looks for again, on a table or a shelf. */
  finds: [
    'backpack',
    'handbag',
    'umbrella',
    'tie',
    'bottle',
    'cup',
    'wine glass',
    'bowl',
    'fork',
    'knife',
    'spoon',
    'apple',
    'orange',
    'banana',
    'cell phone',
    'laptop',
    'mouse',
    'keyboard',
    'remote',
    'book',
    'clock',
    'scissors',
    'hair drier',
    'toothbrush',
    'teddy bear',
  ],
};

export const PRESET_NAMES = Object.keys(PRESETS) as readonly PresetName[];

/** @returns the preset that holds exactly these classes, in whatever order, or null */
export function presetOf(announced: readonly string[] | 'all'): PresetName | null {
  if (announced === 'all') return null;
  const chosen = new Set(announced);
  const isChosen = (name: PresetName) =>
    PRESETS[name].length === chosen.size && PRESETS[name].every((label) => chosen.has(label));
  return PRESET_NAMES.find(isChosen) ?? null;
}
