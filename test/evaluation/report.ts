/** What `npm run look` says of one photo: a line of JSON for programs, the paper's table for people. */

import type { Scene, SceneObject } from '../../src/scene/scene';
import { formatTable } from './command-line';

const DEGREES_PER_RADIAN = 180 / Math.PI;

/** One line of `look --json` for a photo that was read: this is its shape. */
export interface LookReport {
  /** The photo as it was named on the command line. */
  readonly image: string;
  /** Pixels of the upright image, like all that follow. */
  readonly width: number;
  readonly height: number;
  /** Nearest first. */
  readonly objects: readonly {
    readonly label: string;
    readonly score: number;
    /** [left, top, width, height]. */
    readonly box: readonly [number, number, number, number];
    /** From the lower edge of the box to the lower edge of the image. */
    readonly referencePx: number;
    /** Straight from the camera; null where nothing tells. */
    readonly metres: { readonly near: number; readonly best: number; readonly far: number } | null;
    /** Degrees from the middle of the image, positive to the right. */
    readonly bearing: number;
    /** COCO's compressed run-length code; null until masks are known. */
    readonly mask: { readonly size: readonly [number, number]; readonly counts: string } | null;
  }[];
  /** Milliseconds: `total` from the file to the ordered objects, `detect` for the network and its decoding. */
  readonly ms: { readonly total: number; readonly detect: number };
}

/**
 * Boxes and distances to a tenth of a pixel: a detector knows no more, yet whole pixels would cost accuracy on small
 * objects where the line is used for measuring.
 * @param total milliseconds from the file to the scene
 */
export function toReport(image: string, scene: Scene, total: number): LookReport {
  return {
    image,
    ...scene.image,
    objects: scene.objects.map(({ label, score, box, referencePx, metres, bearing }) => ({
      label,
      score: round(score, 4),
      box: [round(box.left, 1), round(box.top, 1), round(box.width, 1), round(box.height, 1)],
      referencePx: round(referencePx, 1),
      metres: metres && {
        near: round(metres.near, 2),
        best: round(metres.best, 2),
        far: round(metres.far, 2),
      },
      bearing: round(bearing * DEGREES_PER_RADIAN, 1),
      mask: null,
    })),
    ms: { total: Math.round(total), detect: Math.round(scene.timings.detect) },
  };
}

/**
 * The table of the paper (object and its distance, nearest first), with metres, the Euclidean distance to the middle of
 * the lower edge, score, direction and box beside it.
 */
export function toTable(image: string, { image: size, objects }: Scene): string {
  const found = objects.length === 1 ? '1 object' : `${objects.length || 'no'} objects`;
  const heading = `${image}: ${size.width} x ${size.height} pixels, ${found}`;
  if (objects.length === 0) return heading;
  const rows = objects.map((object) => [
    rankOf(object, objects),
    object.label,
    rangeOf(object.metres),
    object.referencePx.toFixed(0),
    object.lowerMiddlePx.toFixed(0),
    object.score.toFixed(2),
    sideOf(object.bearing),
    [object.box.left, object.box.top, object.box.width, object.box.height].map(Math.round).join(', '),
  ]);
  const table = formatTable(
    [
      { title: '', align: 'right' },
      { title: 'object', align: 'left' },
      { title: 'metres (near..best..far)', align: 'right' },
      { title: 'distance (reference pixels)', align: 'right' },
      { title: 'to lower middle', align: 'right' },
      { title: 'score', align: 'right' },
      { title: 'direction', align: 'right' },
      { title: 'box (left, top, width, height)', align: 'left' },
    ],
    rows,
  );
  return `${heading}, nearest first\n\n${table}\n`;
}

/** The place in the list, with "=" where several share it. */
function rankOf({ rank }: SceneObject, objects: readonly SceneObject[]): string {
  const isShared = objects.filter((other) => other.rank === rank).length > 1;
  return isShared ? `${rank}=` : `${rank}`;
}

function rangeOf(metres: SceneObject['metres']): string {
  return metres ? [metres.near, metres.best, metres.far].map(formatMetres).join('..') : '-';
}

/** Tenths below ten metres, whole ones beyond: nobody knows them better. */
export function formatMetres(metres: number): string {
  return metres.toFixed(metres < 9.95 ? 1 : 0);
}

function sideOf(bearing: number): string {
  const degrees = Math.round(bearing * DEGREES_PER_RADIAN);
  if (degrees === 0) return 'ahead';
  return `${Math.abs(degrees)}° ${degrees > 0 ? 'right' : 'left'}`;
}

function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
