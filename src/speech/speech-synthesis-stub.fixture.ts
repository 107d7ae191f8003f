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
  onboundary: (() => void) | null = null;
  onend: (() => void) | null = null;
  onerror: ((event: { error: string }) => void) | null = null;

  constructor(readonly text: string) {}
}

export class SpeechSynthesisStub extends EventTarget {
  voices: SpeechSynthesisVoice[] = [];
  /** All that was ever given to `speak`, in order. */
  readonly given: UtteranceStub[] = [];
  cancels = 0;
  resumes = 0;
  paused = false;
  /** True while the engine claims to speak whatever it was told to cancel or has ended. */
  claimsToSpeak = false;
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

  get speaking(): boolean {
    return this.claimsToSpeak || this.#queue.length > 0;
  }

  get pending(): boolean {
    return this.#queue.length > 1;
  }

  resume(): void {
    this.resumes++;
    this.paused = false;
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

  /** It comes to the next word. */
  reachWord(): void {
    this.#queue[0]?.onboundary?.();
  }

  end(): void {
    this.#queue.shift()?.onend?.();
  }

  fail(error: string): void {
    this.#queue.shift()?.onerror?.({ error });
  }
}
