/**
 * Records what the pipeline sees in the shared clips, for tests of what is said of it:
 *
 *     npx tsx test/evaluation/record-scenes.ts
 *
 * Run it again when the pipeline sees better; the tests then judge the announcements on what is seen today.
 */

import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Metres, ObjectTrack, Scene, SceneObject } from '../../src/scene/scene';
import {
  type RecordedScene,
  type RecordedScenesName,
  RECORDED_SCENES,
  recordedScenesFile,
} from '../fixtures/recorded-scenes';
import { sharedPath } from '../shared-data';
import { readClip } from './clip';
import { clipOptions } from './clip-facts';
import { openVision } from './open-vision';

const CLIPS: Readonly<Record<RecordedScenesName, string>> = {
  'footpath-walk': 'data/public/videos/footpath_walk_0-20s.mp4',
  'indoor-persons': 'data/public/videos/intel_one_by_one_person.mp4',
};

/** What a phone manages. */
const LOOKS_PER_SECOND = 5;

const MOST_SECONDS = 30;

async function recordScenes(): Promise<void> {
  const vision = await openVision();
  try {
    for (const name of RECORDED_SCENES) {
      const lines: string[] = [];
      const file = sharedPath(CLIPS[name]);
      const pipeline = vision.startVision();
      for await (const { picture, time } of readClip(file, LOOKS_PER_SECOND, MOST_SECONDS)) {
        const scene = await pipeline.look(picture, time, { ...clipOptions(basename(file)) });
        lines.push(JSON.stringify(recorded(scene)));
      }
      const target = fileURLToPath(recordedScenesFile(name));
      writeFileSync(target, `${lines.join('\n')}\n`);
      console.log(`${target}: ${lines.length} scenes`);
    }
  } finally {
    await vision.release();
  }
}

/** Finer than this no rule of the announcer looks, and finer digits would only make the files large. */
function recorded({ time, image, objects, faults, timings }: Scene): RecordedScene {
  return {
    time: Math.round(time),
    image,
    objects: objects.map(roundedObject),
    faults,
    looked: timings.detect > 0,
  };
}

function roundedObject(object: SceneObject): SceneObject {
  const { left, top, width, height } = object.box;
  return {
    label: object.label,
    score: rounded(object.score, 2),
    box: { left: rounded(left), top: rounded(top), width: rounded(width), height: rounded(height) },
    referencePx: rounded(object.referencePx),
    lowerMiddlePx: rounded(object.lowerMiddlePx),
    rank: object.rank,
    bearing: rounded(object.bearing, 3),
    metres: object.metres && roundedMetres(object.metres),
    track: object.track && roundedTrack(object.track),
  };
}

function roundedMetres({ near, best, far }: Metres): Metres {
  return { near: rounded(near, 2), best: rounded(best, 2), far: rounded(far, 2) };
}

function roundedTrack({ id, approach, timeToContact }: ObjectTrack): ObjectTrack {
  return {
    id,
    approach: approach === null ? null : rounded(approach, 2),
    timeToContact: timeToContact === null ? null : rounded(timeToContact, 2),
  };
}

function rounded(value: number, decimals = 0): number {
  return Number(value.toFixed(decimals));
}

await recordScenes();
