import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CueKind } from '../speech/cue';
import { SOUND_LESSONS } from './lesson';
import { tap, untilHeard, untilSilent, watchAudio } from './live-audio.fixture';
import { Sounds, type SoundEvents, type SoundSettings } from './sounds';
import { CUE_VIBRATIONS, REACH_VIBRATION, TOUCH_VIBRATION } from './vibration-patterns';

const ALL_ON: SoundSettings = { earcons: true, heartbeat: true, vibration: true };
const ALL_OFF: SoundSettings = { earcons: false, heartbeat: false, vibration: false };
const NEAR_PLACE = { bearing: 0, nearness: 1 };

let audio: ReturnType<typeof watchAudio>;
let sounds: Sounds;
/** Stub: this machine has no motor. */
let vibrations: ReturnType<typeof vi.spyOn>;
/** Tones that were set going. */
let tones: ReturnType<typeof vi.spyOn>;

const context = () => audio.contexts.at(-1)!;
const cue = (kind: CueKind, bearing = 0) => sounds.cue({ kind, bearing });
const toneCount = () => tones.mock.instances.filter((node: unknown) => node instanceof OscillatorNode).length;

beforeEach(() => {
  audio = watchAudio();
  vibrations = vi.spyOn(navigator, 'vibrate').mockReturnValue(true);
  tones = vi.spyOn(AudioScheduledSourceNode.prototype, 'start');
});
afterEach(() => {
  sounds.dispose();
  audio.restore();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Sounds that a real tap unlocked. */
async function unlocked(settings = ALL_ON, events?: SoundEvents): Promise<void> {
  sounds = new Sounds(events);
  sounds.configure(settings);
  await tap(() => sounds.unlock());
  await vi.waitUntil(() => sounds.canSound, { timeout: 5000 });
}

describe('before the first tap', () => {
  it('makes no context, and neither sounds nor fails', () => {
    sounds = new Sounds();
    cue('imminent');
    sounds.watch(true);
    sounds.tick(NEAR_PLACE);
    sounds.edge();
    sounds.watch(false);
    expect(audio.contexts).toEqual([]);
    expect(sounds.canSound).toBe(false);
  });
});

describe('after a tap', () => {
  it('can sound, with one context however often it is unlocked', async () => {
    await unlocked();
    sounds.unlock();
    sounds.unlock();
    expect(audio.contexts).toHaveLength(1);
    expect(context().state).toBe('running');
  });

  it.each(['imminent', 'hazard', 'fault', 'near', 'far', 'clear'] as const)(
    'the cue %s is heard, and ends',
    async (kind) => {
      await unlocked();
      cue(kind);
      await untilHeard(context());
      await untilSilent(context());
    },
  );

  it.each([
    ['a tick', () => sounds.tick(NEAR_PLACE)],
    ['a touch', () => sounds.touch(NEAR_PLACE)],
    ['the edge', () => sounds.edge()],
    ['what is within reach', () => sounds.reach()],
  ])(
    '%s is heard, though the sounds ahead of words are off: here the sound is the answer',
    async (_, play) => {
      await unlocked(ALL_OFF);
      play();
      await untilHeard(context());
    },
  );

  it('a sound asked for in the very tap that unlocks is heard', async () => {
    sounds = new Sounds();
    await tap(() => {
      sounds.unlock();
      sounds.reach();
    });
    await untilHeard(context());
  });

  it.each([
    ['within a moment is made up for', 100, 3],
    ['for long is never made up for: it would lie', 1000, 0],
  ])('a sound that could not begin %s (stub: a slow device)', async (_, delayMs, expected) => {
    sounds = new Sounds();
    let wake: () => void = () => undefined;
    await tap(() => {
      sounds.unlock();
      vi.spyOn(context(), 'state', 'get').mockReturnValue('suspended');
      vi.spyOn(context(), 'resume').mockReturnValue(new Promise((resolve) => (wake = resolve)));
    });
    vi.useFakeTimers({ toFake: ['performance'] });
    cue('hazard');
    vi.advanceTimersByTime(delayMs);
    vi.spyOn(context(), 'state', 'get').mockReturnValue('running');
    wake();
    await new Promise((resolve) => setTimeout(resolve));
    expect(toneCount()).toBe(expected);
  });
});

describe('settings', () => {
  it('that turn the sounds ahead of words off silence every cue, but not the motor', async () => {
    await unlocked({ ...ALL_ON, earcons: false });
    cue('imminent');
    expect(toneCount()).toBe(0);
    expect(vibrations).toHaveBeenCalledExactlyOnceWith([...CUE_VIBRATIONS.imminent]);
  });

  it('that turn vibration off keep the motor still', async () => {
    await unlocked({ ...ALL_ON, vibration: false });
    cue('imminent');
    sounds.reach();
    sounds.touch(NEAR_PLACE);
    expect(vibrations).not.toHaveBeenCalled();
  });
});

describe('vibration (stub: a motor)', () => {
  it('comes with each sound that has one, by its pattern', async () => {
    await unlocked();
    sounds.touch(NEAR_PLACE);
    sounds.reach();
    cue('near');
    cue('hazard');
    const patterns = [TOUCH_VIBRATION, REACH_VIBRATION, CUE_VIBRATIONS.near, CUE_VIBRATIONS.hazard];
    expect(vibrations.mock.calls).toEqual(patterns.map((pattern) => [[...pattern]]));
  });

  it('is left alone by what has none: a tick does not end the vibration of what is within reach', async () => {
    await unlocked();
    sounds.tick(NEAR_PLACE);
    expect(vibrations).not.toHaveBeenCalled();
  });

  it('works where no sound is to be had', () => {
    sounds = new Sounds();
    cue('hazard');
    expect(vibrations).toHaveBeenCalledTimes(1);
  });

  it('is done without where there is no motor (stub: Firefox, an iPhone)', async () => {
    await unlocked();
    vibrations.mockRestore();
    Object.defineProperty(navigator, 'vibrate', { value: undefined, configurable: true });
    try {
      cue('hazard');
      expect(toneCount()).toBeGreaterThan(0);
    } finally {
      delete (navigator as { vibrate?: unknown }).vibrate;
    }
  });
});

describe('two sounds at once', () => {
  it('are never: a hazard cuts off what is less urgent', async () => {
    await unlocked();
    const stops = vi.spyOn(AudioScheduledSourceNode.prototype, 'stop');
    cue('far');
    const before = stops.mock.calls.length;
    cue('hazard');
    // One stop cuts the former off, three plan the end of the hazard's own.
    expect(stops.mock.calls.length - before).toBe(1 + 3);
  });

  it('are never: nothing less urgent begins while a hazard sounds', async () => {
    await unlocked();
    cue('imminent');
    const before = toneCount();
    for (const kind of ['hazard', 'fault', 'near', 'far', 'clear'] as const) cue(kind);
    sounds.tick(NEAR_PLACE);
    sounds.touch(NEAR_PLACE);
    sounds.edge();
    sounds.reach();
    expect(toneCount()).toBe(before);
    expect(vibrations).toHaveBeenCalledTimes(1);
  });
});

describe('the heartbeat', () => {
  /** Only the page's timers are the test's; the audio clock is real. */
  const passMinute = () => vi.advanceTimersByTime(60_000);

  async function watching(settings = ALL_ON): Promise<void> {
    await unlocked(settings);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    sounds.watch(true);
  }

  it('is planned while something is seen, and no more from then on', async () => {
    await watching();
    passMinute();
    const beaten = toneCount();
    expect(beaten).toBeGreaterThan(0);
    sounds.watch(false);
    passMinute();
    expect(toneCount()).toBe(beaten);
  });

  it('is really heard, and far softer than a cue', async () => {
    await unlocked();
    sounds.watch(true);
    await untilHeard(context(), 0.01);
    expect(context().peak).toBeLessThan(0.15);
  });

  it.each([
    ['it is turned off', () => sounds.configure({ ...ALL_ON, heartbeat: false })],
    [
      'the page is hidden (stub: it says so)',
      () => {
        vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
        document.dispatchEvent(new Event('visibilitychange'));
      },
    ],
    ['all is given up', () => sounds.dispose()],
  ])('is silent as soon as %s', async (_, happen) => {
    await watching();
    happen();
    passMinute();
    expect(toneCount()).toBe(0);
  });

  it('gives way to a cue, even when the beat is planned already', async () => {
    await unlocked();
    sounds.watch(true);
    await vi.waitUntil(() => toneCount() > 0, { timeout: 5000, interval: 5 });
    const stops = vi.spyOn(AudioScheduledSourceNode.prototype, 'stop');
    cue('far');
    // The two tones of the beat are cut off, and one tone of the cue's own is planned to its end.
    expect(stops).toHaveBeenCalledTimes(2 + 1);
  });

  it('is not there where it was off from the start', async () => {
    await watching({ ...ALL_ON, heartbeat: false });
    passMinute();
    expect(toneCount()).toBe(0);
  });
});

describe('watching', () => {
  it('keeps the device awake by what nobody can hear, and no longer than that', async () => {
    await unlocked({ ...ALL_ON, heartbeat: false });
    sounds.watch(true);
    await untilHeard(context(), 1e-6);
    expect(context().peak).toBeLessThan(1e-4);
    sounds.watch(false);
    await vi.waitUntil(() => context().peak === 0, { timeout: 5000 });
  });
});

describe('rest', () => {
  const rested = () => vi.waitUntil(() => context().state === 'suspended', { timeout: 5000 });

  async function restAfterSound(): Promise<void> {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    sounds.edge();
    vi.advanceTimersByTime(30_000);
    vi.useRealTimers();
  }

  it('comes some time after the last sound, and the next sound ends it', async () => {
    const resumed = vi.fn();
    await unlocked(ALL_ON, { resumed });
    await restAfterSound();
    await rested();
    sounds.touch(NEAR_PLACE);
    await untilHeard(context());
    expect(resumed).not.toHaveBeenCalled();
  });

  it('does not come while watching, however long all is quiet', async () => {
    await unlocked({ ...ALL_ON, heartbeat: false });
    const suspend = vi.spyOn(context(), 'suspend');
    sounds.watch(true);
    await restAfterSound();
    expect(suspend).not.toHaveBeenCalled();
    expect(sounds.canSound).toBe(true);
  });

  it('gives the phone back to other apps (stub: the audio session of an iPhone)', async () => {
    const session = { type: 'auto' };
    Object.defineProperty(navigator, 'audioSession', { value: session, configurable: true });
    try {
      await unlocked();
      expect(session.type).toBe('auto');
      sounds.watch(true);
      expect(session.type).toBe('playback');
      sounds.watch(false);
      await restAfterSound();
      expect(session.type).toBe('auto');
      sounds.edge();
      expect(session.type).toBe('playback');
      sounds.dispose();
      expect(session.type).toBe('auto');
    } finally {
      delete (navigator as { audioSession?: unknown }).audioSession;
    }
  });
});

describe('an interruption', () => {
  it('by the real context that is suspended ends by itself where the browser lets it', async () => {
    await unlocked();
    await context().suspend();
    await vi.waitUntil(() => sounds.canSound, { timeout: 5000 });
    cue('near');
    await untilHeard(context());
  });

  it('that the browser keeps up ends with the next tap, and that is told (stub: resume is refused)', async () => {
    const resumed = vi.fn();
    await unlocked(ALL_ON, { resumed });
    const refusal = vi
      .spyOn(context(), 'resume')
      .mockRejectedValue(new DOMException('a call', 'InvalidStateError'));
    const changed = new Promise((resolve) =>
      context().addEventListener('statechange', resolve, { once: true }),
    );
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await context().suspend();
    await changed;
    vi.advanceTimersByTime(1500);
    vi.useRealTimers();
    expect(sounds.canSound).toBe(false);
    expect(resumed).not.toHaveBeenCalled();
    refusal.mockRestore();
    await tap();
    await vi.waitFor(() => expect(resumed).toHaveBeenCalledTimes(1), { timeout: 5000 });
    cue('near');
    await untilHeard(context());
  });

  it('that leaves a closed context ends with a new one at the next tap', async () => {
    await unlocked();
    sounds.watch(true);
    const former = context();
    await former.close();
    await tap();
    expect(audio.contexts).toHaveLength(2);
    await vi.waitUntil(() => sounds.canSound, { timeout: 5000 });
    cue('hazard');
    await untilHeard(context());
  });
});

describe('headphones', () => {
  it('in or out are told (stub: a plug)', async () => {
    const outputChanged = vi.fn();
    sounds = new Sounds({ outputChanged });
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
    await vi.waitFor(() => expect(outputChanged).toHaveBeenCalledTimes(1), { timeout: 5000 });
  });
});

describe('the lesson', () => {
  it.each(SOUND_LESSONS)(
    '$label is heard, whatever the settings, and before anything else unlocked',
    async (lesson) => {
      sounds = new Sounds();
      sounds.configure(ALL_OFF);
      await tap(() => lesson.play(sounds));
      await untilHeard(context(), 0.01);
    },
  );

  it('ends when it is told to', async () => {
    await unlocked();
    const search = SOUND_LESSONS.find(({ label }) => label === 'soundFindTick')!;
    const stop = search.play(sounds);
    await untilHeard(context());
    const stops = vi.spyOn(AudioScheduledSourceNode.prototype, 'stop');
    stop();
    expect(stops.mock.calls.length).toBe(9);
    await untilSilent(context());
  });

  it('ends at once when a real cue comes', async () => {
    await unlocked();
    SOUND_LESSONS.find(({ label }) => label === 'soundSides')!.play(sounds);
    const stops = vi.spyOn(AudioScheduledSourceNode.prototype, 'stop');
    cue('far');
    // Three times two pulses are cut off, and one tone of the cue's own is planned to its end.
    expect(stops.mock.calls.length).toBe(6 + 1);
  });
});

it('is silent for ever after it was given up', async () => {
  await unlocked();
  const former = context();
  sounds.dispose();
  await vi.waitUntil(() => former.state === 'closed', { timeout: 5000 });
  await tap(() => sounds.unlock());
  cue('imminent');
  sounds.watch(true);
  expect(audio.contexts).toHaveLength(1);
  expect(toneCount()).toBe(0);
});
