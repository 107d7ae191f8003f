/** The views of the screen, and the ways in which they are shown to people, for the tests of accessibility. */

import { expect, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { emulateMedia } from '../../test/harness/accessibility';
import { drawnRoom } from '../../test/harness/drawn-room';
import { unmountAll } from '../../test/harness/element-harness';
import { AppHarness } from '../../test/harness/elements';
import { SessionHarness } from '../../test/harness/session-harness';
import { applyAppearance } from '../app/appearance';
import type { TextScale, Theme } from '../app/settings';
import { writeIn } from '../localisation/localisation';
import { COCO_CLASSES } from '../speech/phrases/coco-classes';
import type { Language } from '../speech/phrases/languages';
import { sceneAt } from '../speech/scenes.fixture';
import './nearsay-app';
import type { NearsayFind } from './nearsay-find';
import type { NearsayFirstMinute } from './nearsay-first-minute';

/** How the page is shown, and how the person set device and app. */
export interface Presentation {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** By the names of CSS media features. */
  readonly media?: Readonly<Record<string, string>>;
  readonly theme?: Theme;
  readonly textScale?: TextScale;
  readonly language?: Language;
  /** Letters, words, lines and paragraphs are set as far apart as WCAG 2.2, 1.4.12, asks for. */
  readonly isSpaced?: boolean;
}

const PHONE = { width: 390, height: 780 };
const NARROW = { width: 320, height: 640 };

export const PRESENTATIONS: readonly Presentation[] = [
  { name: 'dark, on a phone', ...PHONE, media: { 'prefers-color-scheme': 'dark' } },
  { name: 'light, 320 px wide', ...NARROW, media: { 'prefers-color-scheme': 'light' } },
  {
    name: 'light, on a wide screen',
    width: 1280,
    height: 800,
    media: { 'prefers-color-scheme': 'light' },
  },
  { name: 'high contrast', ...PHONE, theme: 'contrast' },
  { name: 'text of 200 %, 320 px wide', ...NARROW, theme: 'light', textScale: 2 },
  { name: 'text of 200 %, 320 px wide, Arabic', ...NARROW, theme: 'dark', textScale: 2, language: 'ar' },
  // A window of 1280 x 1024 at a zoom of 400 % (1.4.10).
  { name: 'a zoom of 400 %', width: 320, height: 256 },
  { name: 'text that is spaced out', ...PHONE, isSpaced: true },
  { name: 'forced colours', ...PHONE, media: { 'forced-colors': 'active', 'prefers-color-scheme': 'dark' } },
  {
    name: 'forced colours, light',
    ...PHONE,
    media: { 'forced-colors': 'active', 'prefers-color-scheme': 'light' },
  },
  { name: 'less motion', ...PHONE, media: { 'prefers-reduced-motion': 'reduce' } },
  { name: 'more contrast, light', ...PHONE, theme: 'light', media: { 'prefers-contrast': 'more' } },
  { name: 'more contrast, dark', ...PHONE, theme: 'dark', media: { 'prefers-contrast': 'more' } },
];

let presentation: Presentation = PRESENTATIONS[0]!;
let harness: SessionHarness;
/** The screen of the view that is shown. */
export let app: AppHarness;

/** Shows all views in this way from now on. */
export async function present(given: Presentation): Promise<void> {
  presentation = given;
  await emulateMedia(given.media ?? {});
  await page.viewport(given.width, given.height);
}

/** Takes the view away. */
export async function closeView(): Promise<void> {
  unmountAll();
  await writeIn('en');
  harness.close();
}

/** Leaves the page to the tests that follow as it was. */
export async function presentAsBefore(): Promise<void> {
  await emulateMedia({});
  applyAppearance({ theme: 'device', textScale: 1 });
}

const SCENE = sceneAt(0, [
  { label: 'chair', at: -20, foot: 0.1 },
  { label: 'traffic light', at: -1, foot: 0.5, size: 0.1 },
  { label: 'person', at: 1, foot: 0.5, size: 0.1 },
  { label: 'dog', at: 22, foot: 0.6 },
]);

async function begin(safetyNoticeHeard: boolean, language = presentation.language ?? 'en'): Promise<void> {
  await writeIn(language);
  const { theme = 'device', textScale = 1 } = presentation;
  harness = await SessionHarness.open({ safetyNoticeHeard, language, theme, textScale });
  harness.liveRegions.className = 'unseen';
  app = await AppHarness.open(harness.session);
}

const ready = () => ({ text: harness.state.phrases.messages.ready, isFault: false });

/** Waits for what opens over the screen. */
async function open(name: 'nearsay-find' | 'nearsay-practice' | 'nearsay-first-minute'): Promise<void> {
  await vi.waitFor(() => expect(app.dialogs.get<NearsayFind>(name).isOpen).toBe(true));
}

async function showPhoto(scene: typeof SCENE): Promise<void> {
  const url = URL.createObjectURL(await drawnRoom());
  harness.session.change({
    phase: 'ready',
    view: { kind: 'photo', url, isHeld: false },
    scene,
    lastSaid: 'Chair, left.',
  });
}

export const VIEWS: Readonly<Record<string, () => Promise<void>>> = {
  'the safety notice': async () => {
    await begin(false);
    await vi.waitFor(() => expect(app.safetyNotice.isOpen).toBe(true));
  },
  'the download': async () => {
    await begin(true);
    harness.session.change({ phase: 'loading', download: { bytes: 1, total: 3 }, message: ready() });
  },
  'a quiet moment, with an update offered': async () => {
    await begin(true);
    harness.session.change({
      phase: 'ready',
      updateOffered: true,
      message: ready(),
      lastSaid: 'Chair, ahead.',
    });
  },
  'no detector': async () => {
    await begin(true);
    const text = harness.state.phrases.messages.modelFaults['models-missing'];
    harness.session.change({ phase: 'unavailable', message: { text, isFault: true } });
  },
  'the camera': async () => {
    await begin(true);
    void harness.session.startCamera();
    await harness.until(({ view }) => view !== null);
    harness.session.change({ phase: 'looking', scene: SCENE, message: ready() });
  },
  'a photo': async () => {
    await begin(true);
    await showPhoto(SCENE);
  },
  'a photo of nothing known': async () => {
    await begin(true);
    await showPhoto(sceneAt(0, []));
  },
  'the settings': async () => {
    await begin(true);
    harness.session.change({ phase: 'ready', classes: COCO_CLASSES });
    await harness.session.changeSettings({ announced: ['person'], output: 'own-voice' });
    app.settings.element.show();
    await vi.waitFor(() => expect(app.settings.dialog.isOpen).toBe(true));
  },
  finding: async () => {
    await begin(true);
    harness.session.change({ phase: 'ready', classes: COCO_CLASSES });
    app.dialogs.element.showThings();
    await open('nearsay-find');
  },
  'finding what nobody knows': async () => {
    await begin(true);
    harness.session.change({ phase: 'ready', classes: COCO_CLASSES });
    app.dialogs.element.showThings();
    await open('nearsay-find');
    await userEvent.keyboard('qqq{Enter}');
  },
  'a search that goes on': async () => {
    await begin(true);
    await showPhoto(SCENE);
    harness.session.change({ finding: 'traffic light' });
  },
  practice: async () => {
    await begin(true);
    harness.session.change({ phase: 'ready', practising: 'street', lastSaid: 'Bicycle, left.' });
    app.dialogs.element.showPractice();
    await open('nearsay-practice');
  },
  ...Object.fromEntries(
    (['welcome', 'voice', 'limits', 'camera', 'done'] as const).map((step) => [
      `the introduction, its ${step}`,
      async () => {
        await begin(true);
        await app.dialogs.get<NearsayFirstMinute>('nearsay-first-minute').show(step);
        await open('nearsay-first-minute');
      },
    ]),
  ),
  'German, whose words are long': async () => {
    await begin(true, 'de');
    harness.session.change({ phase: 'ready', updateOffered: true });
    await showPhoto(SCENE);
  },
  'Tamil, whose words are longer': async () => {
    await begin(true, 'ta');
    harness.session.change({ phase: 'ready', updateOffered: true, classes: COCO_CLASSES });
    await showPhoto(SCENE);
  },
  'French, whose word for Start is long': async () => {
    await begin(true, 'fr');
    harness.session.change({ phase: 'ready', message: null });
  },
};
