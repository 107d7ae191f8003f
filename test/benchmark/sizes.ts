/** What a first visit loads, by what it is, against the budgets. */

import type { FileSize } from '../../scripts/size';
import { total } from '../../scripts/size';

/** Bytes over the wire, models included. */
export const FIRST_VISIT_BUDGET = 8_000_000;

/**
 * Bytes over the wire of everything that is ours, without ONNX Runtime's own files: 90 kB for looking, listing and telling, and
 * 15 kB for the other ways of use (find, touch, practice, introduction, sounds), which are stored with it so that each works
 * offline from the first minute.
 */
export const APP_BUDGET = 105_000;

export interface GroupSize {
  readonly title: string;
  readonly bytes: number;
  readonly files: number;
}

export interface SizeReport {
  readonly groups: readonly GroupSize[];
  /** Bytes of everything, and its share of the budget. */
  readonly firstVisit: { readonly bytes: number; readonly share: number };
  /** Bytes of what is ours, and its share of the budget. */
  readonly app: { readonly bytes: number; readonly share: number };
}

/** The first one that fits is the file's group. */
const GROUPS: readonly (readonly [title: string, isIn: (file: FileSize) => boolean])[] = [
  ['model', ({ kind }) => kind === 'model'],
  ['ONNX Runtime', ({ kind }) => kind === 'runtime'],
  ['vision worker', ({ path }) => /vision-worker[^/]*\.js$/.test(path)],
  ['service worker', ({ path }) => path === 'service-worker.js'],
  ['languages', ({ path }) => /\/(language-)?[a-z]{2}-[^/]*\.js$/.test(path)],
  ['other JavaScript', ({ path }) => path.endsWith('.js')],
  ['styles', ({ path }) => path.endsWith('.css')],
  ['HTML', ({ path }) => path.endsWith('.html')],
  ['fonts', ({ path }) => /\.(woff2?|ttf)$/.test(path)],
  ['icons and manifests', ({ path }) => /\.(png|svg|webmanifest|json)$/.test(path)],
  ['everything else', () => true],
];

/** @param files of a first visit, with their bytes over the wire */
export function sizeReport(files: readonly FileSize[]): SizeReport {
  const titles = files.map((file) => GROUPS.find(([, isIn]) => isIn(file))![0]);
  const groups = GROUPS.map(([title]) => {
    const members = files.filter((_, index) => titles[index] === title);
    return { title, bytes: members.reduce((sum, { bytes }) => sum + bytes, 0), files: members.length };
  });
  const everything = total(files, 'app', 'runtime', 'model');
  const ours = total(files, 'app');
  return {
    groups: groups.filter(({ files: count }) => count > 0),
    firstVisit: { bytes: everything, share: everything / FIRST_VISIT_BUDGET },
    app: { bytes: ours, share: ours / APP_BUDGET },
  };
}
