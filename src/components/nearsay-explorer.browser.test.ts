import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../app/page.css';
import {
  axeViolations,
  emulateMedia,
  overflowsBy,
  smallTargets,
  withoutFocusRing,
} from '../../test/harness/accessibility';
import { focused, mount, textOf, unmountAll } from '../../test/harness/element-harness';
import { ExplorerHarness } from '../../test/harness/explorer-harness';
import { templates as labels } from '../localisation/labels/en';
import { writeIn } from '../localisation/localisation';
import { orderByThePaper } from '../../test/fixtures/paper-order';
import { defaultFocalLength } from '../scene/geometry';
import type { Box, Scene } from '../scene/scene';
import { FINGERTIP_CSS_PX } from '../touch/touch';
import './nearsay-explorer';

const IMAGE = { width: 480, height: 640 };

/** What is in a picture, by name. */
function sceneOf(boxes: Readonly<Record<string, Box>>): Scene {
  const detections = Object.entries(boxes).map(([label, box]) => ({ label, score: 0.8, box }));
  const objects = orderByThePaper(detections, IMAGE, defaultFocalLength(IMAGE));
  return { time: 0, image: IMAGE, objects, faults: [], timings: { total: 0, detect: 0, depth: 0, scene: 0 } };
}

/** The nearest thing at its left, another one at its right. */
const SCENE = sceneOf({
  chair: { left: 48, top: 384, width: 96, height: 192 },
  dog: { left: 288, top: 192, width: 96, height: 192 },
});

/** CSS pixels: half of the image's. */
const SHOWN_WIDTH = 240;
const CHAIR = { corner: [10, 60], middle: [0.2, 0.75] } as const;
const DOG = { corner: [60, 30], middle: [0.7, 0.45] } as const;

let explorer: ExplorerHarness;

async function show(scene: Scene | null = SCENE): Promise<void> {
  const room = document.createElement('main');
  room.style.width = `${SHOWN_WIDTH}px`;
  document.body.append(room);
  const element = document.createElement('nearsay-explorer');
  element.scene = scene;
  const picture = document.createElement('div');
  picture.style.height = `${(SHOWN_WIDTH * 640) / 480}px`;
  element.append(picture);
  explorer = new ExplorerHarness(await mount(element, room));
}

/** A point as it is told of, in whole pixels of the image. */
const pointAt = (x: number, y: number, by: 'slide' | 'step') => ({
  x: expect.closeTo(480 * x, -0.3) as number,
  y: expect.closeTo(640 * y, -0.3) as number,
  size: FINGERTIP_CSS_PX * 2,
  by,
});

beforeEach(async () => {
  document.body.style.margin = '0';
  await page.viewport(390, 780);
});
afterEach(async () => {
  unmountAll();
  document.body.replaceChildren();
  await writeIn('en');
});

describe('a finger', () => {
  beforeEach(() => show());
  afterEach(() => explorer.liftFinger());

  it('tells where on the image it comes down, how it moves, and that it is lifted', async () => {
    await explorer.finger('down', [0.25, 0.5]);
    await explorer.finger('move', [0.5, 0.75]);
    await explorer.liftFinger();
    expect(explorer.takeEvents()).toEqual([pointAt(0.25, 0.5, 'slide'), pointAt(0.5, 0.75, 'slide'), null]);
  });

  it('is followed out of the picture, and back', async () => {
    await explorer.finger('down', [0.5, 0.5]);
    await explorer.finger('move', [1.2, 0.5]);
    await explorer.finger('move', [0.9, 0.5]);
    const outside = explorer.takeEvents()[1];
    expect(outside).toEqual(pointAt(1.2, 0.5, 'slide'));
    expect(explorer.cursor).toEqual([90, 50]);
  });

  it('does not scroll the page over the picture, as it does beside it', async () => {
    document.body.append(Object.assign(document.createElement('div'), { className: 'below' }));
    document.querySelector<HTMLElement>('.below')!.style.height = '2000px';
    await explorer.finger('down', [0.5, 0.9]);
    for (let y = 0.8; y > 0.1; y -= 0.1) await explorer.finger('move', [0.5, y]);
    await explorer.liftFinger();
    expect(scrollY).toBe(0);
    expect(explorer.takeEvents().length).toBeGreaterThan(5);
    await explorer.finger('down', [1.3, 0.9]);
    for (let y = 0.8; y > 0.1; y -= 0.1) await explorer.finger('move', [1.3, y]);
    await vi.waitFor(() => expect(scrollY).toBeGreaterThan(0));
    scrollTo(0, 0);
    expect(explorer.takeEvents()).toEqual([]);
  });

  it('leaves two fingers to the browser, to zoom', () => {
    expect(getComputedStyle(explorer.area).touchAction).toBe('pinch-zoom');
  });

  it('that rests long calls up no menu', () => {
    const event = new MouseEvent('contextmenu', { cancelable: true, bubbles: true });
    explorer.area.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(true);
  });

  it('marks the thing that lies under it, and the marks stay when it is lifted', async () => {
    expect([explorer.cursor, explorer.touched]).toEqual([null, null]);
    await explorer.finger('down', CHAIR.middle);
    expect(explorer.touched).toEqual(CHAIR.corner);
    await explorer.finger('move', DOG.middle);
    expect(explorer.touched).toEqual(DOG.corner);
    await explorer.liftFinger();
    expect(explorer.touched).toEqual(DOG.corner);
    await explorer.finger('down', [0.05, 0.05]);
    expect(explorer.touched).toBeNull();
    expect(explorer.cursor).toEqual([5, 5]);
  });
});

describe('the mouse', () => {
  beforeEach(() => show());
  afterEach(() => explorer.mouse('Released', [0.5, 0.5]));

  it('does what a finger does, as long as its button is down', async () => {
    await explorer.mouse('Moved', [0.1, 0.1], 'none');
    expect(explorer.takeEvents()).toEqual([]);
    await explorer.mouse('Pressed', [0.25, 0.5]);
    await explorer.mouse('Moved', [0.5, 0.5]);
    await explorer.mouse('Moved', [-0.1, 0.5]);
    await explorer.mouse('Released', [-0.1, 0.5]);
    await explorer.mouse('Moved', [0.5, 0.5], 'none');
    const events = explorer.takeEvents();
    expect(events.at(0)).toEqual(pointAt(0.25, 0.5, 'slide'));
    expect(events).toContainEqual(pointAt(0.5, 0.5, 'slide'));
    expect(events.slice(-2)).toEqual([pointAt(-0.1, 0.5, 'slide'), null]);
  });

  it('does nothing by its other button', async () => {
    await explorer.mouse('Pressed', [0.25, 0.5], 'right');
    await explorer.mouse('Released', [0.25, 0.5], 'right');
    expect(explorer.takeEvents()).toEqual([]);
  });
});

describe('keys', () => {
  beforeEach(async () => {
    await show();
    explorer.area.focus();
  });

  it('move a cursor from the middle by a twelfth of the picture', async () => {
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowUp}{ArrowLeft}{ArrowDown}{ArrowDown}');
    await explorer.settled();
    const [cx, cy] = [1 / 2, 1 / 2];
    const step = 1 / 12;
    expect(explorer.takeEvents()).toEqual([
      pointAt(cx + step, cy, 'step'),
      pointAt(cx + 2 * step, cy, 'step'),
      pointAt(cx + 2 * step, cy - step, 'step'),
      pointAt(cx + step, cy - step, 'step'),
      pointAt(cx + step, cy, 'step'),
      pointAt(cx + step, cy + step, 'step'),
    ]);
    expect(explorer.cursor).toEqual([58, 58]);
  });

  it('with Shift move it by a quarter of that', async () => {
    await userEvent.keyboard('{Shift>}{ArrowRight}{ArrowDown}{/Shift}');
    expect(explorer.takeEvents().at(-1)).toEqual(pointAt(1 / 2 + 1 / 48, 1 / 2 + 1 / 48, 'step'));
  });

  it('tell of the border, at which the cursor stays', async () => {
    await userEvent.keyboard('{ArrowLeft}'.repeat(7));
    await explorer.settled();
    expect(explorer.takeEvents().at(-1)).toEqual(pointAt(-1 / 12, 1 / 2, 'step'));
    expect(explorer.cursor).toEqual([0, 50]);
    await userEvent.keyboard('{ArrowLeft}{ArrowRight}');
    expect(explorer.takeEvents()).toEqual([pointAt(-1 / 12, 1 / 2, 'step'), pointAt(1 / 12, 1 / 2, 'step')]);
  });

  it('that are held down tell of the border once', () => {
    const press = (repeat: boolean) =>
      explorer.area.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', repeat, bubbles: true }));
    press(false);
    for (let count = 0; count < 20; count++) press(true);
    expect(explorer.takeEvents()).toHaveLength(7);
  });

  it('go from thing to thing, and the marks go with them', async () => {
    await userEvent.keyboard('{PageDown}');
    await explorer.settled();
    expect(explorer.touched).toEqual(CHAIR.corner);
    expect(explorer.cursor).toEqual(CHAIR.middle.map((share) => Math.round(100 * share)));
    await userEvent.keyboard('{PageDown}');
    await explorer.settled();
    expect(explorer.touched).toEqual(DOG.corner);
    await userEvent.keyboard('{PageUp}{End}{Home}');
    await explorer.settled();
    expect(explorer.touched).toEqual(CHAIR.corner);
    expect(explorer.takeEvents()).toEqual(['next', 'next', 'previous', 'last', 'first']);
  });

  it('that mean something to browser or screen reader are left to them', () => {
    for (const init of [
      { key: 'Tab' },
      { key: 'Escape' },
      { key: 'a' },
      { key: 'ArrowLeft', altKey: true },
      { key: 'Home', ctrlKey: true },
      { key: 'ArrowRight', metaKey: true },
    ]) {
      const event = new KeyboardEvent('keydown', { ...init, bubbles: true, cancelable: true });
      explorer.area.dispatchEvent(event);
      expect(event.defaultPrevented, JSON.stringify(init)).toBe(false);
    }
    expect(explorer.takeEvents()).toEqual([]);
  });

  it('scroll no page', () => {
    for (const key of ['ArrowDown', 'PageDown', 'Home', 'End', 'PageUp']) {
      const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
      explorer.area.dispatchEvent(event);
      expect(event.defaultPrevented, key).toBe(true);
    }
  });

  it('end when the focus goes elsewhere', async () => {
    await userEvent.keyboard('{ArrowRight}');
    explorer.takeEvents();
    await userEvent.tab();
    expect(explorer.takeEvents()).toEqual([null]);
  });
});

describe('the buttons', () => {
  it('go to the next thing and to the one before', async () => {
    await show();
    await userEvent.click(explorer.button(labels.nextThing));
    await userEvent.click(explorer.button(labels.nextThing));
    await explorer.settled();
    expect(explorer.touched).toEqual(DOG.corner);
    await userEvent.click(explorer.button(labels.previousThing));
    await explorer.settled();
    expect(explorer.touched).toEqual(CHAIR.corner);
    expect(explorer.takeEvents()).toEqual(['next', 'next', 'previous']);
  });

  it('ask also where nothing was found, so that it is said', async () => {
    await show(sceneOf({}));
    await userEvent.click(explorer.button(labels.nextThing));
    expect(explorer.takeEvents()).toEqual(['next']);
    expect([explorer.cursor, explorer.touched]).toEqual([null, null]);
  });
});

describe('another picture', () => {
  it('has no marks of the former one', async () => {
    await show();
    await userEvent.click(explorer.button(labels.nextThing));
    explorer.element.scene = sceneOf({ cat: { left: 0, top: 0, width: 100, height: 100 } });
    await explorer.settled();
    expect([explorer.cursor, explorer.touched]).toEqual([null, null]);
  });
});

describe('the explorer', () => {
  it('lets its events out of every shadow root, to whoever speaks', async () => {
    await show();
    const heard: string[] = [];
    const listen = ({ type }: Event) => heard.push(type);
    document.addEventListener('explore', listen);
    document.addEventListener('explore-step', listen);
    explorer.area.focus();
    await userEvent.keyboard('{ArrowRight}{PageDown}');
    document.removeEventListener('explore', listen);
    document.removeEventListener('explore-step', listen);
    expect(heard).toEqual(['explore', 'explore-step']);
  });

  it('covers the picture, and no more than it', async () => {
    await show();
    const area = explorer.area.getBoundingClientRect();
    const picture = explorer.element.firstElementChild!.getBoundingClientRect();
    expect(area.toJSON()).toEqual(picture.toJSON());
  });

  it('has a name and a hint for screen readers, and its keys reach it', async () => {
    await show();
    expect(explorer.area.getAttribute('role')).toBe('application');
    expect(explorer.area.getAttribute('aria-label')).toBe(labels.touchArea);
    const hint = explorer.get(`#${explorer.area.getAttribute('aria-describedby')}`);
    expect(textOf(hint)).toBe(labels.touchHint);
    await userEvent.tab();
    expect(focused()).toBe(explorer.area);
  });

  it('is written anew in another language', async () => {
    await show();
    await writeIn('de');
    await explorer.settled();
    expect(explorer.area.getAttribute('aria-label')).not.toBe(labels.touchArea);
  });

  it('keeps nobody out', async () => {
    await show();
    document
      .querySelector('main')!
      .prepend(Object.assign(document.createElement('h1'), { textContent: 'Nearsay' }));
    await userEvent.click(explorer.button(labels.nextThing));
    await explorer.settled();
    expect(await axeViolations()).toEqual([]);
    expect(smallTargets()).toEqual([]);
    expect(overflowsBy()).toBe(0);
  });

  it('shows which part of it has the focus', async () => {
    await show();
    expect(await withoutFocusRing()).toEqual([]);
  });

  it('shows its marks light on dark, and in the colours of the system where it has its own', async () => {
    await show();
    await userEvent.click(explorer.button(labels.nextThing));
    await explorer.settled();
    for (const mark of ['cursor', 'touched']) {
      const [dark, light] = ['dark', 'light'].map((tone) =>
        getComputedStyle(explorer.get(`.${mark}.${tone}`)),
      );
      expect([dark!.stroke, light!.stroke]).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
      expect(parseFloat(dark!.strokeWidth)).toBeGreaterThan(parseFloat(light!.strokeWidth) + 4);
    }
    await emulateMedia({ 'forced-colors': 'active' });
    try {
      const [dark, light] = ['dark', 'light'].map(
        (tone) => getComputedStyle(explorer.get(`.touched.${tone}`)).stroke,
      );
      expect(systemColour('Canvas')).toBe(dark);
      expect(systemColour('Highlight')).toBe(light);
    } finally {
      await emulateMedia({});
    }
  });
});

function systemColour(name: string): string {
  const sample = document.createElement('div');
  sample.style.color = name;
  document.body.append(sample);
  const { color } = getComputedStyle(sample);
  sample.remove();
  return color;
}
