import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mount, textOf, unmountAll } from '../../test/harness/element-harness';
import { ObjectsHarness } from '../../test/harness/elements';
import type { Scene } from '../scene/scene';
import { de } from '../speech/phrases/de';
import { en } from '../speech/phrases/en';
import { PREFERENCES, type Thing, sceneAt } from '../speech/scenes.fixture';
import './nearsay-objects';
import { templates as labels } from '../localisation/labels/en';

let list: ObjectsHarness;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  unmountAll();
  vi.useRealTimers();
});

const CHAIR: Thing = { label: 'chair', at: -10, foot: 0.1, score: 0.61 };
const PERSON: Thing = { label: 'person', at: 2, foot: 0.5, score: 0.9 };
const DOG: Thing = { label: 'dog', at: 20, foot: 0.5, score: 0.4 };

async function open(scene: Scene | null, live = false): Promise<void> {
  const element = document.createElement('nearsay-objects');
  Object.assign(element, { scene, live, phrases: en, preferences: PREFERENCES });
  list = new ObjectsHarness(await mount(element));
}

async function look(...things: Thing[]): Promise<void> {
  list.element.scene = sceneAt(0, things);
  await list.element.updateComplete;
}

async function pass(milliseconds: number): Promise<void> {
  vi.advanceTimersByTime(milliseconds);
  await list.element.updateComplete;
}

const ranks = () => list.things.map(({ rank }) => rank);
const names = () => list.things.map(({ what }) => what.split(',')[0]);

describe('the list', () => {
  it('is a list with a name, and the nearest thing first', async () => {
    await open(sceneAt(0, [PERSON, CHAIR]));
    const ordered = list.get('ol');
    const heading = list.get(`#${ordered.getAttribute('aria-labelledby') ?? ''}`);
    expect(heading.localName).toBe('h2');
    // Named outright, for Safari: without it VoiceOver finds no list.
    expect(ordered.getAttribute('role')).toBe('list');
    expect(textOf(heading)).toBe(labels.nearestFirst);
    expect(list.things).toEqual([
      { rank: '1', what: 'Chair, slightly left', measures: '64 px · 61%' },
      { rank: '2', what: 'Person, ahead', measures: '320 px · 90%' },
    ]);
  });

  it('shows things that tie as equal, and says so', async () => {
    await open(sceneAt(0, [CHAIR, PERSON, DOG]));
    expect(ranks()).toEqual(['1', '= 2', '= 2']);
    expect(list.things.map(({ measures }) => measures.startsWith(labels.equallyNear))).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('speaks the language of the person', async () => {
    await open(sceneAt(0, [CHAIR]));
    list.element.phrases = de;
    await list.element.updateComplete;
    expect(list.things[0]).toMatchObject({ what: 'Stuhl, leicht links', measures: '64 px · 61 %' });
  });

  it('says that nothing is known, never that the way is free', async () => {
    await open(sceneAt(0, []));
    expect(list.emptyMessage).toBe(en.sentences.nothingKnown);
    expect(list.things).toEqual([]);
  });

  it('shows nothing where nothing is looked at', async () => {
    await open(null);
    expect(list.all('h2, p, ol')).toEqual([]);
  });
});

describe('while frames are looked at', () => {
  it('shows the first things at once, and changes at most once a second, then to the newest', async () => {
    await open(null, true);
    await look(CHAIR);
    expect(names()).toEqual(['Chair']);
    await pass(400);
    await look(PERSON);
    await pass(400);
    await look(DOG);
    expect(names()).toEqual(['Chair']);
    await pass(199);
    expect(names()).toEqual(['Chair']);
    await pass(1);
    expect(names()).toEqual(['Dog']);
  });

  it('changes at once when that is over', async () => {
    await open(null, true);
    await look(CHAIR);
    await pass(100);
    Object.assign(list.element, { live: false, scene: null });
    await list.element.updateComplete;
    expect(list.all('li')).toEqual([]);
  });
});

it('shows every photo at once', async () => {
  await open(sceneAt(0, [CHAIR]));
  await look(PERSON);
  await look(DOG);
  expect(names()).toEqual(['Dog']);
});

it('leaves nothing running when it goes', async () => {
  await open(null, true);
  await look(CHAIR);
  await look(DOG);
  expect(vi.getTimerCount()).toBe(1);
  list.element.remove();
  expect(vi.getTimerCount()).toBe(0);
});

describe('what a thing measures', () => {
  const place = (name: string) => list.get(`.${name}`).getBoundingClientRect();

  it('stands beside the words where there is room for both, otherwise below them, never over them', async () => {
    await open(sceneAt(0, [PERSON]));
    list.element.style.width = '60rem';
    expect(place('measures').left).toBeGreaterThan(place('what').right);
    expect(place('measures').top).toBeLessThan(place('what').bottom);
    list.element.style.width = '12rem';
    expect(place('measures').top).toBeGreaterThanOrEqual(place('what').bottom);
    expect(place('measures').right).toBeLessThanOrEqual(list.element.getBoundingClientRect().right);
  });
});
