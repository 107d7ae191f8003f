/**
 * All that Nearsay sounds and vibrates, apart from words. The parts are told apart by the ear before the first word can be
 * spoken: see `earcon-design.ts`.
 */

import type { Cue } from '../speech/cue';
import { AudioOutput } from './audio-output';
import {
  EDGE_EARCON,
  type Earcon,
  HEARTBEAT_EARCON,
  REACH_EARCON,
  cueEarcon,
  lengthMs,
  tickEarcon,
  touchEarcon,
} from './earcon-design';
import type { Playing } from './earcon-renderer';
import { Heartbeat } from './heartbeat';
import { Interruptions } from './interruptions';
import { type OutputDevices, watchOutputDevices } from './output-devices';
import type { Place } from './place';
import { SoundTurns, type Sounding } from './sound-turns';
import {
  CUE_VIBRATIONS,
  EDGE_VIBRATION,
  REACH_VIBRATION,
  TOUCH_VIBRATION,
  type VibrationPattern,
  patternLengthMs,
  vibrate,
} from './vibration-patterns';

export type { Place } from './place';

export interface SoundSettings {
  /**
   * The sounds ahead of the words. Off means off, the most urgent included: the words say the same, and the motor goes on.
   * A switch that doesn't hold is trusted no more, and who turned sounds off may have a hearing aid that can't bear them.
   * What a person does with a finger or a search is answered all the same: there the sounds are the answer.
   */
  readonly earcons: boolean;
  readonly heartbeat: boolean;
  readonly vibration: boolean;
}

export interface SoundEvents {
  /** The sound is back that a call or another app had taken while the page was seen. */
  resumed?(): void;
  /** Headphones in or out. */
  outputChanged?(): void;
}

/** One sound of a demonstration. */
export interface Demonstrated {
  readonly earcon: Earcon;
  /** Milliseconds after the demonstration's start. */
  readonly startMs: number;
}

const NO_VIBRATION: VibrationPattern = [];

export class Sounds {
  readonly #output: AudioOutput;
  readonly #interruptions: Interruptions;
  readonly #devices: OutputDevices;
  readonly #heartbeat: Heartbeat;
  readonly #turns = new SoundTurns();
  readonly #listening = new AbortController();
  #settings: SoundSettings = { earcons: true, heartbeat: true, vibration: true };
  #isWatching = false;
  #playing: Playing | null = null;
  #stopDemonstration: (() => void) | null = null;

  constructor(events: SoundEvents = {}) {
    const output = new AudioOutput(() => this.#interruptions.stateChanged());
    this.#output = output;
    this.#interruptions = new Interruptions(output, events);
    this.#devices = watchOutputDevices(() => events.outputChanged?.());
    this.#heartbeat = new Heartbeat({
      get now() {
        return output.isRunning ? output.now : null;
      },
      beat: (at) => output.playAt(HEARTBEAT_EARCON, at),
    });
    const { signal } = this.#listening;
    document.addEventListener('visibilitychange', () => this.#updateHeartbeat(), { signal });
  }

  /** The first thing inside a tap or key press: before it no browser lets a page sound. Cheap, as often as you like. */
  unlock(): void {
    this.#output.unlock();
  }

  configure(settings: SoundSettings): void {
    this.#settings = settings;
    this.#updateHeartbeat();
  }

  /**
   * Sounds and vibrates at once, or never: a cue that must give way to a more urgent one isn't made up for.
   * @returns milliseconds from now until its sound is over, 0 when none is heard
   */
  cue(cue: Cue): number {
    const earcon = cueEarcon(cue);
    const isPlayed = this.#perform(
      cue.kind,
      this.#settings.earcons ? earcon : null,
      CUE_VIBRATIONS[cue.kind],
    );
    this.#heartbeat.giveWay(lengthMs(earcon));
    return isPlayed && this.canSound ? lengthMs(earcon) : 0;
  }

  /** The heartbeat, and readiness to sound without delay: true as long as something is really seen. */
  watch(isWatching: boolean): void {
    this.#isWatching = isWatching;
    this.#output.hold(isWatching);
    this.#updateHeartbeat();
  }

  /** One tick of a search. */
  tick(place: Place): void {
    this.#perform('guide', tickEarcon(place), NO_VIBRATION);
  }

  /** What is searched is within reach. */
  reach(): void {
    this.#perform('guide', REACH_EARCON, REACH_VIBRATION);
  }

  /** The finger came onto a thing. */
  touch(place: Place): void {
    this.#perform('guide', touchEarcon(place), TOUCH_VIBRATION);
  }

  /** The finger left the thing, or is at the edge of the picture. */
  edge(): void {
    this.#perform('guide', EDGE_EARCON, EDGE_VIBRATION);
  }

  /**
   * Plays sounds for whoever wants to learn them, whatever the settings; to be called inside a tap or key press. A cue of
   * the real world ends it.
   * @returns ends it, too
   */
  demonstrate(sounds: readonly Demonstrated[]): () => void {
    this.#silence();
    this.#output.unlock();
    const playings = sounds.map(({ earcon, startMs }) => this.#output.play(earcon, startMs));
    const stop = () => playings.forEach((playing) => playing.stop());
    this.#stopDemonstration = stop;
    return stop;
  }

  /** Whether a sound would be heard now, as far as the browser knows. */
  get canSound(): boolean {
    return this.#output.isRunning;
  }

  dispose(): void {
    this.#listening.abort();
    this.#heartbeat.stop();
    this.#silence();
    this.#interruptions.dispose();
    this.#devices.dispose();
    this.#output.dispose();
  }

  /** @returns whether the sound, if there is one, had its turn */
  #perform(sounding: Sounding, earcon: Earcon | null, pattern: VibrationPattern): boolean {
    const strokes = this.#settings.vibration ? pattern : NO_VIBRATION;
    const length = Math.max(earcon ? lengthMs(earcon) : 0, patternLengthMs(strokes));
    if (!this.#turns.take(sounding, length, performance.now())) return false;
    this.#silence();
    vibrate(strokes);
    if (earcon) this.#playing = this.#output.play(earcon);
    return earcon !== null;
  }

  #silence(): void {
    this.#playing?.stop();
    this.#playing = null;
    this.#stopDemonstration?.();
    this.#stopDemonstration = null;
  }

  #updateHeartbeat(): void {
    if (this.#isWatching && this.#settings.heartbeat && !document.hidden) this.#heartbeat.start();
    else this.#heartbeat.stop();
  }
}
