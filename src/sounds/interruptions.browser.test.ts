import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Interruptible, Interruptions } from './interruptions';

/** Stub: nothing on this machine takes the sound from a page. It takes and gives when the test says so. */
class OutputStub implements Interruptible {
  state: AudioContextState | null = null;
  isWanted = true;
  /** Whether `resume` helps. */
  isFree = true;
  /** Whether the clock goes when it says "running". */
  isAlive = true;
  resumes = 0;
  rebuilds = 0;
  #watcher: Interruptions | undefined;
  readonly #madeAt = performance.now();

  get now(): number {
    return this.isAlive ? performance.now() - this.#madeAt : 1;
  }

  watchedBy(watcher: Interruptions): void {
    this.#watcher = watcher;
  }

  become(state: AudioContextState): void {
    this.state = state;
    this.#watcher!.stateChanged();
  }

  resume(): Promise<void> {
    this.resumes++;
    if (this.isFree && this.state !== 'running') this.become('running');
    return Promise.resolve();
  }

  rebuild(): void {
    this.rebuilds++;
  }
}

let output: OutputStub;
let interruptions: Interruptions;
const resumed = vi.fn();

function start(): void {
  output = new OutputStub();
  interruptions = new Interruptions(output, { resumed });
  output.watchedBy(interruptions);
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] });
  resumed.mockReset();
  start();
});
afterEach(() => {
  interruptions.dispose();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const pass = (milliseconds: number) => vi.advanceTimersByTime(milliseconds);
const keyPress = () => document.body.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true }));
/** Stub: a headless page can't be hidden. */
function hide(isHidden: boolean): void {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(isHidden);
  document.dispatchEvent(new Event('visibilitychange'));
}

function takeSound(state: 'suspended' | 'interrupted' = 'suspended'): void {
  output.become('running');
  output.isFree = false;
  output.become(state);
  pass(1500);
  output.resumes = 0;
}

describe('sound that is taken away', () => {
  it('is told of once, when it is back', () => {
    takeSound('interrupted');
    expect(resumed).not.toHaveBeenCalled();
    output.become('suspended');
    pass(5000);
    expect(resumed).not.toHaveBeenCalled();
    output.become('running');
    output.become('running');
    pass(5000);
    expect(resumed).toHaveBeenCalledTimes(1);
  });

  it('is not told before it sounded for the first time: it waits for the first tap', () => {
    output.become('suspended');
    pass(10_000);
    output.become('running');
    pass(10_000);
    expect(resumed).not.toHaveBeenCalled();
  });

  it('is not told when it is back before anybody could miss it', () => {
    output.become('running');
    output.become('suspended');
    pass(5000);
    expect(output.state).toBe('running');
    expect(resumed).not.toHaveBeenCalled();
  });

  it('is not told when the output rests because nobody needs it', () => {
    output.become('running');
    output.isWanted = false;
    output.become('suspended');
    pass(10_000);
    keyPress();
    expect(output.resumes).toBe(0);
    output.isWanted = true;
    output.become('running');
    expect(resumed).not.toHaveBeenCalled();
  });

  it.each([
    ['is not told when it was missing only while the page was hidden', 500, 0],
    ['is told when it was still missing after the page showed again', 1500, 1],
  ])('%s', (_, shownMs, times) => {
    output.become('running');
    output.isFree = false;
    hide(true);
    output.become('interrupted');
    pass(60_000);
    hide(false);
    pass(shownMs);
    output.become('running');
    expect(resumed).toHaveBeenCalledTimes(times);
  });
});

describe('the way back', () => {
  it.each([
    ['a tap', () => document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))],
    ['a key', keyPress],
    ['the window that has the focus again', () => window.dispatchEvent(new Event('focus'))],
    ['the page that comes back', () => window.dispatchEvent(new PageTransitionEvent('pageshow'))],
    ['the page that shows again', () => document.dispatchEvent(new Event('visibilitychange'))],
  ])('is tried with %s', (_, happen) => {
    takeSound();
    output.isFree = true;
    happen();
    expect(output.resumes).toBe(1);
    expect(resumed).toHaveBeenCalledTimes(1);
  });

  it('is tried at once and now and then when nobody taps: the phone hangs on a lanyard', () => {
    output.become('running');
    output.isFree = false;
    output.become('suspended');
    expect(output.resumes).toBe(1);
    pass(11_000);
    expect(output.resumes).toBeGreaterThan(2);
    output.isFree = true;
    pass(5000);
    expect(resumed).toHaveBeenCalledTimes(1);
  });

  it('is left to the browser at first where it says "interrupted", for trying would break it', () => {
    takeSound('interrupted');
    pass(20_000);
    expect(output.resumes).toBe(0);
    window.dispatchEvent(new Event('focus'));
    expect(output.resumes).toBe(0);
    pass(1000);
    expect(output.resumes).toBe(1);
  });

  it('is tried by a tap even then', () => {
    takeSound('interrupted');
    keyPress();
    expect(output.resumes).toBe(1);
  });

  it('is a new context where the clock of the old one stands', () => {
    output.isAlive = false;
    output.become('running');
    pass(1000);
    expect(output.rebuilds).toBe(1);
  });

  it('is a new context where the old one is closed', () => {
    output.become('running');
    output.become('closed');
    keyPress();
    expect(output.rebuilds).toBe(1);
  });

  it('is no new context every moment while a call goes on', () => {
    output.isAlive = false;
    output.become('running');
    for (let taps = 0; taps < 10; taps++) {
      keyPress();
      pass(800);
    }
    expect(output.rebuilds).toBeLessThanOrEqual(3);
  });

  it('is not looked for while all is well', () => {
    output.become('running');
    keyPress();
    pass(60_000);
    expect(output.resumes).toBe(0);
    expect(output.rebuilds).toBe(0);
  });

  it('is not looked for after it was given up', () => {
    takeSound();
    interruptions.dispose();
    keyPress();
    window.dispatchEvent(new Event('focus'));
    pass(60_000);
    expect(output.resumes).toBe(0);
  });
});

it('hears a tap that the page keeps to itself', () => {
  takeSound();
  const listening = new AbortController();
  document.body.addEventListener('pointerdown', (event) => event.stopPropagation(), listening);
  document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
  listening.abort();
  expect(output.resumes).toBe(1);
});
