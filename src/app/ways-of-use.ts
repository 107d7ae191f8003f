/**
 * The ways to use Nearsay, and who hears a scene in each: walking, one look around, finding a thing, touching a picture,
 * practising. One at a time; hazards are told in all of them.
 */

import { PracticePlayer } from '../practice/player';
import { PRACTICE_SCENES, type PracticeName } from '../practice/scenes';
import type { Scene } from '../scene/scene';
import type { SoundLesson } from '../sounds/lesson';
import { Sounds } from '../sounds/sounds';
import { isBlinded } from '../speech/fault-watch';
import type { Phrases } from '../speech/phrases/phrases';
import { nameOf } from '../speech/phrases/sentences';
import type { AnnouncementPreferences } from '../speech/preferences';
import type { Utterance } from '../speech/utterance';
import type { Fingertip, StepDirection } from '../touch/touch';
import { Explorer } from './explorer';
import { Finder } from './finder';
import type { Narrator } from './narrator';
import type { AppState, Store, View } from './state';

/** A camera that was just opened adapts to the light; by then it does, and has been held still for a moment, too. */
const SETTLED_AFTER_MS = 1000;

export interface WaysOfUseParts {
  readonly store: Store<AppState>;
  readonly narrator: Narrator;
  readonly preferences: () => AnnouncementPreferences;
  readonly tell: (text: string) => void;
  /** Holds the camera's picture, looks at it as at a photo, and tells what is in it. */
  readonly hold: () => Promise<void>;
  /** Something live is looked at. */
  readonly isLive: () => boolean;
  /** Opens the camera. */
  readonly look: () => void;
  /** Ends whatever is looked at. */
  readonly rest: () => void;
}

export class WaysOfUse {
  readonly sounds: Sounds;
  readonly #explorer: Explorer;
  readonly #parts: WaysOfUseParts;
  readonly #finder: Finder;
  readonly #player: PracticePlayer;
  /** One look around: `since` the camera was seen first, milliseconds; null when none was asked for. */
  #glance: { readonly since: number | null; readonly isHolding: boolean } | null = null;
  /** The picture that is shown next is that of a look around. */
  #isGlanceHeld = false;
  #stopLesson = () => undefined as void;
  #view: View | null = null;

  constructor(parts: WaysOfUseParts) {
    this.#parts = parts;
    const { narrator, preferences, tell } = parts;
    const phrases = (): Phrases => parts.store.state.phrases;
    const say = (utterance: Utterance) => narrator.say(utterance);
    this.sounds = new Sounds({
      resumed: () => tell(phrases().messages.soundInterrupted),
      outputChanged: () => narrator.tell(phrases().messages.soundOutputChanged, 'news'),
    });
    const { sounds } = this;
    this.#finder = new Finder({ sounds, say, preferences, phrases, speaking: () => narrator.speaking });
    this.#explorer = new Explorer({
      sounds,
      say,
      preferences,
      phrases,
      isSpeaking: () => narrator.speaking !== null,
    });
    parts.store.addEventListener('change', () => this.#viewChanged(parts.store.state.view));
    this.#player = new PracticePlayer({
      onScene: (scene) => this.#practised(scene),
      onEnd: () => this.#endPractice(parts.store.state.phrases.messages.practice.ended),
    });
  }

  /** A scene of a camera or a video. */
  hear(scene: Scene): void {
    const { narrator, preferences } = this.#parts;
    // Nothing beats for a lens that is covered: it would sound as if something were seen.
    this.sounds.watch(!isBlinded(scene.faults));
    narrator.hear(scene, preferences(), { hazardsOnly: this.#isBusy, sought: this.#finder.finding });
    this.#finder.hear(scene);
    this.#goOnGlancing(scene.time);
  }

  /** Whether what lies ahead is seen now, live. */
  seen(isSeeing: boolean): void {
    this.sounds.watch(isSeeing);
    if (!isSeeing) this.#finder.blind();
  }

  /** What to say when a source is seen first; null for nothing. */
  greeting(kind: 'camera' | 'video' | 'photo', isHeld: boolean): string | null {
    const { phrases } = this.#parts.store.state;
    const { started, lookingAtVideo, lookingAtPhoto, touch, find } = phrases.messages;
    if (isHeld) {
      const isGlance = this.#isGlanceHeld;
      this.#isGlanceHeld = false;
      // The answer follows at once.
      return isGlance ? null : touch.held;
    }
    const { finding } = this.#finder;
    if (finding !== null && kind !== 'photo') return find.begun(nameOf(phrases, finding));
    return { camera: started, video: lookingAtVideo, photo: lookingAtPhoto }[kind];
  }

  /** Nothing live is looked at any more: a search has nothing to search in. */
  rested(): void {
    this.#glance = null;
    if (this.#finder.finding !== null && this.#parts.store.state.practising === null) this.endFinding();
  }

  /** With the camera that is being opened: one look around, then its picture is held. */
  glance(): void {
    this.endFinding();
    this.#endPractice(null);
    this.#isGlanceHeld = false;
    this.#glance = { since: null, isHolding: false };
  }

  /** Leads the person to a thing of this class, with the camera if nothing live is looked at. */
  find(label: string): void {
    const { store, isLive, look } = this.#parts;
    this.#glance = null;
    this.#endPractice(null);
    // A camera that opens is greeted with these words when it is seen.
    this.#finder.begin(label, { silently: !isLive() });
    store.change({ finding: label });
    if (!isLive()) look();
  }

  /** Says so; without a search nothing happens. */
  endFinding(): void {
    if (this.#finder.finding === null) return;
    this.#finder.end();
    this.#parts.store.change({ finding: null });
  }

  /** Plays a scene in the place of the camera, which rests. */
  practise(name: PracticeName): void {
    const { store, narrator, tell, rest } = this.#parts;
    this.end();
    rest();
    narrator.forget();
    tell(store.state.phrases.messages.practice.begun);
    store.change({ practising: name, lastSaid: '' });
    const { finds } = PRACTICE_SCENES[name];
    if (finds) this.#finder.begin(finds, { silently: true });
    this.sounds.watch(true);
    this.#player.play(name);
  }

  endPractice(): void {
    this.#endPractice(this.#parts.store.state.phrases.messages.practice.ended);
  }

  /** A finger or the keys' cursor is here, in pixels of the picture; null when it was lifted. */
  feel(point: Fingertip | null): void {
    const { scene } = this.#parts.store.state;
    if (scene) this.#explorer.felt(point, scene);
  }

  feelNext(direction: StepDirection): void {
    const { scene } = this.#parts.store.state;
    if (scene) this.#explorer.step(direction, scene);
  }

  /** Ends whatever is going on, without a word of its own. */
  end(): void {
    this.#glance = null;
    this.#finder.dispose();
    if (this.#parts.store.state.finding !== null) this.#parts.store.change({ finding: null });
    this.#endPractice(null);
  }

  /** What was said and not heard to its end. */
  unheard(utterance: Utterance): void {
    this.#finder.unheard(utterance);
  }

  /** Plays one sound of the lesson. */
  demonstrate(lesson: SoundLesson): void {
    this.#stopLesson = lesson.play(this.sounds);
  }

  /** The person has closed the practice: what sounds there falls silent. */
  leavePractice(): void {
    this.#stopLesson();
    this.#endPractice(null);
    this.#parts.narrator.stop();
  }

  /** The person has silenced the app: nothing follows by itself. */
  hush(): void {
    this.#explorer.hush();
  }

  /** Holds the camera's picture, to be touched and looked at. */
  hold(): void {
    this.#isGlanceHeld = false;
    void this.#parts.hold();
  }

  /** A finger that rests on a picture has nothing to say of the next one. */
  #viewChanged(view: View | null): void {
    if (view === this.#view) return;
    this.#view = view;
    this.#explorer.reset();
  }

  /** Only hazards may break in. */
  get #isBusy(): boolean {
    return this.#finder.finding !== null || this.#glance !== null;
  }

  /** After a moment the picture is held; the glance is over when that is looked at. */
  #goOnGlancing(time: number): void {
    const glance = this.#glance;
    if (!glance || glance.isHolding) return;
    const since = glance.since ?? time;
    const isHolding = time - since >= SETTLED_AFTER_MS;
    this.#glance = { since, isHolding };
    if (isHolding) void this.#holdGlance();
  }

  async #holdGlance(): Promise<void> {
    this.#isGlanceHeld = true;
    const glance = this.#glance;
    await this.#parts.hold();
    // One look was asked for: a camera whose picture can't be held doesn't go on as a walk.
    if (glance && this.#glance === glance) this.#parts.rest();
  }

  #practised(scene: Scene): void {
    this.#parts.store.change({ scene });
    const { finding } = this.#finder;
    const options = { hazardsOnly: finding !== null, sought: finding };
    this.#parts.narrator.hear(scene, this.#parts.preferences(), options);
    this.#finder.hear(scene);
  }

  /** @param words said at the end, or null */
  #endPractice(words: string | null): void {
    const { store, narrator, tell } = this.#parts;
    if (store.state.practising === null) return;
    this.#player.stop();
    narrator.stop();
    this.#finder.dispose();
    this.sounds.watch(false);
    store.change({ practising: null, scene: null });
    narrator.forget();
    if (words) tell(words);
  }
}
