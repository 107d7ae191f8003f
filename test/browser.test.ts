import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { firstWorking } from './browser';

let folder: string;
let warnings: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nearsay-browser-'));
  warnings = [];
  vi.spyOn(console, 'warn').mockImplementation((message) => void warnings.push(String(message)));
});

afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

/** What stands where a browser is looked for: a shell script, for want of a browser that is broken. */
async function program(name: string, script: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

/** Tells its version, and does nothing else. */
const working = (name = 'working') => program(name, '[ "$1" = --version ] && echo Chromium 150');

describe('firstWorking', () => {
  it('passes over a stub, a browser that is gone and one that hangs, and says so', async () => {
    const stub = await program('stub', 'echo "Run snap install chromium" >&2; exit 1');
    const gone = join(folder, 'gone');
    const hanging = await program('hanging', 'exec sleep 60');
    const [first, second] = [await working('first'), await working('second')];
    expect(firstWorking([stub, gone, hanging, first, second], 500)).toBe(first);
    expect(warnings).toEqual(
      [stub, gone, hanging].map((path) => `The browser ${path} does not start and is passed over.`),
    );
  });

  it('is undefined where none works', async () => {
    expect(firstWorking([await program('stub', 'exit 1')])).toBeUndefined();
    expect(firstWorking([])).toBeUndefined();
  });
});

describe('the browser of the tests', () => {
  const launched = async () => {
    vi.resetModules();
    const fresh = await import('./browser');
    return fresh.browserLaunchOptions().executablePath;
  };

  it('is the one that NEARSAY_BROWSER names, if that works', async () => {
    const path = await working();
    vi.stubEnv('NEARSAY_BROWSER', path);
    expect(await launched()).toBe(path);
  });

  it('is another one where NEARSAY_BROWSER names one that is gone', async () => {
    vi.stubEnv('NEARSAY_BROWSER', '');
    const usual = await launched();
    vi.stubEnv('NEARSAY_BROWSER', join(folder, 'gone'));
    expect(await launched()).toBe(usual);
    expect(warnings.join()).toContain(`${join(folder, 'gone')} does not start`);
  });

  it('is asked once, however many tests start it', async () => {
    const log = join(folder, 'log');
    vi.stubEnv('NEARSAY_BROWSER', await program('counting', `echo asked >> ${log}`));
    vi.resetModules();
    const fresh = await import('./browser');
    const paths = [fresh.browserLaunchOptions(), fresh.browserLaunchOptions()].map(
      (options) => options.executablePath,
    );
    expect(new Set(paths).size).toBe(1);
    expect(await readFile(log, 'utf8')).toBe('asked\n');
  });
});
