import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { LaunchOptions } from 'playwright';

/** Where Debian, Ubuntu, Fedora and macOS put the browsers that the tests can drive. */
const SYSTEM_BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** A browser tells its version within a second, even on a busy machine; what hangs must not hold the tests up. */
const VERSION_LIMIT_MS = 10_000;

/** The browser that `NEARSAY_BROWSER` names, then those of the system. That one is there doesn't mean that it starts. */
export function browserCandidates(): string[] {
  const { NEARSAY_BROWSER } = process.env;
  return [...(NEARSAY_BROWSER ? [NEARSAY_BROWSER] : []), ...SYSTEM_BROWSERS.filter(existsSync)];
}

/**
 * The first browser that tells its version, or undefined. It is asked, because what lies at the path may be a stub
 * that only says how to install one, may lack libraries, or may be gone; each one that fails is told.
 * @param limit milliseconds for each one
 */
export function firstWorking(candidates: readonly string[], limit = VERSION_LIMIT_MS): string | undefined {
  return candidates.find((path) => {
    const options = { stdio: 'ignore', timeout: limit, killSignal: 'SIGKILL' } as const;
    const works = spawnSync(path, ['--version'], options).status === 0;
    if (!works) console.warn(`The browser ${path} does not start and is passed over.`);
    return works;
  });
}

/** Asked once in a process: every test starts its browser by this. */
let chosen: { readonly path: string | undefined } | undefined;

/** The browser of the system, or undefined, which means Playwright's own. `NEARSAY_BROWSER` overrides. */
export function systemBrowser(): string | undefined {
  chosen ??= { path: firstWorking(browserCandidates()) };
  return chosen.path;
}

/** Options with which every test starts its browser; Chromium refuses its sandbox to root. */
export function browserLaunchOptions(args: readonly string[] = []): LaunchOptions {
  const executablePath = systemBrowser();
  const isRoot = process.getuid?.() === 0;
  return {
    // Without a channel, Playwright's own is a cut-down headless shell, which has no voices.
    ...(executablePath ? { executablePath } : { channel: 'chromium' }),
    args: [
      ...(isRoot ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      ...args,
    ],
  };
}
