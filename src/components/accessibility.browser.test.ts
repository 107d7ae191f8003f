import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import '../app/page.css';
import {
  axeViolations,
  overflowsBy,
  preferColorScheme,
  smallTargets,
  withoutFocusRing,
} from '../../test/harness/accessibility';
import { drawnRoom } from '../../test/harness/drawn-room';
import { unmountAll } from '../../test/harness/element-harness';
import { AppHarness } from '../../test/harness/elements';
import { SessionHarness } from '../../test/harness/session-harness';
import { COCO_CLASSES } from '../speech/phrases/coco-classes';
import { de } from '../speech/phrases/de';
import { en } from '../speech/phrases/en';
import { fr } from '../speech/phrases/fr';
import { sceneAt } from '../speech/scenes.fixture';
import './nearsay-app';

/** Every view of the screen, asked by axe-core and measured, as it stands in the page. */

vi.setConfig({ testTimeout: 60_000 });

let harness: SessionHarness;
let app: AppHarness;

const SCENE = sceneAt(0, [
  { label: 'chair', at: -20, foot: 0.1 },
  { label: 'traffic light', at: -1, foot: 0.5, size: 0.1 },
  { label: 'person', at: 1, foot: 0.5, size: 0.1 },
  { label: 'dog', at: 22, foot: 0.6 },
]);
const MESSAGE = { text: en.messages.ready, isFault: false };

async function begin(safetyNoticeHeard: boolean): Promise<void> {
  harness = await SessionHarness.open({ safetyNoticeHeard });
  harness.liveRegions.className = 'unseen';
  app = await AppHarness.open(harness.session);
}

async function showPhoto(scene: typeof SCENE): Promise<void> {
  const url = URL.createObjectURL(await drawnRoom());
  harness.session.change({ phase: 'ready', view: { kind: 'photo', url }, scene, lastSaid: 'Chair, left.' });
}

const VIEWS: Readonly<Record<string, () => Promise<void>>> = {
  'the safety notice': async () => {
    await begin(false);
    await vi.waitFor(() => expect(app.safetyNotice.isOpen).toBe(true));
  },
  'the download': async () => {
    await begin(true);
    harness.session.change({ phase: 'loading', download: { bytes: 1, total: 3 }, message: MESSAGE });
  },
  'a quiet moment, with an update offered': async () => {
    await begin(true);
    harness.session.change({
      phase: 'ready',
      updateOffered: true,
      message: MESSAGE,
      lastSaid: 'Chair, ahead.',
    });
  },
  'no detector': async () => {
    await begin(true);
    const text = en.messages.modelFaults['models-missing'];
    harness.session.change({ phase: 'unavailable', message: { text, isFault: true } });
  },
  'the camera': async () => {
    await begin(true);
    void harness.session.startCamera();
    await harness.until(({ view }) => view !== null);
    harness.session.change({ phase: 'looking', scene: SCENE, message: MESSAGE });
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
  'German, whose words are long': async () => {
    await begin(true);
    harness.session.change({ phase: 'ready', phrases: de, updateOffered: true });
    await showPhoto(SCENE);
  },
  'French, whose word for Start is long': async () => {
    await begin(true);
    harness.session.change({ phase: 'ready', phrases: fr, message: null });
  },
};

afterEach(() => {
  unmountAll();
  harness.close();
});

describe.each([
  { scheme: 'dark', width: 390, height: 780 },
  { scheme: 'light', width: 320, height: 640 },
  { scheme: 'light', width: 1280, height: 800 },
] as const)('$scheme, $width x $height px:', ({ scheme, width, height }) => {
  beforeAll(async () => {
    await preferColorScheme(scheme);
    await page.viewport(width, height);
  });

  it.each(Object.entries(VIEWS))('%s', async (_, show) => {
    await show();
    await app.settled();
    expect(matchMedia(`(prefers-color-scheme: ${scheme})`).matches).toBe(true);
    expect(innerWidth).toBe(width);
    expect(await axeViolations()).toEqual([]);
    expect(smallTargets()).toEqual([]);
    expect(overflowsBy()).toBe(0);
  });
});

describe('by the Tab key every control shows that it has the focus:', () => {
  it.each(['the safety notice', 'a quiet moment, with an update offered', 'the settings'])(
    '%s',
    async (name) => {
      await VIEWS[name]!();
      await app.settled();
      expect(await withoutFocusRing()).toEqual([]);
    },
  );
});

afterAll(async () => {
  await preferColorScheme('dark');
});
