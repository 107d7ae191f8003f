import { afterEach, beforeEach, expect, it, type MockInstance, vi } from 'vitest';
import { type WakeLock, holdWakeLock } from './wake-lock';

/** The real wake lock of a real browser, listened to. */
let requests: MockInstance<typeof navigator.wakeLock.request>;
let lock: WakeLock | undefined;

/** The locks that were granted until now. */
const granted = () =>
  Promise.all(requests.mock.results.map(({ value }) => value as Promise<WakeLockSentinel>));
const released = async () => (await granted()).map((sentinel) => sentinel.released);

beforeEach(() => {
  requests = vi.spyOn(navigator.wakeLock, 'request');
});
afterEach(() => {
  lock?.release();
  vi.restoreAllMocks();
});

/** Stub: a headless page can't be hidden; the system would take the lock away, and tell the page when it shows again. */
async function hideAndShow(): Promise<void> {
  for (const sentinel of await granted()) await sentinel.release();
  document.dispatchEvent(new Event('visibilitychange'));
}

it('keeps the screen on until it is released', async () => {
  lock = holdWakeLock();
  expect(await released()).toEqual([false]);
  lock.release();
  await vi.waitFor(async () => expect(await released()).toEqual([true]));
});

it('takes the lock again when the page shows again, and gives that one back too', async () => {
  lock = holdWakeLock();
  await hideAndShow();
  expect(await released()).toEqual([true, false]);
  lock.release();
  await vi.waitFor(async () => expect(await released()).toEqual([true, true]));
});

it('takes none after it was released', async () => {
  lock = holdWakeLock();
  lock.release();
  await hideAndShow();
  expect(requests).toHaveBeenCalledTimes(1);
});

it('asks for none while the page is hidden (stub: it says so)', () => {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  lock = holdWakeLock();
  document.dispatchEvent(new Event('visibilitychange'));
  expect(requests).not.toHaveBeenCalled();
});

it('gives a lock back that is granted only after the release', async () => {
  lock = holdWakeLock();
  lock.release();
  await vi.waitFor(async () => expect(await released()).toEqual([true]));
});

it('does without one where the system refuses (stub: a low battery)', async () => {
  requests.mockRejectedValue(new DOMException('as a browser would', 'NotAllowedError'));
  const rejections = vi.fn();
  addEventListener('unhandledrejection', rejections);
  lock = holdWakeLock();
  await new Promise((resolve) => setTimeout(resolve));
  lock.release();
  removeEventListener('unhandledrejection', rejections);
  expect(requests).toHaveBeenCalledTimes(1);
  expect(rejections).not.toHaveBeenCalled();
});
