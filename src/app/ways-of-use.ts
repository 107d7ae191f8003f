/**
 * The ways to use Nearsay, and who hears a scene in each: walking, one look around, finding a thing, touching a picture,
 * practising. One at a time; hazards are told in all of them.
 */

import { PracticePlayer } from '../practice/player';
import { PRACTICE_SCENES, type PracticeName } from '../practice/scenes';
import type { Scene } from '../scene/scene';
import type { SoundLesson } from '../sounds/lesson';
import { Sounds } from '../sounds/sounds';
import type { Phrases } from '../speech/phrases/phrases';
import type { AnnouncementPreferences } from '../speech/preferences';
import type { Utterance } from '../speech/utterance';
import type { Fingertip, StepDirection } from '../touch/touch';
import { Explorer } from './explorer';
import { Finder } from './finder';
import type { Narrator } from './narrator';
import type { Settings } from './settings';
import type { AppState, Store } from './state';

/** A camera that was just opened adapts to the light; by then it does, and has been held still for a moment, too. */
const SETTLED_AFTER_MS = 1000;

export interface WaysOfUseParts {
  readonly store: Store<AppState>;
  readonly narrator: Narrator;
  readonly preferences: () => AnnouncementPreferences;
  readonly tell: (text: string) => void;
  /** Holds the camera's picture, looks at it as at a photo, and tells what is in it. */
  readonly hold: () => void;
  /** Opens the camera, unless something live is looked at. */
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
  #glance: { readonly since: number | null } | null = null;

  constructor(parts: WaysOfUseParts) {
    this.#parts = parts;
    const { narrator, preferences, tell } = parts;
    const phrases = (): Phrases => parts.store.state.phrases;
    const say = (utterance: Utterance) => narrator.say(utterance);
    this.sounds = new Sounds({
      resumed: () => tell(phrases().messages.soundInterrupted),
      outputChanged: () => tell(phrases().messages.soundOutputChanged),
    });
    const { sounds } = this;
    this.#finder = new Finder({ sounds, say, preferences, phrases });
    this.#explorer = new Explorer({
      sounds,
      say,
      preferences,
      phrases,
      isSpeaking: () => narrator.isSpeaking,
    });
    this.#player = new PracticePlayer({
      onScene: (scene) => this.#practised(scene),
      onEnd: () => this.#endPractice(parts.store.state.phrases.messages.practice.ended),
    });
  }

  configure(settings: Settings): void {
    this.sounds.configure(settings);
  }

  /** A scene of a camera or a video. */
  hear(scene: Scene): void {
    const { narrator, preferences, hold } = this.#parts;
    const isBusy = this.#finder.finding !== null || this.#glance !== null;
    narrator.hear(scene, preferences(), isBusy);
    this.#finder.hear(scene);
    if (!this.#glance) return;
    const since = this.#glance.since ?? scene.time;
    this.#glance = { since };
    if (scene.time - since < SETTLED_AFTER_MS) return;
    this.#glance = null;
    hold();
  }

  /** Whether what lies ahead is seen now, live. */
  seen(isSeeing: boolean): void {
    this.sounds.watch(isSeeing);
    if (!isSeeing) this.#finder.blind();
  }

  /** Another picture, or none. */
  changed(): void {
    this.#explorer.reset();
  }

  /** With the camera that is being opened: one look around, then its picture is held. */
  glance(): void {
    this.#glance = { since: null };
  }

  /** Leads the person to a thing of this class, with the camera if nothing live is looked at. */
  find(label: string): void {
    this.#glance = null;
    this.#endPractice(null);
    this.#parts.look();
    this.#finder.begin(label);
    this.#parts.store.change({ finding: label });
  }

  /** Says so; without a search nothing happens. */
  endFinding(): void {
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
    store.change({ practising: name, view: null, lastSaid: '' });
    const { finds } = PRACTICE_SCENES[name];
    if (finds) this.#finder.begin(finds);
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
    lesson.play(this.sounds);
  }

  /** Holds the camera's picture, to be touched and looked at. */
  hold(): void {
    this.#parts.hold();
  }

  #practised(scene: Scene): void {
    this.#parts.store.change({ scene });
    this.#parts.narrator.hear(scene, this.#parts.preferences(), this.#finder.finding !== null);
    this.#finder.hear(scene);
  }

  /** @param words said at the end, or null */
  #endPractice(words: string | null): void {
    const { store, narrator, tell } = this.#parts;
    if (store.state.practising === null) return;
    this.#player.stop();
    this.#finder.dispose();
    this.sounds.watch(false);
    store.change({ practising: null, scene: null });
    narrator.forget();
    if (words) tell(words);
  }
}
