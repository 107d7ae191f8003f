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
import { takeLanguage } from './language';
import { Narrator } from './narrator';
import type { Settings } from './settings';
import { saveSettings } from './settings-store';
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
  #inUse = false;
  #toldNotKept = false;

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
    this.#narrator.configure(settings, phrases);
    this.ways = new WaysOfUse({
      store: this,
      narrator: this.#narrator,
      preferences: () => this.preferences,
      tell: (text) => this.tell(text),
      hold: () => void this.#watcher.hold(),
      look: () => {
        if (!this.isWatching) void this.#openCamera();
      },
      rest: () => this.#watcher.stop(),
    });
    this.update = new UpdateOffer({
      store: this,
      isQuiet: () => this.isQuiet,
      tell: () => this.tell(this.#messages.updateOffered, 'news'),
    });
    this.ways.configure(settings);
    applyAppearance(settings);
    this.#detector = new DetectorKeeper(this, {
      tell: (text, urgency) => this.tell(text, urgency),
      changeSettings: (change) => void this.changeSettings(change),
    });
    this.#watcher = new SourceWatcher({
      store: this,
      narrator: this.#narrator,
      detector: this.#detector,
      tell: (text, urgency) => this.tell(text, urgency),
      preferences: () => this.preferences,
      hear: (scene) => this.ways.hear(scene),
      onSight: (isSeeing) => this.ways.seen(isSeeing),
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
      if ((await asked) === 'denied') this.tell(this.#messages.sensorsRefused);
      if (await cameraQuestionComes()) this.tell(this.#messages.cameraQuestionAhead);
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
    this.#narrator.stop();
  }

  repeat(): void {
    this.touched();
    if (this.state.lastSaid) this.#narrator.repeat();
    else this.tell(this.#messages.nothingToRepeat);
  }

  /** Asks for what the app needs to see, and lets it go again: for the introduction. */
  async askForCamera(): Promise<void> {
    this.touched();
    const asked = askForOrientation();
    try {
      if ((await asked) === 'denied') this.tell(this.#messages.sensorsRefused);
      (await openCamera()).stop();
    } catch (error) {
      this.tell(messageOf(error, this.#messages), 'fault');
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

  async changeSettings(change: Partial<Settings>): Promise<void> {
    const settings = { ...this.state.settings, ...change };
    this.#keepSettings(settings);
    if ('language' in change && !(await this.#takeLanguage(settings.language))) return;
    this.#narrator.configure(this.state.settings, this.state.phrases);
    if ('detector' in change) await this.#exchangeDetector();
    else if ('minimumScore' in change) this.#detector.applyMinimumScore();
  }

  /** The app itself is stored now, too: tells that it works offline, unless something else is going on. */
  appStored(): void {
    if (this.state.phase === 'ready' && this.#detector.isStoredWithApp)
      this.tell(this.#messages.readyOffline);
  }

  /** Writes a message on the screen and says it. */
  tell(text: string, urgency: Urgency = 'answer'): void {
    this.change({ message: { text, isFault: urgency === 'fault' } });
    this.#narrator.tell(text, urgency);
  }

  /** A camera or a video is looked at. */
  get isWatching(): boolean {
    return !this.isQuiet && this.state.view?.kind !== 'photo';
  }

  /** Nothing is being looked at, nor about to be. */
  get isQuiet(): boolean {
    return this.state.phase !== 'looking' && this.state.phase !== 'opening';
  }

  #keepSettings(settings: Settings): void {
    this.change({ settings });
    this.ways.configure(settings);
    applyAppearance(settings);
    void saveSettings(settings).then((isKept) => {
      if (isKept || this.#toldNotKept) return;
      this.#toldNotKept = true;
      this.tell(this.#messages.settingsNotKept, 'fault');
    });
  }

  /** @returns false when another one was chosen meanwhile, which has its own turn */
  async #takeLanguage(language: string | null): Promise<boolean> {
    try {
      const phrases = await takeLanguage(language ?? navigator.language);
      if (language !== this.state.settings.language) return false;
      this.change({ phrases, message: null });
    } catch {
      // The former one goes on, and is the one that the settings show.
      this.#keepSettings({ ...this.state.settings, language: this.state.phrases.language });
      this.tell(this.#messages.languageMissing, 'fault');
    }
    return true;
  }

  async #exchangeDetector(): Promise<void> {
    // What looks with the former detector would wait for it in vain.
    if (!this.isQuiet) this.stop();
    await this.#detector.exchange();
    const { chosen } = this.#detector;
    const { settings } = this.state;
    // The new one can't be had: the former one still runs, and is the one that the settings show.
    if (chosen !== undefined && chosen !== settings.detector)
      this.#keepSettings({ ...settings, detector: chosen });
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
