import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { withPhotoBar } from './photo-bar';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A terminal, as far as the bar can tell. */
const terminal = () => Object.assign(new PassThrough(), { isTTY: true, columns: 80 });

describe('withPhotoBar', () => {
  test('shows the photos while the task runs, and leaves no timer that keeps the process', async () => {
    const stream = terminal();
    const result = await withPhotoBar(
      2,
      (onPhoto) => {
        expect(vi.getTimerCount()).toBe(1);
        onPhoto();
        return Promise.resolve('result');
      },
      stream,
    );
    expect(result).toBe('result');
    expect(String(stream.read())).toContain('1/2 photos');
    expect(vi.getTimerCount()).toBe(0);
  });

  test('leaves no timer when the task fails', async () => {
    const task = () => Promise.reject(new Error('a photo can’t be read'));
    await expect(withPhotoBar(2, task, terminal())).rejects.toThrow('a photo can’t be read');
    expect(vi.getTimerCount()).toBe(0);
  });
});
