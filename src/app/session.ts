/**
 * What the person can do. Holds the state that the screen shows, and joins the parts that change it: the watcher of
 * sources, the keeper of the detector, and the narrator. Everything flows one way, from frame to scene to words.
 */

import { openCamera } from '../camera/camera-source';
import { askForOrientation } from '../camera/device-orientation';
import { openFile } from '../camera/picked-file';
import type { Messages, Phrases } from '../speech/phrases/phrases';
import type { AnnouncementPreferences } from '../speech/preferences';
import type { Urgency } from '../speech/utterance';
import { messageOf } from './fault-messages';
import { DetectorKeeper } from './detector-keeper';
import { Narrator } from './narrator';
import type { Settings } from './settings';
import { SettingsKeeper } from './settings-keeper';
import { SourceWatcher } from './source-watcher';
import { applyAppearance } from './appearance';
import { UpdateOffer } from './update-offer';
import { WaysOfUse } from './ways-of-use';
import { type AppState, Store, initialState } from './state';

export class Session extends Store<AppState> {
  /** An element of the page, out of sight, for words to the screen reader. */
  readonly liveRegions: HTMLElement;
  readonly ways: WaysOfUse;
  readonly update: UpdateOffer;
  readonly #narrator: Narrator;
  readonly #detector: DetectorKeeper;
  readonly #watcher: SourceWatcher;
  readonly #settings: SettingsKeeper;
  #inUse = false;
  #toldOfSensors = false;

  /** @param liveRegions empty */
  constructor(settings: Settings, phrases: Phrases, liveRegions: HTMLElement) {
    super(initialState(settings, phrases));
    this.liveRegions = liveRegions;
    this.#narrator = new Narrator(liveRegions, {
      onSaid: (lastSaid) => this.change({ lastSaid }),
      onCue: (cue) => this.ways.sounds.cue(cue),
      onUnheard: (utterance) => this.ways.unheard(utterance),
      onVoiceBack: () => this.tell(this.#messages.voiceBack),
      onVoiceFault: (reason) => this.tell(this.#messages.speechFaults[reason], 'fault'),
    });
    this.ways = new WaysOfUse({
      store: this,
      narrator: this.#narrator,
      preferences: () => this.preferences,
      tell: (text) => this.tell(text),
      hold: () => this.#watcher.hold(),
      isLive: () => this.#watcher.isLive,
      look: () => void this.#openCamera(),
      rest: () => this.#watcher.stop(),
    });
    this.update = new UpdateOffer({
      store: this,
      isQuiet: () => this.isQuiet && this.#narrator.speaking === null,
      tell: () => this.#narrator.tell(this.#messages.updateOffered, 'news'),
    });
    this.#detector = new DetectorKeeper(this, {
      tell: (text, urgency) => this.tell(text, urgency),
      changeSettings: (change) => void this.changeSettings(change),
    });
    this.#settings = new SettingsKeeper({
      store: this,
      detector: this.#detector,
      apply: (changed, words) => this.#apply(changed, words),
      stop: () => this.stop(),
      tellFault: (text) => this.tell(text, 'fault'),
    });
    this.#apply(settings, phrases);
    this.#watcher = new SourceWatcher({
      store: this,
      narrator: this.#narrator,
      detector: this.#detector,
      tell: (text, urgency) => this.tell(text, urgency),
      preferences: () => this.preferences,
      hear: (scene) => this.ways.hear(scene),
      onSight: (isSeeing) => this.ways.seen(isSeeing),
      onRest: () => this.ways.rested(),
      greeting: (kind, isHeld) => this.ways.greeting(kind, isHeld),
    });
  }

  get preferences(): AnnouncementPreferences {
    const { settings, minimumScore } = this.state;
    const { units, stepLengthMetres, directions, announced } = settings;
    return { units, stepLengthMetres, directions, announced, minimumScore };
  }

  /** The person has done something: the page must not reload by itself any more. */
  get inUse(): boolean {
    return this.#inUse;
  }

  /** Everything that a person does passes here, within the tap or key press: a voice must be allowed in one. */
  touched(): void {
    this.#inUse = true;
    this.#narrator.prime();
    this.ways.sounds.unlock();
  }

  /** Downloads what is missing and starts the detector. */
  loadDetector(): Promise<void> {
    return this.#detector.load();
  }

  startCamera(): Promise<void> {
    this.touched();
    this.ways.end();
    return this.#openCamera();
  }

  #openCamera(): Promise<void> {
    // Now, while the tap still counts; the question for the camera needs none.
    const asked = askForOrientation();
    return this.#watcher.watch(async () => {
      const { sensorsRefused, cameraQuestionAhead } = this.#messages;
      const words = [
        ...((await asked) === 'denied' && !this.#toldOfSensors ? [sensorsRefused] : []),
        ...((await cameraQuestionComes()) ? [cameraQuestionAhead] : []),
      ];
      this.#toldOfSensors ||= words.includes(sensorsRefused);
      if (words.length > 0) this.tell(words.join(' '));
      return openCamera();
    });
  }

  /** @param file a photo or a video, whichever way it came */
  openFile(file: File): Promise<void> {
    this.touched();
    this.ways.end();
    return this.#watcher.watch(() => openFile(file), file);
  }

  stop(): void {
    this.touched();
    this.ways.end();
    this.#watcher.stop();
    this.tell(this.#messages.stopped);
  }

  /** Says the whole scene; where nothing is looked at yet, looks around once; where nothing can be seen, says so. */
  describeNow(): void {
    const { scene, view } = this.state;
    const { whyBlind } = this.#watcher;
    this.touched();
    // What was held a while ago is not what is ahead now.
    const isPast = view?.kind === 'photo' && view.isHeld;
    if (scene && !isPast) this.#narrator.describe(scene, this.preferences);
    else if (this.isQuiet) {
      this.ways.glance();
      void this.#openCamera();
    } else if (whyBlind) this.tell(whyBlind, 'fault');
    else this.tell(this.#messages.gettingReady);
  }

  /** Ends whatever is being said. */
  hush(): void {
    this.touched();
    this.#narrator.hush();
    this.ways.hush();
  }

  /** Ends what was said of the app itself, as the sample of a voice. */
  endSample(): void {
    this.#narrator.stop();
  }

  repeat(): void {
    this.touched();
    if (this.state.lastSaid) this.#narrator.repeat();
    else this.tell(this.#messages.nothingToRepeat);
  }

  /**
   * Asks for what the app needs to see, and lets it go again: for the introduction.
   * @returns whether the camera can be had; why not is told
   */
  async askForCamera(): Promise<boolean> {
    this.touched();
    if (this.#watcher.isLive) return true;
    const asked = askForOrientation();
    try {
      await asked;
      (await openCamera()).stop();
      return true;
    } catch (error) {
      this.tell(messageOf(error, this.#messages), 'fault');
      return false;
    }
  }

  /**
   * Another step of the introduction: what is said of the former one ends.
   * @param text null when the screen reader reads it by itself
   */
  introduce(text: string | null): void {
    this.#narrator.stop();
    if (text !== null) this.#narrator.tell(text);
  }

  /** The introduction, which had covered the screen, has ended: tells what happened behind it. */
  introduced(): void {
    this.#narrator.stop();
    if (this.state.message) this.#narrator.tell(this.state.message.text);
  }

  /** Says the safety notice, in the voice as it is set. */
  sayNotice(): void {
    this.touched();
    this.#narrator.tell(this.#messages.safetyNotice);
  }

  /** The person closed the safety notice, which had covered the screen: tells what happened behind it. */
  noticeRead(): void {
    this.touched();
    if (!this.state.settings.safetyNoticeHeard) void this.changeSettings({ safetyNoticeHeard: true });
    this.introduced();
  }

  changeSettings(change: Partial<Settings>): Promise<void> {
    return this.#settings.change(change);
  }

  /** The app itself is stored now, too: tells that it works offline, unless something else is going on. */
  appStored(): void {
    if (this.state.phase === 'ready' && this.#detector.isStoredWithApp)
      this.tell(this.#messages.readyOffline, 'news');
  }

  /** Writes a message on the screen and says it. */
  tell(text: string, urgency: Urgency = 'answer'): void {
    this.change({ message: { text, isFault: urgency === 'fault' } });
    this.#narrator.tell(text, urgency);
  }

  /** A camera or a video is looked at. */
  get isLive(): boolean {
    return this.#watcher.isLive;
  }

  /** Nothing is being looked at, nor about to be. */
  get isQuiet(): boolean {
    return this.state.phase !== 'looking' && this.state.phase !== 'opening';
  }

  #apply(settings: Settings, phrases: Phrases): void {
    this.#narrator.configure(settings, phrases);
    this.ways.sounds.configure(settings);
    applyAppearance(settings);
  }

  get #messages(): Messages {
    return this.state.phrases.messages;
  }
}

/** Whether the browser is about to ask for the camera. Where it doesn't tell (Safari, Firefox), it may well be. */
async function cameraQuestionComes(): Promise<boolean> {
  try {
    const { state } = await navigator.permissions.query({ name: 'camera' as PermissionName });
    return state === 'prompt';
  } catch {
    return true;
  }
}
