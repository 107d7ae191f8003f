import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CLEAR_DELAY_MS, HOLD_MS, LiveRegionSpeaker, REGIONS_OF_EACH_KIND } from './live-region-speaker';
import type { Outcome } from './speaker';
import type { Urgency, Utterance } from './utterance';

const say = (text: string, urgency: Urgency = 'answer'): Utterance => ({ text, urgency, language: 'es' });

let container: HTMLElement;
let outcomes: [string, Outcome][];
let speaker: LiveRegionSpeaker;

/** The regions that hold a text now, as [politeness, text]. */
const texts = () =>
  [...container.querySelectorAll('[aria-live]')]
    .filter(({ textContent }) => textContent !== '')
    .map((region) => [region.getAttribute('aria-live'), region.textContent]);

beforeEach(() => {
  vi.useFakeTimers();
  container = document.createElement('div');
  document.body.append(container);
  outcomes = [];
  speaker = new LiveRegionSpeaker(container, {
    ended: ({ text }, outcome) => void outcomes.push([text, outcome]),
  });
});

afterEach(() => {
  speaker.dispose();
  container.remove();
  vi.useRealTimers();
});

describe('live regions', () => {
  test('lie empty in the page before anything is said, as screen readers need', () => {
    expect(container.querySelectorAll('[aria-live=polite][aria-atomic=true]')).toHaveLength(
      REGIONS_OF_EACH_KIND,
    );
    expect(container.querySelectorAll('[aria-live=assertive][aria-atomic=true]')).toHaveLength(
      REGIONS_OF_EACH_KIND,
    );
    expect(texts()).toEqual([]);
  });

  test('get the text after a pause, in its language, and count it as spoken after the hold', () => {
    speaker.speak(say('Hola.'));
    vi.advanceTimersByTime(CLEAR_DELAY_MS - 1);
    expect(texts()).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(texts()).toEqual([['polite', 'Hola.']]);
    expect(container.querySelector('[lang=es]')?.textContent).toBe('Hola.');
    vi.advanceTimersByTime(HOLD_MS - 1);
    expect(speaker.speaking).toBe('answer');
    vi.advanceTimersByTime(1);
    expect(outcomes).toEqual([['Hola.', 'spoken']]);
    expect(speaker.speaking).toBeNull();
    expect(texts()).toEqual([['polite', 'Hola.']]);
  });

  test('take turns, so that the same text twice is a change twice', () => {
    const used = new Set<Element>();
    for (let turn = 0; turn < REGIONS_OF_EACH_KIND; turn++) {
      speaker.speak(say('again'));
      vi.advanceTimersByTime(CLEAR_DELAY_MS + HOLD_MS);
      expect(texts()).toHaveLength(1);
      used.add([...container.children].find(({ textContent }) => textContent === 'again')!);
    }
    expect(used.size).toBe(REGIONS_OF_EACH_KIND);
  });

  test.each(['fault', 'hazard'] as const)('a %s interrupts the screen reader', (urgency) => {
    speaker.speak(say('news', 'news'));
    vi.advanceTimersByTime(CLEAR_DELAY_MS);
    speaker.speak(say('now', urgency));
    expect(texts()).toEqual([]);
    vi.advanceTimersByTime(CLEAR_DELAY_MS);
    expect(texts()).toEqual([['assertive', 'now']]);
    expect(outcomes).toEqual([['news', 'interrupted']]);
  });

  test('one that never reached its region was dropped, not interrupted', () => {
    speaker.speak(say('news', 'news'));
    speaker.speak(say('fault', 'fault'));
    expect(outcomes).toEqual([['news', 'dropped']]);
  });

  test('hold each text long enough before the next', () => {
    speaker.speak(say('1', 'fault'));
    speaker.speak(say('2', 'answer'));
    vi.advanceTimersByTime(CLEAR_DELAY_MS + HOLD_MS - 1);
    expect(texts()).toEqual([['assertive', '1']]);
    vi.advanceTimersByTime(1 + CLEAR_DELAY_MS);
    expect(texts()).toEqual([['polite', '2']]);
  });

  test('fall silent at once on stop, and vanish on disposal', () => {
    speaker.speak(say('1'));
    vi.advanceTimersByTime(CLEAR_DELAY_MS);
    speaker.stop();
    expect(texts()).toEqual([]);
    expect(outcomes).toEqual([['1', 'stopped']]);
    speaker.dispose();
    expect(container.childElementCount).toBe(0);
  });
});
