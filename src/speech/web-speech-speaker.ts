/** The app's own voice, by the Web Speech API (https://webaudio.github.io/web-speech-api/), with what browsers need. */

import type { SpeakerListener } from './speaker';
import { TurnTakingSpeaker } from './turn-taking-speaker';
import type { Utterance } from './utterance';

/**
 * Silence between the end of one utterance and the next: with less, Safari loses start and end events
 * (phetsims/utterance-queue, SpeechSynthesisAnnouncer.ts).
 */
export const GAP_MS = 125;

/** An engine that hasn't started by now won't (same source). */
export const START_TIMEOUT_MS = 5000;

/**
 * An engine that goes on for longer than any voice needs is stuck, as Edge on Android is after half an hour
 * (HadrienGardeur/web-speech-recommended-voices#36). Three times what espeak-ng needs for our phrases at its normal
 * rate (67 ms a character, measured), and a floor for short ones.
 */
export const MS_PER_CHARACTER_AT_MOST = 200;
export const END_TIMEOUT_FLOOR_MS = 4000;

/** The rates that the settings offer; 1 is the voice's own. Practised listeners use three times that. */
export const RATE_LIMITS = { min: 0.5, max: 3 } as const;

/** A space, not an empty text, which some engines pass over without an event (phetsims/utterance-queue). */
const SILENT_TEXT = ' ';

export interface VoiceSettings {
  /**
   * Null while the voices are not known yet: utterances then wait for `use`, and fail when it doesn't come in time.
   * Without a voice the engine would choose one, which may need the network or speak another language.
   */
  readonly voice: SpeechSynthesisVoice | null;
  /** 0.5 to 3; other values are clamped. */
  readonly rate: number;
}

/**
 * Never calls `pause()`, which cancels on Android (MDN browser-compat-data#4500), and needs no cure for Chrome's cut
 * at 15 s, which hits only voices that need the network.
 */
export class WebSpeechSpeaker extends TurnTakingSpeaker {
  readonly #synthesis: SpeechSynthesis;
  #settings: VoiceSettings;
  /** Held here because Safari forgets the events of an utterance that nobody holds (phetsims/utterance-queue). */
  #utterance: SpeechSynthesisUtterance | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #silentSince = -Infinity;
  #waitsForVoice: Utterance | null = null;

  constructor(synthesis: SpeechSynthesis, settings: VoiceSettings, listener?: SpeakerListener) {
    super(listener);
    this.#synthesis = synthesis;
    this.#settings = settings;
  }

  /** From the next utterance on, or from the one that waits for a voice. */
  use(settings: VoiceSettings): void {
    this.#settings = settings;
    if (this.#waitsForVoice && settings.voice) this.#say(this.#waitsForVoice, settings.voice);
  }

  /**
   * Call it first thing inside a tap or key press: iOS ignores speech until the page has spoken inside a gesture
   * (leaonline/easy-speech#51), so it speaks a silent space. Once inside a gesture is enough; outside it is in vain.
   */
  prime(): void {
    const primer = new SpeechSynthesisUtterance(SILENT_TEXT);
    primer.volume = 0;
    this.#synthesis.speak(primer);
  }

  /** Synchronous if it can be: the first request on iOS must happen inside the gesture itself. */
  protected override begin(utterance: Utterance): void {
    const wait = this.#silentSince + GAP_MS - performance.now();
    if (wait <= 0) return this.#sayOrWait(utterance);
    this.#timer = setTimeout(() => this.#sayOrWait(utterance), wait);
  }

  protected override halt(): void {
    clearTimeout(this.#timer);
    this.#waitsForVoice = null;
    if (!this.#utterance) return;
    this.#release();
    this.#synthesis.cancel();
  }

  #sayOrWait(utterance: Utterance): void {
    const { voice } = this.#settings;
    if (voice) return this.#say(utterance, voice);
    this.#waitsForVoice = utterance;
    this.#watch(START_TIMEOUT_MS);
  }

  #say({ text }: Utterance, voice: SpeechSynthesisVoice): void {
    this.#waitsForVoice = null;
    const spoken = new SpeechSynthesisUtterance(text);
    spoken.voice = voice;
    // Android wants the language as well as the voice, with a hyphen (web-speech-recommended-voices#37).
    spoken.lang = voice.lang.replaceAll('_', '-');
    spoken.rate = Math.min(RATE_LIMITS.max, Math.max(RATE_LIMITS.min, this.#settings.rate));
    spoken.onstart = () => {
      this.#watch(END_TIMEOUT_FLOOR_MS + (text.length * MS_PER_CHARACTER_AT_MOST) / spoken.rate);
      this.began();
    };
    spoken.onend = () => this.#close('spoken');
    // Any error ends the utterance: Safari sends one in place of `end`. Cancelled by others: the engine isn't broken.
    spoken.onerror = ({ error }) =>
      this.#close(error === 'interrupted' || error === 'canceled' ? 'interrupted' : 'failed');
    this.#utterance = spoken;
    this.#watch(START_TIMEOUT_MS);
    this.#synthesis.speak(spoken);
  }

  #watch(limitMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      // Let go first: WebKit sends the error from within `cancel`, as if another one had interrupted it.
      this.#release();
      this.#synthesis.cancel();
      this.#close('failed');
    }, limitMs);
  }

  #close(outcome: 'spoken' | 'interrupted' | 'failed'): void {
    clearTimeout(this.#timer);
    this.#waitsForVoice = null;
    this.#release();
    this.finished(outcome);
  }

  /** Lets go of the utterance, so that events which the browser still sends for it reach nobody. */
  #release(): void {
    if (this.#utterance) this.#utterance.onstart = this.#utterance.onend = this.#utterance.onerror = null;
    this.#utterance = null;
    this.#silentSince = performance.now();
  }
}
