/** What the screen shows: one immutable record, replaced whole at each change. Components only read it. */

import type { PracticeName } from '../practice/scenes';
import type { Scene } from '../scene/scene';
import type { Phrases } from '../speech/phrases/phrases';
import type { Settings } from './settings';
import type { DetectorChoice } from './sight';

/**
 * `loading`: the detector is on its way. `ready`: nothing is looked at now. `opening`: a source is being opened, or
 * waits for the detector. `looking`: frames are looked at. `unavailable`: there is no detector to look with.
 */
export type Phase = 'loading' | 'ready' | 'opening' | 'looking' | 'unavailable';

/** What the person looks at. A photo stays after it was looked at. */
export type View =
  | { readonly kind: 'camera' | 'video'; readonly element: HTMLVideoElement }
  | {
      readonly kind: 'photo';
      readonly url: string;
      /** It is the camera's picture of a moment ago, not a photo from elsewhere. */
      readonly isHeld: boolean;
    };

export interface AppState {
  readonly phase: Phase;
  /** Bytes of the model that have arrived, of how many; null when nothing is loading. */
  readonly download: { readonly bytes: number; readonly total: number } | null;
  readonly view: View | null;
  readonly scene: Scene | null;
  /** The newest message about the app itself, in the person's language. */
  readonly message: { readonly text: string; readonly isFault: boolean } | null;
  /** What was said last, for those who read along. */
  readonly lastSaid: string;
  readonly updateOffered: boolean;
  /** Class name of the thing that is being looked for, or null. */
  readonly finding: string | null;
  /** Name of the practice scene that is played, or null. */
  readonly practising: PracticeName | null;
  readonly settings: Settings;
  readonly phrases: Phrases;
  readonly detectors: readonly DetectorChoice[];
  /** Class names of the detector in use, for the choice of what to announce. */
  readonly classes: readonly string[];
  /** Lowest score that is shown and spoken: the person's, or else the detector's own. */
  readonly minimumScore: number;
}

export function initialState(settings: Settings, phrases: Phrases): AppState {
  return {
    phase: 'loading',
    download: null,
    view: null,
    scene: null,
    message: null,
    lastSaid: '',
    updateOffered: false,
    finding: null,
    practising: null,
    settings,
    phrases,
    detectors: [],
    classes: [],
    minimumScore: settings.minimumScore ?? 0,
  };
}

/** A record that can be watched: fires `change` after each change. */
export class Store<State extends object> extends EventTarget {
  #state: State;

  constructor(initial: State) {
    super();
    this.#state = initial;
  }

  get state(): State {
    return this.#state;
  }

  change(part: Partial<State>): void {
    this.#state = { ...this.#state, ...part };
    this.dispatchEvent(new Event('change'));
  }
}
