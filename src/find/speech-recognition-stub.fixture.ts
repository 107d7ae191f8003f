/**
 * A stub of the Web Speech API's recognition, for no test machine has a language pack, or somebody who speaks. It does
 * what the specification says (https://webaudio.github.io/web-speech-api/), when the test says so.
 */

import { vi } from 'vitest';

export class SpeechRecognitionStub extends EventTarget {
  /** All that were made since `install`, in order. */
  static made: SpeechRecognitionStub[] = [];
  /** Languages that are understood on the device. */
  static installed: readonly string[] = [];
  /** What `available` was asked. */
  static asked: { langs: readonly string[]; processLocally?: boolean }[] = [];

  lang = '';
  maxAlternatives = 1;
  /** Set by `start` to what it was then: where the audio goes is decided there. */
  startedLocally: boolean | null = null;
  isListening = false;
  #processLocally = false;

  constructor() {
    super();
    SpeechRecognitionStub.made.push(this);
  }

  /** On the prototype, as in a browser: that tells that the browser knows it. */
  get processLocally(): boolean {
    return this.#processLocally;
  }

  set processLocally(value: boolean) {
    this.#processLocally = value;
  }

  static async available(options: { langs: readonly string[]; processLocally?: boolean }): Promise<string> {
    this.asked.push(options);
    return options.langs.every((tag) => this.installed.includes(tag)) ? 'available' : 'downloadable';
  }

  /** Takes the place of the browser's own until `vi.unstubAllGlobals`. */
  static install(installed: readonly string[]): void {
    Object.assign(this, { made: [], asked: [], installed });
    vi.stubGlobal('SpeechRecognition', this);
  }

  static get newest(): SpeechRecognitionStub {
    return this.made.at(-1)!;
  }

  start(): void {
    this.startedLocally = this.#processLocally;
    this.isListening = true;
  }

  abort(): void {
    this.#end();
  }

  /** Somebody says one of these. */
  hear(...transcripts: string[]): void {
    const result = transcripts.map((transcript) => ({ transcript, confidence: 0.5 }));
    this.#tell('result', { results: [Object.assign(result, { isFinal: true })], resultIndex: 0 });
    this.#end();
  }

  /** An error; some are not followed by an end. */
  fail(error: string): void {
    this.#tell('error', { error });
  }

  /** Nobody says anything. */
  stayUnspoken(): void {
    this.#end();
  }

  #end(): void {
    if (!this.isListening) return;
    this.isListening = false;
    this.dispatchEvent(new Event('end'));
  }

  #tell(type: string, facts: object): void {
    this.dispatchEvent(Object.assign(new Event(type), facts));
  }
}
