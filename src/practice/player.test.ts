import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Scene } from '../scene/scene';
import { PracticePlayer } from './player';
import { PRACTICE_NAMES, PRACTICE_SCENES } from './scenes';

/** Stub: Node has no page that could be hidden. */
class PageStub extends EventTarget {
  hidden = false;

  hide(isHidden: boolean): void {
    this.hidden = isHidden;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

let pageStub: PageStub;
let scenes: Scene[];
let player: PracticePlayer;
const ended = vi.fn();

beforeEach(() => {
  vi.useFakeTimers();
  pageStub = new PageStub();
  vi.stubGlobal('document', pageStub);
  // A page that was opened a while ago.
  vi.advanceTimersByTime(54_321);
  scenes = [];
  player = new PracticePlayer({ onScene: (scene) => scenes.push(scene), onEnd: ended });
});
afterEach(() => {
  player.stop();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
  ended.mockReset();
});

const times = () => scenes.map(({ time }) => time);

it('plays nothing at first', () => {
  vi.advanceTimersByTime(1000);
  expect(scenes).toEqual([]);
});

describe('a scene', () => {
  it('is shown at once, and then five times a second, on the clock of the page', () => {
    const start = performance.now();
    player.play('street');
    expect(times()).toEqual([start]);
    vi.advanceTimersByTime(1000);
    expect(times()).toEqual([0, 200, 400, 600, 800, 1000].map((after) => start + after));
  });

  it('shows what is there by then', () => {
    const start = performance.now();
    player.play('approach');
    vi.advanceTimersByTime(6000);
    expect(scenes[30]).toEqual(PRACTICE_SCENES.approach.at(6, start + 6000));
    expect(scenes[30]).not.toEqual({ ...scenes[0], time: start + 6000 });
  });

  it.each(PRACTICE_NAMES)('comes to its end by itself: %s', (name) => {
    const { seconds } = PRACTICE_SCENES[name];
    player.play(name);
    vi.advanceTimersByTime(seconds * 1000);
    expect(ended).not.toHaveBeenCalled();
    expect(scenes).toHaveLength(seconds * 5 + 1);
    vi.advanceTimersByTime(200);
    expect(ended).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(5000);
    expect(scenes).toHaveLength(seconds * 5 + 1);
    expect(ended).toHaveBeenCalledTimes(1);
  });

  it('that is stopped shows nothing more, and has no end to tell', () => {
    player.play('room');
    vi.advanceTimersByTime(1000);
    player.stop();
    const shown = scenes.length;
    vi.advanceTimersByTime(60_000);
    expect(scenes).toHaveLength(shown);
    expect(ended).not.toHaveBeenCalled();
  });

  it('gives way to another, which begins at its beginning', () => {
    player.play('street');
    vi.advanceTimersByTime(3100);
    scenes = [];
    const start = performance.now();
    player.play('crowd');
    vi.advanceTimersByTime(1000);
    expect(scenes[0]).toEqual(PRACTICE_SCENES.crowd.at(0, start));
    expect(times()).toEqual([0, 200, 400, 600, 800, 1000].map((after) => start + after));
    expect(ended).not.toHaveBeenCalled();
  });

  it('may be played again from its end', () => {
    let start = 0;
    ended.mockImplementationOnce(() => {
      start = performance.now();
      player.play('crowd');
    });
    player.play('approach');
    vi.advanceTimersByTime(PRACTICE_SCENES.approach.seconds * 1000 + 200);
    vi.advanceTimersByTime(1000);
    expect(scenes.at(-1)).toEqual(PRACTICE_SCENES.crowd.at(1, start + 1000));
    expect(ended).toHaveBeenCalledTimes(1);
  });

  it('is about now: what a busy page was too late for is left out, and the pace is kept', () => {
    const clock = performance.now.bind(performance);
    let lost = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => clock() + lost);
    const start = performance.now();
    player.play('street');
    vi.advanceTimersByTime(300);
    lost = 950;
    vi.advanceTimersByTime(500);
    expect(times()).toEqual([0, 200, 1350, 1400, 1600].map((after) => start + after));
    expect(scenes[2]).toEqual(PRACTICE_SCENES.street.at(1.35, start + 1350));
  });

  it('may be stopped by whoever is shown it', () => {
    player = new PracticePlayer({
      onScene: (scene) => {
        scenes.push(scene);
        if (scenes.length === 3) player.stop();
      },
      onEnd: ended,
    });
    player.play('street');
    vi.advanceTimersByTime(5000);
    expect(scenes).toHaveLength(3);
  });

  it('ends when the page is hidden, and does not go on when it shows again', () => {
    player.play('approach');
    vi.advanceTimersByTime(1000);
    const shown = scenes.length;
    pageStub.hide(false);
    expect(ended).not.toHaveBeenCalled();
    pageStub.hide(true);
    expect(ended).toHaveBeenCalledTimes(1);
    pageStub.hide(false);
    vi.advanceTimersByTime(60_000);
    expect(scenes).toHaveLength(shown);
    expect(ended).toHaveBeenCalledTimes(1);
  });

  it('that gave way, was stopped or is over has no end to tell when the page is hidden', () => {
    player.play('approach');
    player.play('crowd');
    player.stop();
    pageStub.hide(true);
    expect(ended).not.toHaveBeenCalled();
    pageStub.hide(false);
    player.play('approach');
    player.play('crowd');
    vi.advanceTimersByTime(60_000);
    pageStub.hide(true);
    expect(ended).toHaveBeenCalledTimes(1);
  });
});
