/**
 * A stub of the Web Speech API for the tests in Node, which has none. It does what the specification says, and on
 * request what browsers do instead. The real engine is tested end to end.
 */

/** One text given to the engine, which starts and ends when the test says so. */
export class UtteranceStub {
  voice: SpeechSynthesisVoice | null = null;
  lang = '';
  rate = 1;
  volume = 1;
  onstart: (() => void) | null = null;
  onend: (() => void) | null = null;
  onerror: ((event: { error: string }) => void) | null = null;

  constructor(readonly text: string) {}
}

export class SpeechSynthesisStub extends EventTarget {
  voices: SpeechSynthesisVoice[] = [];
  /** All that was ever given to `speak`, in order. */
  readonly given: UtteranceStub[] = [];
  cancels = 0;
  /** When the cancelled ones hear of it: Chromium tells them later, WebKit from within `cancel`. */
  cancelTells: 'later' | 'at once' = 'later';
  /** Given and neither ended nor cancelled. */
  #queue: UtteranceStub[] = [];

  getVoices(): SpeechSynthesisVoice[] {
    return this.voices;
  }

  speak(utterance: UtteranceStub): void {
    this.given.push(utterance);
    this.#queue.push(utterance);
  }

  cancel(): void {
    this.cancels++;
    const cancelled = this.#queue;
    this.#queue = [];
    const tell = () => cancelled.forEach((utterance) => utterance.onerror?.({ error: 'interrupted' }));
    if (this.cancelTells === 'later') queueMicrotask(tell);
    else tell();
  }

  /** How many texts the engine would be saying one after the other: more than one means that turns overlap. */
  get queued(): number {
    return this.#queue.length;
  }

  get newest(): UtteranceStub {
    return this.given.at(-1)!;
  }

  start(): void {
    this.#queue[0]?.onstart?.();
  }

  end(): void {
    this.#queue.shift()?.onend?.();
  }

  fail(error: string): void {
    this.#queue.shift()?.onerror?.({ error });
  }
}
