/** Joins announcer, speakers and phrases: the one place of the page that makes anything heard. */

import type { Scene } from '../scene/scene';
import { announce, type Moment } from '../speech/announcer';
import {
  type AnnouncerState,
  countAsTold,
  createAnnouncerState,
  hush,
  retract,
} from '../speech/announcer-state';
import type { Cue } from '../speech/cue';
import { describeScene } from '../speech/describe-scene';
import type { Phrases } from '../speech/phrases/phrases';
import type { AnnouncementPreferences } from '../speech/preferences';
import type { Outcome } from '../speech/speaker';
import type { Urgency, Utterance } from '../speech/utterance';
import type { Settings } from './settings';
import { SpeechOutput, type VoiceEvents } from './speech-output';

export interface NarratorEvents extends VoiceEvents {
  /** Something begins to be heard. */
  readonly onSaid: (text: string) => void;
  /** Words are about to be heard; their sound goes ahead of them. Returns how long it takes, in milliseconds. */
  readonly onCue: (cue: Cue) => number;
  /** It was not heard, or not to its end. */
  readonly onUnheard?: (utterance: Utterance) => void;
}

/** What has no place is heard from ahead. */
const FAULT_CUE: Cue = { kind: 'fault', bearing: 0 };

export class Narrator {
  readonly #events: NarratorEvents;
  readonly #output: SpeechOutput;
  #phrases!: Phrases;
  #announcer: AnnouncerState = createAnnouncerState();
  #lastSaid: Utterance | null = null;
  readonly #sounded = new WeakSet<Utterance>();
  #isHushing = false;
  /** The newest one that was heard or described. */
  #scene: Scene | null = null;
  /** The newest answer about a scene. */
  #asked: { readonly answer: Utterance; readonly preferences: AnnouncementPreferences } | null = null;

  /** @param liveRegions an empty element of the page, out of sight, for words to the screen reader */
  constructor(liveRegions: Element, events: NarratorEvents) {
    this.#events = events;
    this.#output = new SpeechOutput(liveRegions, events, {
      turned: (utterance) => this.#sound(utterance),
      renewed: (utterance) => this.#renewed(utterance),
      started: (utterance) => this.#started(utterance),
      ended: (utterance, outcome) => this.#ended(utterance, outcome),
    });
  }

  configure(settings: Settings, phrases: Phrases): void {
    this.#phrases = phrases;
    this.#output.configure(settings, phrases);
  }

  /** See `SpeechOutput.prime`. */
  prime(): void {
    this.#output.prime();
  }

  /** Says it by voice or screen reader, by the rules of `Speaker.speak`. */
  say(utterance: Utterance): void {
    this.#output.speak(utterance);
  }

  /** A message about the app itself; a fault is heard before its words. */
  tell(text: string, urgency: Urgency = 'answer'): void {
    const utterance = { text, urgency, language: this.#phrases.language };
    this.say(urgency === 'fault' ? { ...utterance, cue: FAULT_CUE } : utterance);
  }

  /**
   * A live scene: says what is new in it, if anything.
   * @param options of the moment, beside its time and what is being said
   */
  hear(
    scene: Scene,
    preferences: AnnouncementPreferences,
    options: Omit<Moment, 'now' | 'speaking'> = {},
  ): void {
    this.#scene = scene;
    const moment = { ...options, now: performance.now(), speaking: this.#output.speaking };
    const { state, utterance } = announce(this.#announcer, scene, moment, preferences, this.#phrases);
    this.#announcer = state;
    if (utterance) this.say(utterance);
  }

  /** A whole scene at the person's wish: the nearest things, then a count. */
  describe(scene: Scene, preferences: AnnouncementPreferences): void {
    this.#scene = scene;
    this.say(this.#answerAbout(scene, preferences));
  }

  /** How urgent it is what is being said now; null in silence. */
  get speaking(): Urgency | null {
    return this.#output.speaking;
  }

  /** Another source: what was said of the former one is news again. */
  forget(): void {
    this.#announcer = createAnnouncerState();
    this.#scene = null;
    this.#asked = null;
  }

  /** Without its sound: a danger that was told then may be none now. */
  repeat(): void {
    if (!this.#lastSaid) return;
    const { text, language } = this.#lastSaid;
    this.say({ text, language, urgency: 'answer' });
  }

  /** Silence at once, of voice and screen reader, for something else to be heard; what waits is dropped. */
  stop(): void {
    this.#output.stop();
  }

  /**
   * The person wants silence. When it was of the scene what was said, news keeps quiet for a while, and a hazard counts as
   * heard.
   */
  hush(): void {
    const before = this.#announcer;
    const wasHazard = this.speaking === 'hazard';
    this.#isHushing = true;
    this.stop();
    this.#isHushing = false;
    if (this.#announcer !== before || wasHazard) this.#announcer = hush(this.#announcer, performance.now());
  }

  /** Once, though what the voice fails to say gets another turn. */
  #sound(utterance: Utterance): number {
    if (!utterance.cue || this.#sounded.has(utterance)) return 0;
    this.#sounded.add(utterance);
    return this.#events.onCue(utterance.cue);
  }

  #answerAbout(scene: Scene, preferences: AnnouncementPreferences): Utterance {
    const answer = describeScene(scene, this.#phrases, preferences);
    this.#announcer = countAsTold(this.#announcer, scene, answer, performance.now());
    this.#asked = { answer, preferences };
    return answer;
  }

  /** An answer about the scene that had to wait is given about the scene as it is now. */
  #renewed(utterance: Utterance): Utterance {
    if (utterance !== this.#asked?.answer || !this.#scene) return utterance;
    this.#announcer = retract(this.#announcer, utterance);
    return this.#answerAbout(this.#scene, this.#asked.preferences);
  }

  #started(utterance: Utterance): void {
    this.#lastSaid = utterance;
    this.#events.onSaid(utterance.text);
  }

  #ended(utterance: Utterance, outcome: Outcome): void {
    // A hazard that the person has silenced was heard.
    const isKnown = outcome === 'spoken' || (this.#isHushing && utterance.urgency === 'hazard');
    if (isKnown) return;
    const hadBegun = outcome === 'interrupted' || outcome === 'stopped';
    this.#announcer = retract(this.#announcer, utterance, hadBegun);
    this.#events.onUnheard?.(utterance);
  }
}
