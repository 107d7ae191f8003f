import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../app/page.css';
import {
  axeViolations,
  emulateMedia,
  overflowsBy,
  smallTargets,
  withoutFocusRing,
} from '../../test/harness/accessibility';
import { textsBelow } from '../../test/harness/contrast';
import { focused, isWithin, mount, textOf, unmountAll } from '../../test/harness/element-harness';
import { PracticeHarness } from '../../test/harness/practice-harness';
import { cutOffTexts } from '../../test/harness/shown-text';
import { templates as german } from '../localisation/labels/de';
import { templates as labels } from '../localisation/labels/en';
import { writeIn } from '../localisation/localisation';
import { PlaySoundEvent, PractiseEvent } from './nearsay-practice';

const LESSON = [{ label: 'soundImminent' }, { label: 'soundNear' }, { label: 'soundHeartbeat' }] as const;

const SCENES = [
  labels.practiceApproach,
  labels.practiceCrowd,
  labels.practiceStreet,
  labels.practiceRoom,
  labels.practiceFind,
];

let practice: PracticeHarness;
/** Of all text (WCAG 2.2, 1.4.6). */
const LEAST_TEXT_CONTRAST = 7;

let regions: HTMLElement;
/** What was asked for, and told, in order. */
let events: unknown[];

/** Opens the dialog; the scene that is asked for is played, as the session does it. */
beforeEach(async () => {
  events = [];
  regions = document.createElement('div');
  document.body.append(regions);
  const element = document.createElement('nearsay-practice');
  element.lesson = LESSON;
  element.liveRegions = regions;
  element.addEventListener(PractiseEvent.type, (event) => {
    const { name } = event as PractiseEvent;
    events.push(name);
    element.playing = name;
  });
  element.addEventListener(PlaySoundEvent.type, (event) => events.push((event as PlaySoundEvent).index));
  element.addEventListener('close', () => events.push('close'));
  practice = new PracticeHarness(await mount(element));
  element.show();
  await vi.waitFor(() => expect(practice.dialog.isOpen).toBe(true));
  await practice.settled();
});
afterEach(async () => {
  unmountAll();
  regions.remove();
  await writeIn('en');
});

const press = async (name: string) => {
  await userEvent.click(practice.button(name));
  await practice.settled();
};
const stopName = (scene: string) => `${labels.stopPractice} ${scene}`;

it('opens with the focus on its heading, and holds the live regions of the page', () => {
  expect(focused()).toBe(practice.dialog.heading);
  expect(textOf(practice.dialog.heading)).toBe(labels.practise);
  expect(practice.element.isOpen).toBe(true);
  expect(isWithin(regions, practice.dialog.get('dialog'))).toBe(true);
});

it('tells what it is for', () => {
  expect(practice.all('.hint').map(textOf)).toEqual([labels.practiseHint, labels.soundLessonHint]);
});

describe('a practice scene', () => {
  it('has a button for each, by its name', () => {
    expect(practice.sceneNames).toEqual(SCENES);
  });

  it.each([
    [labels.practiceApproach, 'approach'],
    [labels.practiceCrowd, 'crowd'],
    [labels.practiceStreet, 'street'],
    [labels.practiceRoom, 'room'],
    [labels.practiceFind, 'find'],
  ])('"%s" is asked for by a press', async (name, asked) => {
    await press(name);
    expect(events).toEqual([asked]);
  });

  it('that is played is stopped by the same button, which says so, and keeps the focus', async () => {
    practice.button(labels.practiceRoom).focus();
    await userEvent.keyboard('{Enter}');
    await practice.settled();
    expect(practice.sceneNames).toEqual(
      SCENES.map((name) => (name === labels.practiceRoom ? stopName(name) : name)),
    );
    expect(focused()).toBe(practice.button(stopName(labels.practiceRoom)));
    await userEvent.keyboard('{Enter}');
    await practice.settled();
    expect(events).toEqual(['room', null]);
    expect(practice.sceneNames).toEqual(SCENES);
    expect(focused()).toBe(practice.button(labels.practiceRoom));
  });

  it('gives way to another by one press', async () => {
    await press(labels.practiceRoom);
    await press(labels.practiceCrowd);
    expect(events).toEqual(['room', 'crowd']);
    expect(practice.sceneNames).toContain(labels.practiceRoom);
  });

  it('that has ended by itself can be played again', async () => {
    await press(labels.practiceRoom);
    practice.element.playing = null;
    await practice.settled();
    await press(labels.practiceRoom);
    expect(events).toEqual(['room', 'room']);
  });

  it('is stopped before the dialog tells that it has closed', async () => {
    await press(labels.practiceRoom);
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(events).toEqual(['room', null, 'close']));
    expect(practice.element.isOpen).toBe(false);
  });

  it('that is not played is not stopped either', async () => {
    await userEvent.click(practice.dialog.closeButton);
    await vi.waitFor(() => expect(events).toEqual(['close']));
  });
});

describe('what is said', () => {
  it('is not shown while nothing is played', async () => {
    practice.element.lastSaid = 'Person, ahead.';
    await practice.settled();
    expect(practice.said).toBeNull();
  });

  it('can be read along, larger than all else, right below the button', async () => {
    await press(labels.practiceRoom);
    practice.element.lastSaid = 'Chair, 2 steps, left.';
    await practice.settled();
    const said = practice.said!;
    expect(textOf(said)).toBe(`${labels.lastSaid}: Chair, 2 steps, left.`);
    expect(said.previousElementSibling).toBe(practice.button(stopName(labels.practiceRoom)));
    const sizeOf = (element: Element) => parseFloat(getComputedStyle(element).fontSize);
    for (const button of practice.all('button')) expect(sizeOf(said)).toBeGreaterThan(sizeOf(button));
  });

  it('moves nothing when the words come', async () => {
    await press(labels.practiceCrowd);
    const top = () => practice.button(labels.practiceStreet).getBoundingClientRect().top;
    const before = top();
    practice.element.lastSaid = '4 people, about 8 steps, ahead.';
    await practice.settled();
    expect(top()).toBe(before);
  });

  it('is given to the screen reader by the live regions alone', async () => {
    await press(labels.practiceRoom);
    expect(practice.all('[aria-live], [role=status], [role=alert]')).toEqual([]);
  });
});

describe('the lesson of sounds', () => {
  it('has a heading, and a button for each sound', () => {
    expect(textOf(practice.get('h3'))).toBe(labels.soundLesson);
    expect(practice.soundNames).toEqual([labels.soundImminent, labels.soundNear, labels.soundHeartbeat]);
  });

  it('plays each by a press', async () => {
    await press(labels.soundNear);
    await press(labels.soundImminent);
    await press(labels.soundHeartbeat);
    expect(events).toEqual([1, 0, 2]);
  });

  it('is left out where there are no sounds', async () => {
    practice.element.lesson = [];
    await practice.settled();
    expect(practice.all('h3')).toEqual([]);
    expect(practice.soundNames).toEqual([]);
  });
});

it('can be used with the Tab key and Enter alone', async () => {
  const stops: (Element | null)[] = [];
  // What scrolls is a stop as well, and so is the browser itself, before it begins anew at the top.
  for (let press = 0; press < 4 + SCENES.length + LESSON.length; press++) {
    await userEvent.tab();
    stops.push(focused());
  }
  const buttons = [practice.dialog.closeButton, ...practice.all('button')];
  expect(buttons).toHaveLength(1 + SCENES.length + LESSON.length);
  for (const button of buttons) expect(stops).toContain(button);
});

it('is written in the language of the person', async () => {
  await writeIn('de');
  await practice.settled();
  expect(textOf(practice.dialog.heading)).toBe(german.practise);
  expect(practice.sceneNames).toContain(german.practiceRoom);
});

describe.each([
  { scheme: 'dark', width: 390, height: 780 },
  { scheme: 'light', width: 320, height: 640 },
] as const)('$scheme, $width x $height px:', ({ scheme, width, height }) => {
  beforeAll(async () => {
    await emulateMedia({ 'prefers-color-scheme': scheme });
    await page.viewport(width, height);
  });

  it.each(['en', 'de'] as const)('nothing keeps people out, in %s', { timeout: 60_000 }, async (language) => {
    await writeIn(language);
    practice.element.playing = 'street';
    practice.element.lastSaid = 'Bicycle, slightly left, coming.';
    await practice.settled();
    expect(innerWidth).toBe(width);
    expect(await axeViolations()).toEqual([]);
    expect(smallTargets()).toEqual([]);
    expect(overflowsBy()).toBe(0);
    expect(cutOffTexts()).toEqual([]);
    expect(textsBelow(LEAST_TEXT_CONTRAST)).toEqual([]);
  });

  it('each control shows that it has the focus', { timeout: 60_000 }, async () => {
    expect(await withoutFocusRing()).toEqual([]);
  });
});

afterAll(async () => {
  await emulateMedia({});
});
