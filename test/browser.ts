import { existsSync } from 'node:fs';
import { type LaunchOptions, chromium } from 'playwright';

/** Where Debian, Ubuntu, Fedora and macOS put the browsers that the tests can drive. */
const SYSTEM_BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The browser of the system, or undefined, which means Playwright's own. `NEARSAY_BROWSER` overrides. */
export function systemBrowser(): string | undefined {
  return process.env.NEARSAY_BROWSER ?? SYSTEM_BROWSERS.find((path) => existsSync(path));
}

/** The browser that the tests would start, or undefined when there is none. */
export function installedBrowser(): string | undefined {
  return [systemBrowser(), chromium.executablePath()].find((path) => path !== undefined && existsSync(path));
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
