import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BEAT_PERIOD_S, GIVES_WAY_S, Heartbeat } from './heartbeat';

/** The audio clock, which goes with the test's timers as long as it runs; and the beats that weren't taken back. */
class ClockStub {
  isRunning = true;
  readonly beats: { at: number; isStopped: boolean }[] = [];
  #start = Date.now();

  get now(): number | null {
    return this.isRunning ? (Date.now() - this.#start) / 1000 : null;
  }

  /** As that of a new audio context in the place of the former one. */
  beginAnew(): void {
    this.#start = Date.now();
  }

  beat(at: number) {
    const beat = { at, isStopped: false };
    this.beats.push(beat);
    return { stop: () => void (beat.isStopped = true) };
  }

  get heard(): number[] {
    return this.beats.filter(({ isStopped }) => !isStopped).map(({ at }) => at);
  }
}

let clock: ClockStub;
let heartbeat: Heartbeat;

beforeEach(() => {
  vi.useFakeTimers();
  clock = new ClockStub();
  heartbeat = new Heartbeat(clock);
});
afterEach(() => {
  heartbeat.stop();
  vi.useRealTimers();
});

const pass = (seconds: number) => vi.advanceTimersByTime(seconds * 1000);

describe('the heartbeat', () => {
  it('beats every period from the first one on, told to the audio clock before it is due', () => {
    heartbeat.start();
    pass(BEAT_PERIOD_S - 0.1);
    expect(clock.beats.map(({ at }) => at)).toEqual([BEAT_PERIOD_S]);
    pass(2 * BEAT_PERIOD_S);
    expect(clock.heard).toEqual([1, 2, 3].map((count) => count * BEAT_PERIOD_S));
  });

  it('is silent as soon as it is stopped, the beat that was planned included', () => {
    heartbeat.start();
    pass(BEAT_PERIOD_S - 0.1);
    heartbeat.stop();
    pass(10 * BEAT_PERIOD_S);
    expect(clock.beats).toHaveLength(1);
    expect(clock.heard).toEqual([]);
  });

  it('keeps its pace when it is started twice', () => {
    heartbeat.start();
    pass(1);
    heartbeat.start();
    pass(BEAT_PERIOD_S);
    expect(clock.heard).toEqual([BEAT_PERIOD_S]);
  });

  it('leaves out the beat that falls on a cue and its first words, and keeps the pace of the others', () => {
    heartbeat.start();
    pass(BEAT_PERIOD_S - 1);
    heartbeat.giveWay(200);
    pass(2 * BEAT_PERIOD_S);
    expect(GIVES_WAY_S).toBeGreaterThan(1);
    expect(clock.heard).toEqual([2 * BEAT_PERIOD_S]);
  });

  it('takes back a beat that was planned already, or sounds', () => {
    heartbeat.start();
    pass(BEAT_PERIOD_S - 0.1);
    heartbeat.giveWay(200);
    pass(0.2);
    expect(clock.beats).toHaveLength(1);
    expect(clock.heard).toEqual([]);
  });

  it('is not kept from beating by a cue that is long over', () => {
    heartbeat.start();
    heartbeat.giveWay(200);
    pass(BEAT_PERIOD_S);
    expect(clock.heard).toEqual([BEAT_PERIOD_S]);
  });

  it('plans nothing while the audio clock stands, and begins with a whole period when it goes', () => {
    clock.isRunning = false;
    heartbeat.start();
    heartbeat.giveWay(200);
    pass(4 * BEAT_PERIOD_S);
    expect(clock.beats).toEqual([]);
    clock.isRunning = true;
    const goesFrom = clock.now!;
    pass(3 * BEAT_PERIOD_S);
    expect(clock.heard[0]).toBeGreaterThanOrEqual(goesFrom + BEAT_PERIOD_S);
  });

  it('begins anew when the audio clock stood for a while', () => {
    heartbeat.start();
    pass(1);
    clock.isRunning = false;
    pass(4 * BEAT_PERIOD_S);
    clock.isRunning = true;
    const goesFrom = clock.now!;
    pass(3 * BEAT_PERIOD_S);
    expect(clock.heard[0]).toBeGreaterThanOrEqual(goesFrom + BEAT_PERIOD_S);
  });

  it('goes on within two periods on a new clock, which begins at 0', () => {
    heartbeat.start();
    pass(100 * BEAT_PERIOD_S);
    clock.beginAnew();
    clock.beats.length = 0;
    pass(2 * BEAT_PERIOD_S + 0.1);
    expect(clock.heard).toHaveLength(1);
    expect(clock.heard[0]).toBeGreaterThan(0);
    expect(clock.heard[0]).toBeLessThanOrEqual(2 * BEAT_PERIOD_S);
    pass(2 * BEAT_PERIOD_S);
    expect(clock.heard).toHaveLength(3);
  });

  it('is not kept from beating by a cue on the former clock', () => {
    pass(100);
    heartbeat.giveWay(200);
    clock.beginAnew();
    heartbeat.start();
    pass(BEAT_PERIOD_S);
    expect(clock.heard).toEqual([BEAT_PERIOD_S]);
  });

  it('gives way on a new clock as on the former', () => {
    heartbeat.start();
    pass(100 * BEAT_PERIOD_S + 0.2);
    clock.beginAnew();
    clock.beats.length = 0;
    pass(2 * BEAT_PERIOD_S - 0.4);
    const [planned] = clock.heard;
    expect(planned).toBeDefined();
    heartbeat.giveWay(200);
    pass(BEAT_PERIOD_S);
    expect(clock.heard).not.toContain(planned);
  });

  it('beats once after the page was busy for long, not for all that it left out', () => {
    heartbeat.start();
    vi.setSystemTime(Date.now() + 5 * BEAT_PERIOD_S * 1000);
    pass(BEAT_PERIOD_S);
    expect(clock.heard).toHaveLength(1);
    expect(clock.heard[0]).toBeGreaterThanOrEqual(5 * BEAT_PERIOD_S);
  });
});
