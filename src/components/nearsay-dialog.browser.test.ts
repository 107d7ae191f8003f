import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { focused, isWithin, mount, textOf, unmountAll } from '../../test/harness/element-harness';
import { DialogHarness } from '../../test/harness/elements';
import './nearsay-dialog';

let opener: HTMLButtonElement;
let inner: HTMLButtonElement;
let dialog: DialogHarness;
const closed = vi.fn();

beforeEach(async () => {
  opener = document.createElement('button');
  opener.textContent = 'Settings';
  opener.addEventListener('click', () => void dialog.element.show());
  document.body.append(opener);
  inner = document.createElement('button');
  inner.textContent = 'Hear the voice';
  const element = document.createElement('nearsay-dialog');
  Object.assign(element, { heading: 'Settings', closeLabel: 'Close' });
  element.append(inner);
  element.addEventListener('close', closed);
  dialog = new DialogHarness(await mount(element));
});
afterEach(() => {
  unmountAll();
  opener.remove();
  closed.mockReset();
});

/** As a person without a mouse does it. */
async function openByKeyboard(): Promise<void> {
  opener.focus();
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(dialog.isOpen).toBe(true));
}

it('is closed at first, and what is in it can not be reached', () => {
  expect(dialog.isOpen).toBe(false);
  expect(inner.checkVisibility()).toBe(false);
});

it('opens with the focus on its heading, so that a screen reader reads on from there', async () => {
  await openByKeyboard();
  expect(focused()).toBe(dialog.heading);
  expect(textOf(dialog.heading)).toBe('Settings');
  expect(inner.checkVisibility()).toBe(true);
});

it('has its heading as its name', () => {
  const name = dialog.get('dialog').getAttribute('aria-labelledby');
  expect(dialog.heading.id).toBe(name);
});

it('keeps the focus from the page behind it', async () => {
  await openByKeyboard();
  const stops = new Set<Element | null>();
  for (let press = 0; press < 6; press++) {
    await userEvent.tab();
    stops.add(focused());
  }
  expect(stops).toContain(dialog.closeButton);
  expect(stops).toContain(inner);
  expect(stops).not.toContain(opener);
});

it.each([
  ['Escape', () => userEvent.keyboard('{Escape}')],
  ['its button', () => userEvent.click(dialog.closeButton)],
])('closes by %s, tells it once, and gives the focus back', async (_, close) => {
  await openByKeyboard();
  await close();
  await vi.waitFor(() => expect(dialog.isOpen).toBe(false));
  expect(focused()).toBe(opener);
  await vi.waitFor(() => expect(closed).toHaveBeenCalledTimes(1));
});

it('opens at its heading also where it is so long that it scrolls', async () => {
  inner.style.height = '300vh';
  await openByKeyboard();
  expect(focused()).toBe(dialog.heading);
});

describe('that is longer than the screen', () => {
  /** How far something lies from the upper edge of the window, in CSS pixels. */
  const topOf = (element: Element) => element.getBoundingClientRect().top;

  beforeEach(() => {
    inner.style.cssText = 'display: block; margin-top: 200vh';
  });
  afterEach(() => page.viewport(390, 780));

  it('keeps its way out in view, and never over what has the focus', async () => {
    await page.viewport(390, 780);
    await openByKeyboard();
    const place = topOf(dialog.closeButton);
    inner.focus();
    expect(topOf(dialog.closeButton)).toBe(place);
    dialog.get('.content').scrollBy(0, 1000);
    dialog.heading.focus();
    expect(topOf(dialog.heading)).toBeGreaterThanOrEqual(dialog.get('.bar').getBoundingClientRect().bottom);
  });

  it('leaves all of a low window, as of one that is zoomed, to what is read', async () => {
    await page.viewport(320, 256);
    await openByKeyboard();
    inner.focus();
    expect(dialog.get('.bar').getBoundingClientRect().bottom).toBeLessThan(0);
    await userEvent.tab({ shift: true });
    expect(focused()).toBe(dialog.closeButton);
    expect(topOf(dialog.closeButton)).toBeGreaterThanOrEqual(0);
  });
});

it('opens again at its heading', async () => {
  await openByKeyboard();
  await userEvent.keyboard('{Escape}');
  await openByKeyboard();
  expect(focused()).toBe(dialog.heading);
});

it('bears to be opened twice', async () => {
  await openByKeyboard();
  await dialog.element.show();
  expect(dialog.isOpen).toBe(true);
});

describe('the live regions of the page', () => {
  let around: HTMLElement;
  let regions: HTMLElement;

  beforeEach(() => {
    around = document.createElement('div');
    around.innerHTML = '<p>before</p><div id="regions"><p aria-live="polite"></p></div><p>after</p>';
    regions = around.querySelector('#regions')!;
    document.body.append(around);
    dialog.element.liveRegions = regions;
  });
  afterEach(() => around.remove());

  const order = () => [...around.children].map((child) => child.id || textOf(child));

  it('are in the dialog while it is open, or they would be inert, and then where they were', async () => {
    for (let time = 1; time <= 2; time++) {
      await openByKeyboard();
      expect(isWithin(regions, dialog.get('dialog'))).toBe(true);
      expect(order()).toEqual(['before', 'after']);
      await userEvent.keyboard('{Escape}');
      await vi.waitFor(() => expect(isWithin(regions, dialog.get('dialog'))).toBe(false));
      expect(order()).toEqual(['before', 'regions', 'after']);
    }
  });

  it('are back before anything is told because the dialog has closed', async () => {
    const placesAtClose: string[][] = [];
    dialog.element.addEventListener('close', () => placesAtClose.push(order()));
    await openByKeyboard();
    await userEvent.click(dialog.closeButton);
    await vi.waitFor(() => expect(placesAtClose).toEqual([['before', 'regions', 'after']]));
  });

  it('find their way back also when the dialog was opened twice', async () => {
    await openByKeyboard();
    await dialog.element.show();
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(order()).toEqual(['before', 'regions', 'after']));
  });

  it('stay out of sight', async () => {
    regions.className = 'unseen';
    regions.firstElementChild!.textContent = 'Chair, ahead.';
    await openByKeyboard();
    const { width, height } = regions.getBoundingClientRect();
    expect([width, height]).toEqual([1, 1]);
  });
});
