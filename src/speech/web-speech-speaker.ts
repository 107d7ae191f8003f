/** The app's own voice, by the Web Speech API (https://webaudio.github.io/web-speech-api/), with what browsers need. */

import { EnginePace, FIRST_START_LIMIT_MS, LEAST_START_LIMIT_MS } from './engine-pace';
import { SILENT_TEXT } from './engine-return';
import type { SpeakerListener } from './speaker';
import { TurnTakingSpeaker } from './turn-taking-speaker';
import type { Utterance } from './utterance';

/**
 * Silence between the end of one utterance and the next: with less, Safari loses start and end events
 * (phetsims/utterance-queue, SpeechSynthesisAnnouncer.ts).
 */
export const GAP_MS = 125;

/**
 * From `speak()` to the first sound it takes at least so long: 75 to 150 ms, measured in Chromium with espeak-ng. A sound that
 * goes ahead of the words may use the time.
 */
export const SOONEST_HEARD_MS = 75;

/** What is said first may have to wait for the voices, or for the engine: so long for each of them. */
export const START_TIMEOUT_MS = FIRST_START_LIMIT_MS;

/**
 * A timer that rings so much too late, in milliseconds, slept: the page was hidden, or the phone was. That the engine went
 * on meanwhile can't be told, and what it had to say is no longer true; but it isn't broken for that.
 */
export const SLEPT_MS = 2000;

/** The rates that the settings offer; 1 is the voice's own. Practised listeners use three times that. */
export const RATE_LIMITS = { min: 0.5, max: 3 } as const;

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
 * at 15 s, which hits only voices that need the network. It doesn't keep an idle engine awake by a silent text now and
 * then, as PhET does for Chromebooks: on a phone that holds the audio path open, costs battery, and lowers whatever else
 * is heard, the screen reader too. An engine that has fallen asleep is woken by the second attempt.
 */
export class WebSpeechSpeaker extends TurnTakingSpeaker {
  readonly #synthesis: SpeechSynthesis;
  readonly #pace = new EnginePace();
  #settings: VoiceSettings;
  /** Held here because Safari forgets the events of an utterance that nobody holds (phetsims/utterance-queue). */
  #utterance: SpeechSynthesisUtterance | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #silentSince = -Infinity;
  #primedAt = -Infinity;
  #waitsForVoice: Utterance | null = null;

  constructor(synthesis: SpeechSynthesis, settings: VoiceSettings, listener?: SpeakerListener) {
    super(listener);
    this.#synthesis = synthesis;
    this.#settings = settings;
  }

  /** From the next utterance on, or from the one that waits for a voice. */
  use(settings: VoiceSettings): void {
    const { voice, rate } = this.#settings;
    if (settings.voice?.voiceURI !== voice?.voiceURI || settings.rate !== rate) this.#pace.forgetPace();
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
    this.#primedAt = performance.now();
    this.#synthesis.speak(primer);
  }

  /** Synchronous if it can be: the first request on iOS must happen inside the gesture itself. */
  protected override begin(utterance: Utterance, soundMs: number): void {
    if (this.#isStuck) this.#cancel();
    // A call, or the system while the page was hidden, may have left it paused; then nothing would ever start.
    if (this.#synthesis.paused) this.#synthesis.resume();
    const wait = Math.max(this.#silentSince + GAP_MS - performance.now(), soundMs - SOONEST_HEARD_MS);
    if (wait <= 0) return this.#sayOrWait(utterance);
    this.#timer = setTimeout(() => this.#sayOrWait(utterance), wait);
  }

  protected override halt(): void {
    clearTimeout(this.#timer);
    this.#waitsForVoice = null;
    if (this.#utterance) this.#cancel();
  }

  /**
   * It claims to speak though we have been silent for long: nothing that is put behind that would ever be heard. The cure
   * is to cancel (HadrienGardeur/web-speech-recommended-voices#36).
   */
  get #isStuck(): boolean {
    const { speaking, pending } = this.#synthesis;
    const quietSince = Math.max(this.#silentSince, this.#primedAt);
    return (speaking || pending) && performance.now() - quietSince > LEAST_START_LIMIT_MS;
  }

  #sayOrWait(utterance: Utterance): void {
    const { voice } = this.#settings;
    if (voice) return this.#say(utterance, voice);
    this.#waitsForVoice = utterance;
    this.#watch(START_TIMEOUT_MS, () => this.#close('failed'));
  }

  #say(utterance: Utterance, voice: SpeechSynthesisVoice, isSecondAttempt = false): void {
    this.#waitsForVoice = null;
    const { text } = utterance;
    const spoken = new SpeechSynthesisUtterance(text);
    spoken.voice = voice;
    // Android wants the language as well as the voice, with a hyphen (web-speech-recommended-voices#37).
    spoken.lang = voice.lang.replaceAll('_', '-');
    spoken.rate = Math.min(RATE_LIMITS.max, Math.max(RATE_LIMITS.min, this.#settings.rate));
    const asked = performance.now();
    let started: number | null = null;
    const begin = () => {
      if (started !== null) return;
      started = performance.now();
      this.#pace.started(started - asked);
      this.#watch(this.#pace.endLimit(text, spoken.rate), () => this.#giveUp());
      this.began();
    };
    spoken.onstart = begin;
    // Safari may lose the first event; a word that is being said is as good.
    spoken.onboundary = begin;
    spoken.onend = () => {
      if (started !== null) this.#pace.ended(text, performance.now() - started);
      this.began();
      this.#close('spoken');
    };
    // Any error ends the utterance: Safari sends one in place of `end`. Cancelled by others: the engine isn't broken.
    spoken.onerror = ({ error }) =>
      this.#close(error === 'interrupted' || error === 'canceled' ? 'interrupted' : 'failed');
    this.#utterance = spoken;
    // One that was never heard may have been refused; the second attempt is for one that hangs.
    const isLastAttempt = isSecondAttempt || !this.#pace.hasStarted;
    this.#watch(this.#pace.startLimit(isSecondAttempt), () =>
      isLastAttempt ? this.#giveUp() : this.#tryAgain(utterance),
    );
    this.#synthesis.speak(spoken);
  }

  /** Nobody has heard anything of it yet, so nobody hears anything twice. */
  #tryAgain(utterance: Utterance): void {
    this.#cancel();
    this.#timer = setTimeout(() => {
      const { voice } = this.#settings;
      if (voice) this.#say(utterance, voice, true);
      else this.#sayOrWait(utterance);
    }, GAP_MS);
  }

  #giveUp(): void {
    this.#cancel();
    this.#close('failed');
  }

  #watch(limitMs: number, isOver: () => void): void {
    clearTimeout(this.#timer);
    // Not `performance.now()`, which stands still on some devices while they sleep.
    const due = Date.now() + limitMs;
    this.#timer = setTimeout(() => {
      if (Date.now() - due < SLEPT_MS) return isOver();
      this.#cancel();
      this.#close('interrupted');
    }, limitMs);
  }

  #close(outcome: 'spoken' | 'interrupted' | 'failed'): void {
    clearTimeout(this.#timer);
    this.#waitsForVoice = null;
    this.#release();
    this.finished(outcome);
  }

  /** Lets go first: WebKit sends the error from within `cancel`, as if another one had interrupted it. */
  #cancel(): void {
    this.#release();
    this.#synthesis.cancel();
  }

  /** Lets go of the utterance, so that events which the browser still sends for it reach nobody. */
  #release(): void {
    const utterance = this.#utterance;
    if (utterance) utterance.onstart = utterance.onboundary = utterance.onend = utterance.onerror = null;
    this.#utterance = null;
    this.#silentSince = performance.now();
  }
}
