/**
 * By whom the person is spoken to: the app's own voice, or their screen reader, never both at once. Where there is no
 * voice, and before the browser allows one, the screen reader gets the words.
 */

import { LiveRegionSpeaker } from '../speech/live-region-speaker';
import type { Phrases, SpeechFaultReason } from '../speech/phrases/phrases';
import type { Outcome, Speaker, SpeakerListener } from '../speech/speaker';
import { engineReturns } from '../speech/engine-return';
import { NO_VOICE_NOTICE, assessSpeech, speechEngine } from '../speech/speech-availability';
import type { Urgency, Utterance } from '../speech/utterance';
import { withAccent } from '../speech/voices';
import { WebSpeechSpeaker } from '../speech/web-speech-speaker';
import type { Settings } from './settings';

/** One failure may be bad luck (an engine that slept); after so many in a row the voice is given up. */
const MOST_FAILURES_IN_A_ROW = 2;

/**
 * May the voice be heard? `untried`: the page was not touched yet, and most browsers would refuse. `tried`: it was opened
 * to do something at once, and an installed app may be allowed to speak then. `refused`: it wasn't. `granted`: by a
 * gesture, or because it was heard.
 */
type VoicePermission = 'untried' | 'tried' | 'refused' | 'granted';

export interface VoiceEvents {
  /** There is no voice of our own: the screen reader gets the words. */
  readonly onVoiceFault: (reason: SpeechFaultReason) => void;
  /** The voice is there again. */
  readonly onVoiceBack?: () => void;
}

export class SpeechOutput implements Speaker {
  readonly #events: VoiceEvents;
  readonly #listener: SpeakerListener;
  /** For the person who chose it, where there is no voice, and before the browser allows one. */
  readonly #screenReader: Speaker;
  /** Null while there is none to be had, or none is wanted. */
  #voice: WebSpeechSpeaker | null = null;
  /** The reason that was given for there being no voice, in words; empty while there is no reason. */
  #voiceFault = '';
  /** In a row. */
  #failures = 0;
  /** The last one that was chosen: by it an engine that died is asked whether it lives again. */
  #chosen: SpeechSynthesisVoice | null = null;
  /** Ends the asking; null unless an engine died and nothing else has been set since. */
  #asking: AbortController | null = null;
  /** A voice that is to say, in English, that there is none for the person's language; null when that is said. */
  #english: SpeechSynthesisVoice | null = null;
  /** Who says that. */
  #notice: WebSpeechSpeaker | null = null;
  #permission: VoicePermission = 'untried';
  #settings!: Settings;
  #phrases!: Phrases;

  /** @param liveRegions an empty element of the page, out of sight, for words to the screen reader */
  constructor(liveRegions: Element, events: VoiceEvents, listener: SpeakerListener) {
    this.#events = events;
    this.#listener = listener;
    this.#screenReader = new LiveRegionSpeaker(liveRegions, listener);
    speechEngine()?.addEventListener('voiceschanged', () => this.#voicesChanged());
  }

  configure(settings: Settings, phrases: Phrases): void {
    const isOtherVoice =
      this.#phrases?.language !== phrases.language ||
      this.#settings?.output !== settings.output ||
      this.#settings.voice !== settings.voice;
    this.#phrases = phrases;
    this.#settings = settings;
    // Of an engine that died only itself can tell that it lives again.
    if (this.#asking && !isOtherVoice) return;
    this.#stopAsking();
    if (settings.output === 'screen-reader') return this.#giveUpVoice(null);
    const engine = speechEngine();
    if (!engine) return this.#giveUpVoice('no-engine');
    // Once there was none, words don't wait for a voice again: they go to the screen reader until it is there.
    if (!this.#voiceFault) {
      const voice = this.#takeVoice(engine);
      // Words of one language in the voice of another can't be understood: they wait.
      if (isOtherVoice) voice.use({ voice: null, rate: settings.rate });
    }
    void this.#chooseVoice(engine, settings);
  }

  /**
   * Call it when the page is to do something, first thing inside the tap or key press if there was one: from then on the
   * browser allows the voice. Without a gesture the voice is tried.
   */
  prime(): void {
    if (this.#permission === 'granted') return;
    // Safari before 16.4 and Firefox before 120 don't tell; nearly always it is one.
    const isGesture = navigator.userActivation?.isActive ?? true;
    if (isGesture) return this.#grant();
    if (this.#permission === 'untried') this.#permission = 'tried';
  }

  /** What the voice failed to say, the screen reader says to its end before the voice goes on. */
  speak(utterance: Utterance): void {
    const mayVoice = this.#permission === 'granted' || this.#permission === 'tried';
    const isVoicesTurn = mayVoice && this.#screenReader.speaking === null;
    ((isVoicesTurn && this.#voice) || this.#screenReader).speak(utterance);
  }

  stop(): void {
    this.#notice?.stop();
    this.#voice?.stop();
    this.#screenReader.stop();
  }

  get speaking(): Urgency | null {
    return this.#screenReader.speaking ?? this.#voice?.speaking ?? null;
  }

  dispose(): void {
    this.#stopAsking();
    this.#notice?.dispose();
    this.#voice?.dispose();
    this.#screenReader.dispose();
  }

  #takeVoice(engine: SpeechSynthesis): WebSpeechSpeaker {
    if (this.#voice) return this.#voice;
    const voice = new WebSpeechSpeaker(
      engine,
      { voice: null, rate: this.#settings.rate },
      {
        ...this.#listener,
        started: (utterance) => this.#startedByVoice(utterance),
        ended: (utterance, outcome) => this.#endedByVoice(utterance, outcome),
      },
    );
    this.#voice = voice;
    this.#failures = 0;
    if (this.#permission === 'granted') this.#switchTo(voice);
    return voice;
  }

  #grant(): void {
    this.#permission = 'granted';
    const voice = this.#voice;
    const engine = speechEngine();
    if (!voice) return engine ? this.#sayNotice(engine) : undefined;
    // What the voice was given without a gesture may have been refused for that: one failure tells nothing yet.
    this.#failures = voice.speaking === null ? 0 : -1;
    this.#switchTo(voice);
  }

  #switchTo(voice: WebSpeechSpeaker): void {
    this.#screenReader.stop();
    voice.prime();
  }

  async #chooseVoice(engine: SpeechSynthesis, settings: Settings): Promise<void> {
    const language = withAccent(this.#phrases.language, [settings.language ?? '', ...navigator.languages]);
    const speech = await assessSpeech(language, settings.voice);
    // Meanwhile the person may have set something else, which has its own answer.
    if (settings !== this.#settings) return;
    if (speech.kind !== 'ready') {
      const isNews = this.#phrases.messages.speechFaults[speech.kind] !== this.#voiceFault;
      this.#giveUpVoice(speech.kind);
      if (isNews) this.#english = speech.kind === 'no-local-voice' ? speech.english : null;
      return this.#sayNotice(engine);
    }
    const wasMissed = this.#voiceFault !== '';
    this.#voiceFault = '';
    this.#stopAsking();
    this.#chosen = speech.voice;
    this.#takeVoice(engine).use({ voice: speech.voice, rate: settings.rate });
    if (wasMissed) this.#events.onVoiceBack?.();
  }

  /** Voices may come late (a slow engine, one that is installed just now), and the one that speaks may go. */
  #voicesChanged(): void {
    if (this.#settings.output !== 'own-voice') return;
    const isGone = !speechEngine()
      ?.getVoices()
      .some(({ voiceURI }) => voiceURI === this.#chosen?.voiceURI);
    if (!this.#voice || (this.#chosen && isGone)) this.configure(this.#settings, this.#phrases);
  }

  /** From now on the screen reader gets the words; first of all the reason, unless it was given before. */
  #giveUpVoice(reason: SpeechFaultReason | null): void {
    const voice = this.#voice;
    const fault = reason ? this.#phrases.messages.speechFaults[reason] : '';
    const isNews = fault !== this.#voiceFault;
    this.#voice = null;
    this.#voiceFault = fault;
    if (reason && isNews) this.#events.onVoiceFault(reason);
    voice?.dispose();
  }

  #startedByVoice(utterance: Utterance): void {
    if (this.#permission === 'tried') this.#permission = 'granted';
    this.#listener.started?.(utterance);
  }

  #endedByVoice(utterance: Utterance, outcome: Outcome): void {
    if (outcome === 'spoken') this.#failures = 0;
    if (outcome === 'failed') this.#voiceFailed();
    const isUnsaid = outcome === 'failed' || outcome === 'stranded';
    const isVoiceGone = !this.#voice && outcome !== 'spoken';
    if (isUnsaid || isVoiceGone) this.#screenReader.speak(utterance);
    else this.#listener.ended?.(utterance, outcome);
  }

  /** Once, as soon as the browser allows it: who has no screen reader would hear nothing at all. */
  #sayNotice(engine: SpeechSynthesis): void {
    const voice = this.#english;
    if (!voice || this.#permission !== 'granted') return;
    this.#english = null;
    this.#notice = new WebSpeechSpeaker(engine, { voice, rate: this.#settings.rate });
    this.#notice.speak(NO_VOICE_NOTICE);
  }

  #stopAsking(): void {
    this.#asking?.abort();
    this.#asking = null;
  }

  /** An engine that died may live again: the system starts it anew, a call ends. */
  async #awaitReturn(): Promise<void> {
    const engine = speechEngine();
    if (!engine || !this.#chosen) return;
    const { signal } = (this.#asking = new AbortController());
    if (await engineReturns(engine, this.#chosen, signal)) await this.#chooseVoice(engine, this.#settings);
  }

  /** Without a gesture the browser may have refused, which says nothing of the engine. */
  #voiceFailed(): void {
    if (this.#permission === 'tried') this.#permission = 'refused';
    else if (++this.#failures >= MOST_FAILURES_IN_A_ROW) {
      this.#giveUpVoice('no-engine');
      void this.#awaitReturn();
    }
  }
}
