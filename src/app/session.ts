/**
 * What the person can do. Holds the state that the screen shows, and joins the parts that change it: the watcher of
 * sources, the keeper of the detector, and the narrator. Everything flows one way, from frame to scene to words.
 */

import { openCamera } from '../camera/camera-source';
import { askForOrientation } from '../camera/device-orientation';
import { openFile } from '../camera/picked-file';
import { loadPhrases } from '../speech/phrases/languages';
import type { Messages, Phrases } from '../speech/phrases/phrases';
import type { AnnouncementPreferences } from '../speech/preferences';
import type { Urgency } from '../speech/utterance';
import { DetectorKeeper } from './detector-keeper';
import { Narrator } from './narrator';
import type { Settings } from './settings';
import { saveSettings } from './settings-store';
import { SourceWatcher } from './source-watcher';
import { type AppState, Store, initialState } from './state';

/** After a scan ended its own last words come first, milliseconds. */
const UPDATE_TOLD_AFTER_SCAN_MS = 4000;

export class Session extends Store<AppState> {
  /** An element of the page, out of sight, for words to the screen reader. */
  readonly liveRegions: HTMLElement;
  readonly #narrator: Narrator;
  readonly #detector: DetectorKeeper;
  readonly #watcher: SourceWatcher;
  #inUse = false;
  #toldNotKept = false;
  #applyUpdate = () => undefined as void;

  /** @param liveRegions empty */
  constructor(settings: Settings, phrases: Phrases, liveRegions: HTMLElement) {
    super(initialState(settings, phrases));
    this.liveRegions = liveRegions;
    this.#narrator = new Narrator(liveRegions, {
      onSaid: (lastSaid) => this.change({ lastSaid }),
      onVoiceFault: (reason) => this.tell(this.#messages.speechFaults[reason], 'fault'),
    });
    this.#narrator.configure(settings, phrases);
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
    });
  }

  get preferences(): AnnouncementPreferences {
    const { settings, minimumScore } = this.state;
    const { units, stepLengthMetres, announced } = settings;
    return { units, stepLengthMetres, announced, minimumScore };
  }

  /** The person has done something: the page must not reload by itself any more. */
  get inUse(): boolean {
    return this.#inUse;
  }

  /** Everything that a person does passes here, within the tap or key press: a voice must be allowed in one. */
  touched(): void {
    this.#inUse = true;
    this.#narrator.prime();
  }

  /** Downloads what is missing and starts the detector. */
  loadDetector(): Promise<void> {
    return this.#detector.load();
  }

  startCamera(): Promise<void> {
    this.touched();
    // Now, while the tap still counts; the question for the camera needs none.
    const asked = askForOrientation();
    return this.#watcher.watch(async () => {
      await asked;
      if (await cameraQuestionComes()) this.tell(this.#messages.cameraQuestionAhead);
      return openCamera();
    });
  }

  /** @param file a photo or a video, whichever way it came */
  openFile(file: File): Promise<void> {
    this.touched();
    return this.#watcher.watch(() => openFile(file), file);
  }

  stop(): void {
    this.touched();
    this.#watcher.stop();
    this.tell(this.#messages.stopped);
  }

  /** Says the whole scene; where nothing is looked at yet, begins to look; where nothing can be seen, says so. */
  describeNow(): void {
    const { scene } = this.state;
    const { whyBlind } = this.#watcher;
    this.touched();
    if (scene) this.#narrator.describe(scene, this.preferences);
    else if (this.isQuiet) void this.startCamera();
    else if (whyBlind) this.tell(whyBlind, 'fault');
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

  /** Says the safety notice, in the voice as it is set. */
  sayNotice(): void {
    this.touched();
    this.#narrator.tell(this.#messages.safetyNotice);
  }

  /** The person closed the safety notice, which had covered the screen: tells what happened behind it. */
  noticeRead(): void {
    this.touched();
    this.#narrator.stop();
    if (!this.state.settings.safetyNoticeHeard) void this.changeSettings({ safetyNoticeHeard: true });
    if (this.state.message) this.#narrator.tell(this.state.message.text);
  }

  async changeSettings(change: Partial<Settings>): Promise<void> {
    const settings = { ...this.state.settings, ...change };
    this.#keepSettings(settings);
    if ('language' in change) {
      const phrases = await loadPhrases(settings.language ?? navigator.language);
      // Another one was chosen meanwhile.
      if (settings.language !== this.state.settings.language) return;
      document.documentElement.lang = phrases.language;
      this.change({ phrases, message: null });
    }
    this.#narrator.configure(this.state.settings, this.state.phrases);
    if ('detector' in change) await this.#exchangeDetector();
    else if ('minimumScore' in change) this.#detector.applyMinimumScore();
  }

  /** The app itself is stored now, too: tells that it works offline, unless something else is going on. */
  appStored(): void {
    if (this.state.phase === 'ready' && this.#detector.isStoredWithApp)
      this.tell(this.#messages.readyOffline);
  }

  /** A new version waits; it is offered when nothing is looked at, and never forced. */
  offerUpdate(apply: () => void): void {
    this.#applyUpdate = apply;
    this.change({ updateOffered: true });
    this.#tellOfUpdateWhenQuiet();
  }

  applyUpdate(): void {
    this.#applyUpdate();
  }

  postponeUpdate(): void {
    this.change({ updateOffered: false });
  }

  /** Writes a message on the screen and says it. */
  tell(text: string, urgency: Urgency = 'answer'): void {
    this.change({ message: { text, isFault: urgency === 'fault' } });
    this.#narrator.tell(text, urgency);
  }

  /** Nothing is being looked at, nor about to be. */
  get isQuiet(): boolean {
    return this.state.phase !== 'looking' && this.state.phase !== 'opening';
  }

  #keepSettings(settings: Settings): void {
    this.change({ settings });
    void saveSettings(settings).then((isKept) => {
      if (isKept || this.#toldNotKept) return;
      this.#toldNotKept = true;
      this.tell(this.#messages.settingsNotKept, 'fault');
    });
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

  #tellOfUpdateWhenQuiet(): void {
    if (this.isQuiet) return this.tell(this.#messages.updateOffered, 'news');
    const look = () => {
      if (!this.isQuiet) return;
      this.removeEventListener('change', look);
      setTimeout(() => {
        if (this.state.updateOffered) this.#tellOfUpdateWhenQuiet();
      }, UPDATE_TOLD_AFTER_SCAN_MS);
    };
    this.addEventListener('change', look);
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
