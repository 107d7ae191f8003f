/** A picture that is felt: turns what a finger or a key finds into sounds and words. */

import type { Scene, SceneObject } from '../scene/scene';
import { placeOf } from '../sounds/place';
import type { Sounds } from '../sounds/sounds';
import { describeScene } from '../speech/describe-scene';
import { directionOf } from '../speech/direction';
import { nearnessOf } from '../speech/groups';
import type { Phrases } from '../speech/phrases/phrases';
import { describeObject, directionText, distanceText, nameOf, sentence } from '../speech/phrases/sentences';
import type { AnnouncementPreferences } from '../speech/preferences';
import type { Utterance } from '../speech/utterance';
import {
  type Fingertip,
  type Reaction,
  REST_ON_NOTHING_MS,
  REST_ON_THING_MS,
  type StepDirection,
  UNTOUCHED,
  feel,
  step,
} from '../touch/touch';

/** How often a wait for the end of a name looks again, milliseconds. */
const LOOK_AGAIN_MS = 100;

export interface ExplorerParts {
  /** `touch` also vibrates, where the device can and the person wants it. */
  readonly sounds: Pick<Sounds, 'touch' | 'edge'>;
  readonly say: (utterance: Utterance) => void;
  /** Whether words are being said: a name must be heard whole before its distance follows. */
  readonly isSpeaking: () => boolean;
  readonly preferences: () => AnnouncementPreferences;
  readonly phrases: () => Phrases;
}

/**
 * Everything that is in the picture is told, also what the person chose not to hear of while walking: it is shown, and
 * "nothing known here" would be untrue.
 */
export class Explorer {
  readonly #parts: ExplorerParts;
  #state = UNTOUCHED;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: ExplorerParts) {
    this.#parts = parts;
  }

  /** The finger, or the cursor of the keys, has come here; null when it was lifted. */
  felt(point: Fingertip | null, scene: Scene): void {
    const reaction = feel(this.#state, point, scene);
    this.#state = reaction.state;
    if (reaction.sound) this.#sound(reaction.sound, scene);
    if (reaction.say) this.#say(this.#words(reaction.say));
    if (reaction.afterRest !== 'unchanged') this.#plan(reaction.afterRest);
  }

  /** Goes to another thing, nearest first, and says all of it; at the end of the order, that thing again. */
  step(direction: StepDirection, scene: Scene): void {
    const phrases = this.#parts.phrases();
    const preferences = this.#parts.preferences();
    const { current: former } = this.#state;
    clearTimeout(this.#timer);
    this.#state = step(this.#state, direction, scene.objects);
    const { current } = this.#state;
    if (!current || scene.objects.length === 0)
      return this.#parts.say(describeScene(scene, phrases, preferences));
    const isEnd = current === former && (direction === 'next' || direction === 'previous');
    this.#sound(isEnd ? 'edge' : 'touch', scene);
    this.#say(describeObject(current, phrases, preferences) + phrases.sentences.end);
  }

  /** The person wants silence: no more is said of what the finger rests on. What it comes to next is told again. */
  hush(): void {
    clearTimeout(this.#timer);
  }

  /** Another picture, or none: what was felt is forgotten, and nothing more is said of it. */
  reset(): void {
    clearTimeout(this.#timer);
    this.#state = UNTOUCHED;
  }

  #sound(sound: 'touch' | 'edge', { image }: Scene): void {
    const { sounds } = this.#parts;
    const { current } = this.#state;
    if (sound === 'edge') sounds.edge();
    else if (current) sounds.touch(placeOf({ ...current, nearness: nearnessOf(current, image.height) }));
  }

  /** Says it when the finger has stayed for long enough, and not before the words before it are over. */
  #plan(what: Exclude<Reaction['afterRest'], 'unchanged'>): void {
    clearTimeout(this.#timer);
    if (!what) return;
    const sayInTurn = () => {
      if (this.#parts.isSpeaking()) this.#timer = setTimeout(sayInTurn, LOOK_AGAIN_MS);
      else this.#say(this.#words(what));
    };
    this.#timer = setTimeout(sayInTurn, what === 'measures' ? REST_ON_THING_MS : REST_ON_NOTHING_MS);
  }

  #words(what: 'name' | 'measures' | 'nothing' | 'border'): string {
    const phrases = this.#parts.phrases();
    const { nothingHere, edge } = phrases.messages.touch;
    const { current } = this.#state;
    if (what === 'border') return edge;
    if (what === 'nothing' || !current) return nothingHere;
    const text = what === 'name' ? nameOf(phrases, current.label) : this.#measures(current, phrases);
    return sentence(phrases, text);
  }

  /** "3 steps, left": what follows the name. */
  #measures({ metres, bearing }: SceneObject, phrases: Phrases): string {
    const preferences = this.#parts.preferences();
    const parts = [
      ...(metres ? [distanceText(phrases, metres, preferences)] : []),
      directionText(phrases, { direction: directionOf(bearing), bearing }, preferences),
    ];
    return parts.join(phrases.sentences.separator);
  }

  #say(text: string): void {
    this.#parts.say({ text, urgency: 'answer', language: this.#parts.phrases().language });
  }
}
