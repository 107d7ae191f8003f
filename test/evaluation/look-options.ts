import { parseArgs } from 'node:util';
import { UsageError, joinNegativeNumbers, numberFlag } from './command-line';

export const LOOK_USAGE = `Usage: npm run look -- [flags] IMAGE...

Finds the objects in photos and lists them nearest first.

  --json           one line of JSON for each photo, and nothing else on standard output
  --picture OUT    also writes the photo with what was found drawn over it: to OUT if it ends in .png, .jpg or .webp
                   (one photo), else into the folder OUT
  --size N         longer side of the detector's input in pixels, 32 to 2048 (default: the model's own)
  --score MIN      lowest score that is kept, 0 to 1 (default: as in the app, where one thing
                   has one name; with the flag every name counts, for measuring)
  --model NAME     a detector of models/catalogue.json (default: the app's)
  --focal PX       focal length in pixels of the upright photo, taken as exact (default: what the photo's EXIF tells,
                   else that of a phone's usual lens)
  --fov DEG        horizontal field of view in degrees, instead of --focal
  --height M       height of the camera above the ground in metres, 0.1 to 10
  --pitch DEG      how far the camera looks up (positive) or down (negative), -90 to 90
                   The more of these is known, the surer are metres and directions.
  --help           this text

Exit status: 0 when all photos were read, 1 when one was not or something else failed, 2 when a flag is wrong.`;

export interface LookCommand {
  readonly images: readonly string[];
  readonly json: boolean;
  /** File or folder of the annotated pictures. */
  readonly picture: string | undefined;
  /** Longer side of the detector's input, pixels. */
  readonly size: number | undefined;
  readonly score: number | undefined;
  readonly model: string | undefined;
  /** At most one of the two: pixels, or radians across the photo's width. */
  readonly lens: { readonly focal: number | undefined; readonly fieldOfView: number | undefined };
  /** Of the camera above the ground, metres; null when not said. */
  readonly cameraHeight: number | null;
  /** Of the optical axis above the horizon, radians, positive upward; null when not said. */
  readonly pitch: number | null;
}

const RADIANS_PER_DEGREE = Math.PI / 180;

/** @throws UsageError, or TypeError of Node's parser, when a flag is wrong */
export function parseLookCommand(args: readonly string[]): LookCommand | 'help' {
  const { values, positionals } = parseArgs({
    args: joinNegativeNumbers(args),
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      picture: { type: 'string' },
      size: { type: 'string' },
      score: { type: 'string' },
      model: { type: 'string' },
      focal: { type: 'string' },
      fov: { type: 'string' },
      height: { type: 'string' },
      pitch: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  if (positionals.length === 0) throw new UsageError('Name at least one photo.');
  if (values.picture === '') throw new UsageError('--picture takes the name of a file or a folder.');
  const pitch = numberFlag('--pitch', values.pitch, { from: -90, to: 90 });
  const degrees = numberFlag('--fov', values.fov, { from: 1, to: 179 });
  const focal = numberFlag('--focal', values.focal, { from: 1, to: 1e6 });
  if (focal !== undefined && degrees !== undefined) {
    throw new UsageError('--focal and --fov tell the same thing: give one of them.');
  }
  return {
    images: positionals,
    json: values.json,
    picture: values.picture,
    size: numberFlag('--size', values.size, { from: 32, to: 2048, whole: true }),
    score: numberFlag('--score', values.score, { from: 0, to: 1 }),
    model: values.model,
    lens: { focal, fieldOfView: degrees === undefined ? undefined : degrees * RADIANS_PER_DEGREE },
    cameraHeight: numberFlag('--height', values.height, { from: 0.1, to: 10 }) ?? null,
    pitch: pitch === undefined ? null : pitch * RADIANS_PER_DEGREE,
  };
}
