/** The app as the person knows it: what to press, and what is to be read. Everything is found by role and name. */

import { expect } from 'vitest';
import type { Locator, Page } from 'playwright';
import { announcedIn, spokenIn } from './spoken';

/** One entry of the list of things. */
export interface ListedThing {
  /** For instance "Zebra, slightly left." */
  readonly text: string;
  /** The paper's measure, pixels from the lower edge. */
  readonly referencePx: number;
  /** The range of its distance, as the list writes it in English; null where none is told. */
  readonly metres: { readonly near: number; readonly far: number } | null;
}

/** A file for the picker: a path, or content with a name. */
export type PickedFile = string | { name: string; mimeType: string; buffer: Buffer };

/** The detector is compiled, loaded and warmed up; on two busy cores that takes seconds. */
const READY_WITHIN_MS = 60_000;
const ANSWER_WITHIN_MS = 30_000;

export class AppPage {
  readonly startButton: Locator;
  readonly stopButton: Locator;
  readonly settingsButton: Locator;
  readonly safetyButton: Locator;
  /** The things, nearest first. */
  readonly list: Locator;
  readonly picture: Locator;

  constructor(readonly page: Page) {
    this.startButton = page.getByRole('button', { name: /^Start/ });
    this.stopButton = page.getByRole('button', { name: 'Stop', exact: true });
    this.settingsButton = page.getByRole('button', { name: 'Settings' });
    this.safetyButton = page.getByRole('button', { name: 'What Nearsay can’t do' });
    this.list = page.getByRole('list', { name: 'Nearest first' });
    this.picture = page.getByRole('img', { name: /^The picture/ });
  }

  /** Opens the app for the first time: skips the introduction, reads the safety notice away, and waits until the app says that it can see. */
  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.skipIntroduction();
    await this.ready();
  }

  /** The safety notice in it can't be skipped. */
  async skipIntroduction(): Promise<void> {
    await this.page.getByRole('button', { name: 'Skip' }).click({ timeout: ANSWER_WITHIN_MS });
    await this.page.getByRole('button', { name: 'I understand' }).first().click();
  }

  async ready(): Promise<void> {
    await this.#waitFor(/^Ready/, READY_WITHIN_MS);
  }

  async start(): Promise<void> {
    await this.startButton.click();
    await this.stopButton.waitFor({ timeout: ANSWER_WITHIN_MS });
  }

  async stop(): Promise<void> {
    await this.stopButton.click();
    await this.startButton.waitFor({ timeout: ANSWER_WITHIN_MS });
  }

  async choosePhoto(file: PickedFile): Promise<void> {
    await this.#choose('Choose a photo', file);
  }

  async chooseVideo(file: PickedFile): Promise<void> {
    await this.#choose('Choose a video', file);
  }

  /** Waits until a text stands on the screen. */
  async reads(text: string | RegExp): Promise<void> {
    await this.#waitFor(text, ANSWER_WITHIN_MS);
  }

  /** What the list says now, in its order. */
  async things(): Promise<ListedThing[]> {
    const items = await this.list.getByRole('listitem').allInnerTexts();
    return items.map((item) => {
      const measure = /(\d+) px/.exec(item);
      if (!measure) throw new Error(`The list has an entry without its distance: ${item}`);
      const lines = item.split('\n').map((line) => line.trim());
      const range = /([\d.]+)(?:–([\d.]+))? m /.exec(item);
      return {
        text: lines.find((line) => /^\p{L}/u.test(line)) ?? '',
        referencePx: Number(measure[1]),
        metres: range && { near: Number(range[1]), far: Number(range[2] ?? range[1]) },
      };
    });
  }

  /** Waits until something is in the list. */
  async waitForThings(): Promise<void> {
    await this.list.getByRole('listitem').first().waitFor({ timeout: ANSWER_WITHIN_MS });
  }

  /** Waits until a text is said: by the voice, or to the screen reader where there is no voice. */
  async says(text: string | RegExp): Promise<void> {
    const isSaid = (said: string) => (typeof text === 'string' ? said === text : text.test(said));
    await eventually(() => this.said()).toSatisfy((said: string[]) => said.some(isSaid));
  }

  /** What was said since the page was loaded: first by the voice, then to the screen reader. */
  async said(): Promise<string[]> {
    return [...(await spokenIn(this.page)).map(({ text }) => text), ...(await announcedIn(this.page))];
  }

  async #waitFor(text: string | RegExp, timeout: number): Promise<void> {
    const main = this.page.getByRole('main');
    try {
      await main.getByText(text).first().waitFor({ timeout });
    } catch (cause) {
      const shown = await this.page.locator('body').ariaSnapshot();
      throw new Error(`Nowhere on the screen: ${String(text)}. It shows:\n${shown}`, { cause });
    }
  }

  async #choose(button: string, file: PickedFile): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await this.page.getByRole('button', { name: button }).click();
    await (await chooser).setFiles(file);
  }
}

/** Waits for something that a person would wait for as well. */
export function eventually<T>(read: () => Promise<T>): ReturnType<typeof expect.poll<T>> {
  return expect.poll(read, { timeout: ANSWER_WITHIN_MS, interval: 100 });
}
