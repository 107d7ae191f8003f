import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Listener } from '../../test/harness/listener';
import { ANNOUNCEMENT_RULES } from '../speech/announcement-rules';
import { CLEAR_DELAY_MS, HOLD_MS } from '../speech/live-region-speaker';
import { en } from '../speech/phrases/en';
import { PREFERENCES, type Thing, sceneAt } from '../speech/scenes.fixture';
import { VOICES_TIMEOUT_MS } from '../speech/voices';
import { GAP_MS } from '../speech/web-speech-speaker';

const HUSH_MS = ANNOUNCEMENT_RULES.hushMs;

let listener: Listener;

afterEach(() => {
  listener.close();
});

describe('with the real engine of this browser, which has no voice,', () => {
  beforeEach(() => {
    listener = new Listener('real');
  });

  it('the screen reader gets the words, and once the reason', async () => {
    listener.begin();
    listener.tap();
    await listener.pass(VOICES_TIMEOUT_MS + CLEAR_DELAY_MS);
    expect(listener.faults).toEqual(['no-engine']);
    expect(listener.announced).toEqual([en.messages.speechFaults['no-engine']]);
    await listener.pass(HOLD_MS);
    listener.narrator.tell('Looking.');
    await listener.pass(CLEAR_DELAY_MS);
    expect(listener.announced).toEqual(['Looking.']);
    expect(listener.said.at(-1)).toBe('Looking.');
  });

  it('what was told while the voices were waited for is not lost', async () => {
    listener.begin();
    listener.tap();
    listener.narrator.tell('Chair, ahead.');
    await listener.pass(VOICES_TIMEOUT_MS + CLEAR_DELAY_MS + HOLD_MS + CLEAR_DELAY_MS);
    expect(listener.said).toEqual([en.messages.speechFaults['no-engine'], 'Chair, ahead.']);
  });

  it('a change of other settings neither tells the reason again nor makes the words wait', async () => {
    listener.begin();
    listener.tap();
    await listener.pass(VOICES_TIMEOUT_MS + CLEAR_DELAY_MS + HOLD_MS);
    listener.configure({ units: 'metres' });
    listener.narrator.tell('Looking.');
    await listener.pass(CLEAR_DELAY_MS);
    expect(listener.announced).toEqual(['Looking.']);
    await listener.pass(VOICES_TIMEOUT_MS + HOLD_MS);
    expect(listener.faults).toEqual(['no-engine']);
  });
});

describe('in a browser without any engine (stub: it is taken away)', () => {
  it('the screen reader gets the words from the start, and once the reason', async () => {
    listener = new Listener('real');
    const engine = Object.getOwnPropertyDescriptor(globalThis, 'speechSynthesis')!;
    Reflect.deleteProperty(globalThis, 'speechSynthesis');
    try {
      listener.begin();
      listener.tap();
      listener.narrator.tell('Ready.');
      listener.configure({ units: 'feet' });
      await listener.pass(CLEAR_DELAY_MS + HOLD_MS + CLEAR_DELAY_MS);
      expect(listener.faults).toEqual(['no-engine']);
      expect(listener.said).toEqual([en.messages.speechFaults['no-engine'], 'Ready.']);
    } finally {
      Object.defineProperty(globalThis, 'speechSynthesis', engine);
    }
  });
});

describe('with a voice (stub of the engine)', () => {
  beforeEach(() => {
    listener = new Listener('stub');
  });

  describe('repeating', () => {
    it('says again what was said last, also what the screen reader got before the first touch', async () => {
      listener.begin();
      listener.narrator.tell('Ready.');
      await listener.pass(CLEAR_DELAY_MS + HOLD_MS);
      await listener.touch();
      listener.narrator.repeat();
      await listener.pass(GAP_MS);
      await listener.speakOut();
      expect(listener.spoken).toEqual(['Ready.']);
      listener.narrator.tell('Looking.');
      await listener.pass(GAP_MS);
      await listener.speakOut();
      listener.narrator.repeat();
      await listener.pass(GAP_MS);
      await listener.speakOut();
      expect(listener.said).toEqual(['Ready.', 'Ready.', 'Looking.', 'Looking.']);
    });
  });

  describe.each(['own-voice', 'screen-reader'] as const)('stopping, with %s,', (output) => {
    it('silences even a fault at once, and the answer that waits for it is not said', async () => {
      listener.begin({ output });
      await listener.touch();
      listener.narrator.tell('Camera covered.', 'fault');
      listener.narrator.tell('Chair, ahead.', 'answer');
      await listener.pass(CLEAR_DELAY_MS);
      listener.engine.start();
      expect(listener.said).toEqual(['Camera covered.']);
      listener.narrator.stop();
      expect(listener.announced).toEqual([]);
      expect(listener.engine.queued).toBe(0);
      await listener.pass(60_000);
      expect(listener.said).toEqual(['Camera covered.']);
    });
  });

  describe('a live scene', () => {
    const CHAIR: Thing = { label: 'chair' };

    /** Looks at the same things for so long, five times a second. */
    async function look(milliseconds: number, things: readonly Thing[]): Promise<void> {
      for (let passed = 0; passed < milliseconds; passed += 200) {
        listener.narrator.hear(sceneAt(performance.now() / 1000, things), PREFERENCES);
        await listener.pass(200);
      }
    }

    it('says what is new in it, once', async () => {
      listener.begin();
      await listener.touch();
      await look(1000, [CHAIR]);
      await listener.speakOut();
      await look(6000, [CHAIR]);
      await listener.speakOut();
      expect(listener.spoken).toEqual(['Chair, ahead.']);
    });

    it('says again what was cut short by something more urgent', async () => {
      listener.begin();
      await listener.touch();
      await look(1000, [CHAIR]);
      listener.engine.start();
      listener.narrator.tell('Stopped.', 'answer');
      await listener.pass(GAP_MS);
      await listener.speakOut();
      await look(3000, [CHAIR]);
      expect(listener.spoken).toEqual(['Chair, ahead.', 'Stopped.', 'Chair, ahead.']);
    });

    it('says what the person asked for and did not hear to its end, when it is seen again', async () => {
      listener.begin();
      await listener.touch();
      listener.narrator.tell('Camera taken.', 'fault');
      await listener.pass(GAP_MS);
      await look(600, [CHAIR]); // No news during a fault.
      listener.engine.start();
      listener.engine.end();
      await listener.pass(GAP_MS);
      listener.narrator.describe(sceneAt(performance.now() / 1000, [CHAIR]), PREFERENCES);
      listener.engine.start();
      listener.narrator.tell('Picture frozen.', 'fault');
      await listener.pass(GAP_MS);
      await listener.speakOut();
      await look(600, [CHAIR]);
      expect(listener.spoken).toEqual([
        ...['Camera taken.', 'Chair, ahead.'],
        ...['Picture frozen.', 'Chair, ahead.'],
      ]);
    });

    it('says what was seen, though the person asked behind the hand that covered the lens', async () => {
      listener.begin();
      await listener.touch();
      await look(1000, [CHAIR]);
      listener.engine.start();
      const covered = sceneAt(performance.now() / 1000, [CHAIR], { faults: ['covered'] });
      listener.narrator.describe(covered, PREFERENCES);
      await listener.pass(GAP_MS);
      await listener.speakOut();
      await look(600, [CHAIR]);
      const { covered: fault } = en.messages.sightFaults;
      expect(listener.spoken).toEqual(['Chair, ahead.', fault, 'Chair, ahead.']);
    });

    it('says once, to the screen reader, what the voice failed to say', async () => {
      listener.begin();
      await listener.touch();
      await look(1000, [CHAIR]);
      await listener.refuse();
      await look(6000, [CHAIR]);
      expect(listener.said).toEqual(['Chair, ahead.']);
      expect(listener.spoken).toEqual(['Chair, ahead.']);
    });

    it('does not say what the person was told at their wish, until another source is looked at', async () => {
      listener.begin();
      await listener.touch();
      const things = [CHAIR, { label: 'person', at: 20 }];
      await look(1000, [CHAIR]);
      await listener.speakOut();
      await look(600, things); // The person must wait: two pieces of news are 2 s apart.
      listener.narrator.describe(sceneAt(performance.now() / 1000, things), PREFERENCES);
      await listener.pass(GAP_MS);
      await listener.speakOut();
      await look(6000, things);
      await listener.speakOut();
      expect(listener.spoken).toHaveLength(2);
      listener.narrator.forget();
      await look(1000, things);
      expect(listener.spoken).toHaveLength(3);
    });

    it('falls silent when the person wants it, and stays so for a while', async () => {
      listener.begin();
      await listener.touch();
      await look(1000, [CHAIR]);
      listener.engine.start();
      listener.narrator.hush();
      expect(listener.engine.queued).toBe(0);
      await look(HUSH_MS - 400, [CHAIR]);
      expect(listener.spoken).toEqual(['Chair, ahead.']);
      await look(800, [CHAIR]);
      expect(listener.spoken).toEqual(['Chair, ahead.', 'Chair, ahead.']);
    });

    it('is told at once when what was silenced was not of it', async () => {
      listener.begin();
      await listener.touch();
      listener.narrator.tell('Looking.');
      await listener.pass(GAP_MS);
      listener.engine.start();
      listener.narrator.hush();
      await look(1000, [CHAIR]);
      expect(listener.spoken).toEqual(['Looking.', 'Chair, ahead.']);
    });

    it('is told again at once when it was stopped for something else to be heard', async () => {
      listener.begin();
      await listener.touch();
      await look(1000, [CHAIR]);
      listener.engine.start();
      listener.narrator.stop();
      await look(1000, [CHAIR]);
      expect(listener.spoken).toEqual(['Chair, ahead.', 'Chair, ahead.']);
    });
  });
});
