import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createProgress } from './progress';

/** A stream that looks like a terminal or not, and what was written to it. */
function stream(isTTY: boolean): { target: NodeJS.WriteStream; written: () => string } {
  const target = Object.assign(new PassThrough(), {
    isTTY,
    columns: 120,
    cursorTo: () => true,
    clearLine: () => true,
  }) as unknown as NodeJS.WriteStream;
  return { target, written: () => String(target.read() ?? '') };
}

function downloadTo(target: NodeJS.WriteStream): void {
  const progress = createProgress(target);
  progress.start('weights.bin', 2_000_000, 'example.org');
  progress.advance(1_500_000);
  progress.stop();
}

describe('createProgress', () => {
  it('writes one plain line where there is no terminal', () => {
    const { target, written } = stream(false);
    downloadTo(target);
    expect(written()).toBe('Downloading weights.bin, 2.00 MB, from example.org\n');
  });

  it('draws a bar on a terminal', () => {
    const { target, written } = stream(true);
    downloadTo(target);
    expect(written()).toMatch(/weights\.bin from example\.org \[.+\] 1\.50 of 2\.00 MB/);
  });
});
