/** A narrator, and the person who listens to it; time passes only when the test says so. */

import { vi } from 'vitest';
import { Narrator } from '../../src/app/narrator';
import { DEFAULT_SETTINGS, type Settings } from '../../src/app/settings';
import type { Cue } from '../../src/speech/cue';
import { CLEAR_DELAY_MS } from '../../src/speech/live-region-speaker';
import { de } from '../../src/speech/phrases/de';
import { en } from '../../src/speech/phrases/en';
import { SpeechSynthesisStub, UtteranceStub } from '../../src/speech/speech-synthesis-stub.fixture';
import { GAP_MS } from '../../src/speech/web-speech-speaker';

export const ENGLISH_VOICE = {
  name: 'English',
  lang: 'en-US',
  voiceURI: 'e',
  localService: true,
  default: true,
};

export class Listener {
  narrator!: Narrator;
  /** What began to be heard, by voice or screen reader. */
  readonly said: string[] = [];
  /** The sounds that went ahead of words. */
  readonly cues: Cue[] = [];
  /** Why there was no voice, each time it was told. */
  readonly faults: string[] = [];
  /** Stub of the browser’s speech engine; idle where the real one is used. */
  readonly engine: SpeechSynthesisStub;
  /** Stub: no test can touch the page in earnest. */
  readonly #activation = { isActive: false, hasBeenActive: false };
  readonly #activationStub = vi
    .spyOn(Navigator.prototype, 'userActivation', 'get')
    .mockImplementation(() => this.#activation);
  readonly #liveRegions = document.createElement('div');

  /** @param engine `stub` has an English voice; `real` is the browser's own, which has none without a speech server */
  constructor(engine: 'real' | 'stub') {
    vi.useFakeTimers();
    document.body.append(this.#liveRegions);
    this.engine = new SpeechSynthesisStub();
    this.engine.voices = [ENGLISH_VOICE];
    if (engine === 'real') return;
    vi.stubGlobal('speechSynthesis', this.engine);
    vi.stubGlobal('SpeechSynthesisUtterance', UtteranceStub);
  }

  close(): void {
    this.narrator.stop();
    this.#liveRegions.remove();
    this.#activationStub.mockRestore();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  }

  /** The page opens with these settings. */
  begin(settings: Partial<Settings> = {}): void {
    this.narrator = new Narrator(this.#liveRegions, {
      onSaid: (text) => this.said.push(text),
      onCue: (cue) => {
        this.cues.push(cue);
        return 0;
      },
      // As the session does.
      onVoiceFault: (reason) => {
        this.faults.push(reason);
        this.narrator.tell(en.messages.speechFaults[reason], 'fault');
      },
    });
    this.configure(settings);
  }

  configure(settings: Partial<Settings> = {}): void {
    this.narrator.configure({ ...DEFAULT_SETTINGS, ...settings }, settings.language === 'de' ? de : en);
  }

  async pass(milliseconds: number): Promise<void> {
    await vi.advanceTimersByTimeAsync(milliseconds);
  }

  /** What a screen reader is given now. */
  get announced(): string[] {
    return [...this.#liveRegions.children].map(({ textContent }) => textContent).filter(Boolean);
  }

  /** What the voice was given until now, without the silent text that wakes it. */
  get spoken(): string[] {
    return this.engine.given.map(({ text }) => text).filter((text) => text.trim());
  }

  /** The voice says all that it is given, to its end. */
  async speakOut(): Promise<void> {
    while (this.engine.queued > 0) {
      this.engine.start();
      this.engine.end();
      await this.pass(GAP_MS);
    }
  }

  /** The person's tap or key press, in which the page does what it wants. */
  tap(): void {
    this.#activation.isActive = true;
    this.narrator.prime();
    this.#activation.isActive = false;
  }

  /** The person's first tap; the engine says its silent text. */
  async touch(): Promise<void> {
    this.tap();
    await this.speakOut();
    await this.pass(GAP_MS);
  }

  /** The engine refuses what it is given. */
  async refuse(): Promise<void> {
    this.engine.fail('synthesis-failed');
    await this.pass(CLEAR_DELAY_MS);
  }
}
