import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Outcome } from './speaker';
import { TurnTakingSpeaker } from './turn-taking-speaker';
import { compareUrgency, URGENCIES, type Urgency, type Utterance } from './utterance';

/** An output that is heard by the test: each utterance lasts until the test ends it. */
class Output extends TurnTakingSpeaker {
  readonly log: string[] = [];
  audible: Utterance | null = null;

  protected override begin(utterance: Utterance): void {
    if (this.audible) throw new Error(`"${utterance.text}" is spoken into "${this.audible.text}"`);
    this.audible = utterance;
    this.log.push(utterance.text);
    this.began();
  }

  protected override halt(): void {
    this.audible = null;
  }

  end(outcome: 'spoken' | 'failed' = 'spoken'): void {
    if (!this.audible) return;
    this.audible = null;
    this.finished(outcome);
  }
}

const say = (urgency: Urgency, text: string = urgency): Utterance => ({ text, urgency, language: 'en' });

let outcomes: Map<Utterance, Outcome>;
let output: Output;

beforeEach(() => {
  vi.useFakeTimers();
  outcomes = new Map();
  output = new Output({
    ended: (utterance, outcome) => {
      expect(outcomes.has(utterance), 'ended once').toBe(false);
      outcomes.set(utterance, outcome);
    },
  });
});

afterEach(() => void vi.useRealTimers());

test('urgencies are ordered: hazard, fault, answer, news', () => {
  expect(compareUrgency('hazard', 'fault')).toBeGreaterThan(0);
  expect(compareUrgency('fault', 'answer')).toBeGreaterThan(0);
  expect(compareUrgency('answer', 'news')).toBeGreaterThan(0);
  expect(compareUrgency('news', 'fault')).toBeLessThan(0);
  expect(compareUrgency('news', 'news')).toBe(0);
});

describe('who may speak', () => {
  test.each([
    ['hazard', 'news'],
    ['hazard', 'answer'],
    ['hazard', 'hazard'],
    ['fault', 'news'],
    ['fault', 'answer'],
    ['answer', 'news'],
    ['fault', 'fault'],
    ['answer', 'answer'],
  ] as const)('%s interrupts %s', (newer, older) => {
    const first = say(older, 'first');
    output.speak(first);
    output.speak(say(newer, 'second'));
    expect(output.log).toEqual(['first', 'second']);
    expect(outcomes.get(first)).toBe('interrupted');
    output.end();
    expect(output.audible).toBeNull();
  });

  test.each(['hazard', 'fault', 'answer', 'news'] as const)(
    'news during a %s is dropped at once',
    (urgency) => {
      output.speak(say(urgency));
      const news = say('news');
      output.speak(news);
      expect(outcomes.get(news)).toBe('dropped');
      output.end();
      expect(output.log).toEqual([urgency]);
    },
  );

  test('a fault that a hazard interrupts is said again after it, before an answer', () => {
    const [fault, answer] = [say('fault'), say('answer')];
    output.speak(fault);
    output.speak(say('hazard'));
    output.speak(answer);
    expect(outcomes.has(fault)).toBe(false);
    for (let turn = 0; turn < 3; turn++) output.end();
    expect(output.log).toEqual(['fault', 'hazard', 'fault', 'answer']);
    expect(outcomes.get(fault)).toBe('spoken');
  });

  test('of what waits only the newest of each urgency is kept', () => {
    const [first, second] = [say('answer', '1'), say('answer', '2')];
    output.speak(say('hazard'));
    output.speak(first);
    output.speak(say('fault'));
    output.speak(second);
    expect(outcomes.get(first)).toBe('dropped');
    for (let turn = 0; turn < 3; turn++) output.end();
    expect(output.log).toEqual(['hazard', 'fault', '2']);
  });

  test('what has waited is renewed when it gets its turn', () => {
    const renewing: Output = new Output({
      renewed: (utterance) => ({ ...utterance, text: `${utterance.text}, as it is now` }),
    });
    renewing.speak(say('fault'));
    renewing.speak(say('answer'));
    renewing.end();
    expect(renewing.log).toEqual(['fault', 'answer, as it is now']);
  });

  test('each turn is told before it begins', () => {
    const turns: string[] = [];
    const told: Output = new Output({ turned: ({ text }) => turns.push(`${text} after ${told.log.length}`) });
    told.speak(say('answer', '1'));
    told.speak(say('news', 'dropped'));
    told.speak(say('hazard', '2'));
    expect(turns).toEqual(['1 after 0', '2 after 1']);
  });

  test('an answer waits for a fault, and for a second one, however long', () => {
    const answer = say('answer');
    output.speak(say('fault', '1'));
    output.speak(answer);
    output.speak(say('fault', '2'));
    vi.advanceTimersByTime(10_000);
    output.end();
    expect(output.log).toEqual(['1', '2', 'answer']);
    output.end();
    expect(outcomes.get(answer)).toBe('spoken');
  });

  test('a listener that speaks at the end of an utterance does not make two voices', () => {
    const talkative: Output = new Output({
      ended: ({ text }) => {
        if (text === '1' || text === '3') talkative.speak(say('news', `after ${text}`));
      },
    });
    talkative.speak(say('fault', '1'));
    talkative.speak(say('answer', '2'));
    talkative.end();
    expect(talkative.log).toEqual(['1', 'after 1']);
    talkative.end();
    expect(talkative.log).toEqual(['1', 'after 1', '2']);
    talkative.speak(say('answer', '3'));
    talkative.speak(say('fault', '4'));
    expect(talkative.log.at(-1)).toBe('4');
  });
});

describe('an output that takes its time to begin', () => {
  /** Begins, and ends, only when the test says so. */
  class Slow extends Output {
    protected override begin(utterance: Utterance): void {
      this.audible = utterance;
    }

    sound(): void {
      this.began();
    }

    report(): void {
      this.finished('spoken');
    }
  }

  const started: string[] = [];
  const slow = () => {
    started.length = 0;
    return new Slow({
      started: ({ text }) => started.push(text),
      ended: (utterance, outcome) => void outcomes.set(utterance, outcome),
    });
  };

  test('what is interrupted before its first sound was dropped, what is stopped was stopped', () => {
    const voice = slow();
    voice.speak(say('news', '1'));
    voice.sound();
    voice.speak(say('answer', '2'));
    voice.speak(say('hazard', '3'));
    voice.stop();
    expect([...outcomes.values()]).toEqual(['interrupted', 'dropped', 'stopped']);
  });

  test('tells of each start once, and of none without a turn', () => {
    const voice = slow();
    voice.sound();
    voice.report();
    voice.speak(say('news', '1'));
    for (let time = 0; time < 2; time++) voice.sound();
    voice.report();
    voice.sound();
    voice.report();
    expect(started).toEqual(['1']);
    expect([...outcomes.values()]).toEqual(['spoken']);
  });
});

describe('behind one that failed', () => {
  test('an answer is stranded: it is not given to an output that may be dead', () => {
    const [fault, answer] = [say('fault'), say('answer')];
    output.speak(fault);
    output.speak(answer);
    output.end('failed');
    expect(output.log).toEqual(['fault']);
    expect([...outcomes]).toEqual([
      [fault, 'failed'],
      [answer, 'stranded'],
    ]);
    expect(output.speaking).toBeNull();
  });

  test('all that wait are stranded, in the order in which they were to be heard', () => {
    const [hazard, fault, answer] = [say('hazard'), say('fault'), say('answer')];
    for (const utterance of [hazard, answer, fault]) output.speak(utterance);
    output.end('failed');
    expect([...outcomes.keys()]).toEqual([hazard, fault, answer]);
    expect([...outcomes.values()]).toEqual(['failed', 'stranded', 'stranded']);
  });

  test('an answer goes on waiting when the listener has spoken again', () => {
    const again: Output = new Output({
      ended: (utterance, outcome) => {
        outcomes.set(utterance, outcome);
        if (outcome === 'failed') again.speak(say('fault', '2'));
      },
    });
    const answer = say('answer');
    again.speak(say('fault', '1'));
    again.speak(answer);
    again.end('failed');
    expect(outcomes.has(answer)).toBe(false);
    again.end();
    expect(again.log).toEqual(['1', '2', 'answer']);
  });
});

test('who stops it hears nothing more; what was being said ends before what waited for it', () => {
  const [fault, answer] = [say('fault'), say('answer')];
  output.speak(fault);
  output.speak(answer);
  output.stop();
  expect(output.audible).toBeNull();
  expect(output.log).toEqual(['fault']);
  expect([...outcomes]).toEqual([
    [fault, 'stopped'],
    [answer, 'dropped'],
  ]);
});

test('after disposal all is silent', () => {
  output.speak(say('answer', '1'));
  output.dispose();
  expect(output.audible).toBeNull();
  const late = say('fault');
  output.speak(late);
  expect(output.log).toEqual(['1']);
  expect(outcomes.get(late)).toBe('dropped');
});

test('whatever happens, one voice at a time, each utterance ends once, and a hazard is never kept waiting', () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('speak' as const), urgency: fc.constantFrom(...URGENCIES) }),
    fc.record({ do: fc.constantFrom('end' as const, 'fail' as const, 'stop' as const) }),
    fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 3000 }) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const ended = new Map<Utterance, number>();
      const given: Utterance[] = [];
      const heard = new Output({
        ended: (utterance) => ended.set(utterance, (ended.get(utterance) ?? 0) + 1),
      });
      for (const each of steps) {
        if (each.do === 'speak') {
          const utterance = say(each.urgency);
          given.push(utterance);
          heard.speak(utterance);
          if (each.urgency === 'hazard') expect(heard.audible).toBe(utterance);
        } else if (each.do === 'wait') vi.advanceTimersByTime(each.ms);
        else if (each.do === 'stop') heard.stop();
        else heard.end(each.do === 'fail' ? 'failed' : 'spoken');
        expect(heard.speaking).toBe(heard.audible?.urgency ?? null);
      }
      heard.dispose();
      for (const utterance of given) expect(ended.get(utterance)).toBe(1);
    }),
    { numRuns: 300 },
  );
});
