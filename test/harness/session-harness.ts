/** A real session, as a test drives and watches it. */

import { Session } from '../../src/app/session';
import { DEFAULT_SETTINGS, type Settings } from '../../src/app/settings';
import type { AppState, Phase } from '../../src/app/state';
import { loadPhrases } from '../../src/speech/phrases/languages';

/** Compiling and running the detector on two busy cores takes seconds. */
const PATIENCE_MS = 30_000;

export class SessionHarness {
  /** What the session wrote as messages since the last `forget`, in order. */
  readonly messages: string[] = [];
  readonly phases: Phase[] = [];
  #lastMessage: AppState['message'] = null;

  private constructor(
    readonly session: Session,
    readonly liveRegions: HTMLElement,
  ) {
    session.addEventListener('change', () => this.#note());
  }

  /** By default the words go to the screen reader, so that they can be read where they are put. */
  static async open(settings: Partial<Settings> = {}): Promise<SessionHarness> {
    const all: Settings = {
      ...DEFAULT_SETTINGS,
      output: 'screen-reader',
      language: 'en',
      firstMinuteDone: true,
      ...settings,
    };
    const liveRegions = document.createElement('div');
    document.body.append(liveRegions);
    const phrases = await loadPhrases(all.language ?? 'en');
    return new SessionHarness(new Session(all, phrases, liveRegions), liveRegions);
  }

  get state(): AppState {
    return this.session.state;
  }

  /** What a screen reader is given to say now. */
  get announced(): string[] {
    return [...this.liveRegions.children].map(({ textContent }) => textContent).filter(Boolean);
  }

  /** Resolves as soon as the condition holds. @throws Error telling the state in which it never did */
  until(condition: (state: AppState) => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = () => {
        clearTimeout(timer);
        this.session.removeEventListener('change', check);
      };
      const timer = setTimeout(() => {
        settle();
        const { phase, message, view, scene } = this.state;
        const objects = scene?.objects.map(({ label }) => label);
        reject(new Error(`Waited in vain: ${JSON.stringify({ phase, message, view: view?.kind, objects })}`));
      }, PATIENCE_MS);
      const check = () => {
        if (!condition(this.state)) return;
        settle();
        resolve();
      };
      this.session.addEventListener('change', check);
      check();
    });
  }

  untilMessage(text: string): Promise<void> {
    return this.until(() => this.messages.includes(text));
  }

  /** Resolves with the next scene that is looked at after now. */
  async untilLookedAgain(): Promise<void> {
    const { scene } = this.state;
    await this.until((state) => state.scene !== null && state.scene !== scene);
  }

  forget(): void {
    this.messages.length = 0;
    this.phases.length = 0;
  }

  close(): void {
    this.session.stop();
    this.liveRegions.remove();
  }

  #note(): void {
    const { message, phase } = this.state;
    if (message && message !== this.#lastMessage) this.messages.push(message.text);
    this.#lastMessage = message;
    if (phase !== this.phases.at(-1)) this.phases.push(phase);
  }
}
