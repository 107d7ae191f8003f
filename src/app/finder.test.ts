import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Scene } from '../scene/scene';
import type { Place } from '../sounds/sounds';
import { en } from '../speech/phrases/en';
import { PREFERENCES, sceneAt, type Thing } from '../speech/scenes.fixture';
import type { Urgency, Utterance } from '../speech/utterance';
import { Explorer } from './explorer';
import { Finder } from './finder';

/** Writes down in place of sounding: Node has no loudspeaker. */
class SoundsStub {
  readonly ticks: { readonly at: number; readonly place: Place }[] = [];
  reaches = 0;

  tick(place: Place): void {
    this.ticks.push({ at: performance.now(), place });
  }

  reach(): void {
    this.reaches++;
  }

  /** Milliseconds from each tick to the next. */
  get gaps(): number[] {
    return this.ticks.slice(1).map(({ at }, index) => at - this.ticks[index]!.at);
  }
}

let sounds: SoundsStub;
let said: Utterance[];
let speaking: Urgency | null;
let finder: Finder;

beforeEach(() => {
  vi.useFakeTimers();
  sounds = new SoundsStub();
  said = [];
  speaking = null;
  finder = new Finder({
    sounds,
    say: (utterance) => said.push(utterance),
    speaking: () => speaking,
    preferences: () => PREFERENCES,
    phrases: () => en,
  });
});
afterEach(() => {
  finder.dispose();
  vi.useRealTimers();
});

const texts = () => said.map(({ text }) => text);
const ahead = (best: number): Thing => ({ label: 'chair', at: 0, metres: { near: best, best, far: best } });
const aside = (best: number): Thing => ({ ...ahead(best), at: 25 });

/** As the pipeline gives it, with tracks; taken so many milliseconds ago. */
function sceneNow(things: readonly Thing[], ageMs = 0, faults: Scene['faults'] = []): Scene {
  const scene = sceneAt((performance.now() - ageMs) / 1000, things, { faults });
  const track = { id: 1, approach: null, timeToContact: null };
  return { ...scene, objects: scene.objects.map((object) => ({ ...object, track })) };
}

/** Scenes of this for so long, five a second. */
async function see(ms: number, things: readonly Thing[]): Promise<void> {
  for (let passed = 0; passed < ms; passed += 200) {
    finder.hear(sceneNow(things));
    await vi.advanceTimersByTimeAsync(200);
  }
}

describe('a search', () => {
  it('begins and ends with words, and knows what it looks for', () => {
    expect(finder.finding).toBeNull();
    finder.begin('potted plant');
    expect(finder.finding).toBe('potted plant');
    finder.end();
    expect(finder.finding).toBeNull();
    expect(texts()).toEqual([en.messages.find.begun('potted plant'), en.messages.find.ended]);
    expect(said.map(({ urgency }) => urgency)).toEqual(['answer', 'answer']);
  });

  it('may begin in silence, for whoever says it in other words', async () => {
    finder.begin('chair', { silently: true });
    expect(finder.finding).toBe('chair');
    expect(said).toEqual([]);
    await see(400, [ahead(2.9)]);
    expect(texts()).toEqual(['Chair, 4 steps, ahead.']);
  });

  it.each(['hazard', 'fault'] as const)(
    'gives no guidance while a %s is told, and none about then when it is over',
    async (urgency) => {
      finder.begin('chair');
      speaking = urgency;
      await see(2000, [ahead(2.9)]);
      await see(1000, [ahead(0.7)]);
      expect(texts().slice(1)).toEqual([]);
      expect(sounds.reaches).toBe(0);
      expect(sounds.ticks.length).toBeGreaterThan(5);
      speaking = null;
      await see(1000, [ahead(0.7)]);
      expect(texts().slice(1)).toEqual(['Chair, within reach.']);
      expect(sounds.reaches).toBe(1);
    },
  );

  it.each(['answer', 'news'] as const)('gives guidance in place of an %s', async (urgency) => {
    finder.begin('chair');
    speaking = urgency;
    await see(400, [ahead(2.9)]);
    expect(texts().slice(1)).toEqual(['Chair, 4 steps, ahead.']);
  });

  it('that is not going on has no end, no ticks and no words', async () => {
    finder.end();
    await see(1000, [ahead(2)]);
    expect(said).toEqual([]);
    expect(sounds.ticks).toEqual([]);
  });

  it('leads to the thing: words, ticks, and the sound of reach', async () => {
    finder.begin('chair');
    await see(1000, [ahead(2.9)]);
    expect(texts().slice(1)).toEqual(['Chair, 4 steps, ahead.']);
    expect(sounds.reaches).toBe(0);
    await see(1000, [ahead(0.7)]);
    expect(texts().slice(2)).toEqual(['Chair, within reach.']);
    expect(sounds.reaches).toBe(1);
  });

  it('for another thing forgets the former', async () => {
    finder.begin('chair');
    await see(1000, [ahead(2.9)]);
    finder.begin('dog');
    const ticks = sounds.ticks.length;
    await see(1000, [ahead(2.9)]);
    expect(sounds.ticks).toHaveLength(ticks);
    await see(400, [{ ...ahead(2.9), label: 'dog' }]);
    expect(texts().at(-1)).toBe('Dog, 4 steps, ahead.');
  });

  it('says again what was interrupted', async () => {
    finder.begin('chair');
    await see(400, [ahead(2.9)]);
    finder.unheard(said.at(-1)!);
    await see(4000, [ahead(2.9)]);
    expect(texts().slice(1)).toEqual(['Chair, 4 steps, ahead.', 'Chair, 4 steps, ahead.']);
  });

  it('that was disposed of ends without a word', async () => {
    finder.begin('chair');
    await see(1000, [ahead(2.9)]);
    finder.dispose();
    const ticks = sounds.ticks.length;
    await see(1000, [ahead(2.9)]);
    expect(sounds.ticks).toHaveLength(ticks);
    expect(finder.finding).toBeNull();
    expect(said).toHaveLength(2);
  });
});

describe('ticks', () => {
  beforeEach(() => finder.begin('chair'));

  it('come at once, from the place of the thing, and evenly, however often scenes come', async () => {
    await see(5000, [ahead(0.5)]);
    expect(sounds.ticks[0]!.at).toBe(performance.now() - 5000);
    expect(sounds.ticks[0]!.place).toEqual({ bearing: 0, nearness: 1 });
    expect(new Set(sounds.gaps)).toEqual(new Set([120]));
  });

  it.each<[string, Thing]>([
    ['whose distance is known', ahead(2.9)],
    ['whose distance is not', { label: 'chair', at: 10, foot: 0.6 }],
  ])('of a thing %s come from where a finger feels it', async (_, thing) => {
    await see(600, [thing]);
    const touched: Place[] = [];
    const explorer = new Explorer({
      sounds: { touch: (place) => touched.push(place), edge: () => undefined },
      say: () => undefined,
      isSpeaking: () => false,
      preferences: () => PREFERENCES,
      phrases: () => en,
    });
    explorer.step('first', sceneNow([thing]));
    expect(touched).toHaveLength(1);
    expect(sounds.ticks[0]!.place.nearness).toBeCloseTo(touched[0]!.nearness, 9);
    expect(sounds.ticks[0]!.place.bearing).toBeCloseTo(touched[0]!.bearing, 9);
  });

  it('that are slower than the scenes are not put off by them', async () => {
    await see(10_000, [aside(20)]);
    expect(sounds.gaps.length).toBeGreaterThan(6);
    for (const gap of sounds.gaps) expect(gap).toBeLessThanOrEqual(1201);
  });

  it('quicken at once with the newest scene', async () => {
    await see(200, [aside(20)]);
    expect(sounds.ticks).toHaveLength(1);
    await see(400, [ahead(0.5)]);
    expect(sounds.ticks.length).toBeGreaterThan(3);
  });

  it('stop when no scene comes any more: a second later it is not true', async () => {
    await see(1000, [ahead(0.5)]);
    const lastScene = performance.now() - 200;
    await vi.advanceTimersByTimeAsync(10_000);
    const last = sounds.ticks.at(-1)!.at;
    expect(last - lastScene).toBeGreaterThan(800);
    expect(last - lastScene).toBeLessThanOrEqual(1000);
  });

  it('don’t begin by a scene that is old when it comes', async () => {
    finder.hear(sceneNow([ahead(0.5)], 1100));
    await vi.advanceTimersByTimeAsync(1000);
    expect(sounds.ticks).toEqual([]);
  });

  it.each<[string, () => void]>([
    ['the thing is gone', () => [1, 2, 3, 4].forEach((_, index) => finder.hear(later(index)))],
    ['the lens is covered', () => finder.hear(sceneNow([ahead(0.5)], 0, ['covered']))],
    ['nothing is seen any more', () => finder.blind()],
    ['the search has ended', () => finder.end()],
  ])('stop at once when %s', async (_, happen) => {
    await see(1000, [ahead(0.5)]);
    happen();
    const { length } = sounds.ticks;
    await vi.advanceTimersByTimeAsync(900);
    expect(length).toBeGreaterThan(5);
    expect(sounds.ticks).toHaveLength(length);
  });

  /** Empty scenes, the last of them more than a flicker after the thing was seen. */
  const later = (index: number): Scene => sceneNow([], -300 * (index + 1) + 500);

  it('go on when it is seen again after that', async () => {
    await see(1000, [ahead(0.5)]);
    finder.blind();
    expect(finder.finding).toBe('chair');
    const { length } = sounds.ticks;
    await see(1000, [ahead(0.5)]);
    expect(sounds.ticks.length).toBeGreaterThan(length + 5);
  });
});
