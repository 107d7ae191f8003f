/** Listens in on what the page says, by the browser's voice (the real one speaks) and to the screen reader. */

import type { BrowserContext, Page } from 'playwright';

export interface Spoken {
  readonly text: string;
  /** Name of the voice, null when the page left the choice to the browser. */
  readonly voice: string | null;
  readonly localService: boolean;
  /** Milliseconds of the Unix epoch; null while it hasn't happened. */
  readonly asked: number;
  readonly started: number | null;
  readonly ended: number | null;
}

type WindowWithSpoken = Window & { spoken?: Spoken[]; announced?: string[] };

/** Listens in on every page of the context from its next load on. */
export async function listenIn(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const spoken: { -readonly [Key in keyof Spoken]: Spoken[Key] }[] = [];
    (window as WindowWithSpoken).spoken = spoken;
    const now = () => performance.timeOrigin + performance.now();
    const speak = Object.getOwnPropertyDescriptor(SpeechSynthesis.prototype, 'speak')!
      .value as typeof speechSynthesis.speak;
    SpeechSynthesis.prototype.speak = function (utterance) {
      const { text, voice } = utterance;
      const entry = {
        text,
        voice: voice?.name ?? null,
        localService: voice?.localService ?? false,
        asked: now(),
        started: null as number | null,
        ended: null as number | null,
      };
      spoken.push(entry);
      utterance.addEventListener('start', () => (entry.started = now()));
      utterance.addEventListener('end', () => (entry.ended = now()));
      utterance.addEventListener('error', () => (entry.ended = now()));
      speak.call(this, utterance);
    };
    const announced: string[] = [];
    (window as WindowWithSpoken).announced = announced;
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const region = (target instanceof Element ? target : target.parentElement)?.closest('[aria-live]');
        if (region?.textContent) announced.push(region.textContent);
      }
    }).observe(document, { childList: true, characterData: true, subtree: true });
  });
}

/** What the page asked to be spoken since it was loaded, without the silent utterances that only wake the engine. */
export async function spokenIn(page: Page): Promise<Spoken[]> {
  const spoken = await page.evaluate(() => (window as WindowWithSpoken).spoken ?? []);
  return spoken.filter(({ text }) => text.trim() !== '');
}

/** What the page put into its live regions since it was loaded. */
export async function announcedIn(page: Page): Promise<string[]> {
  return page.evaluate(() => (window as WindowWithSpoken).announced ?? []);
}

/** Waits until the browser knows its voices: Chromium fills its list seconds after the first page asks for it. */
export async function awaitVoices(page: Page): Promise<void> {
  await page.waitForFunction(() => speechSynthesis.getVoices().length > 0, undefined, { polling: 200 });
}
