/** A new version of the app waits: when to offer it, and what the person answers. It is never forced. */

import type { AppState, Store } from './state';

/** How often it is looked whether all is quiet, milliseconds: the last words of a scan come first. */
const LOOKED_AGAIN_MS = 4000;

export interface UpdateOfferParts {
  readonly store: Store<AppState>;
  /** Nothing is being looked at, nor about to be, nor said. */
  readonly isQuiet: () => boolean;
  /** Says that there is one. */
  readonly tell: () => void;
}

export class UpdateOffer {
  readonly #parts: UpdateOfferParts;
  #apply = () => undefined as void;

  constructor(parts: UpdateOfferParts) {
    this.#parts = parts;
  }

  /** Offers it, and says so when nothing is looked at. */
  offer(apply: () => void): void {
    this.#apply = apply;
    this.#parts.store.change({ updateOffered: true });
    this.#tellWhenQuiet();
  }

  apply(): void {
    this.#apply();
  }

  postpone(): void {
    this.#parts.store.change({ updateOffered: false });
  }

  #tellWhenQuiet(): void {
    const { store, isQuiet, tell } = this.#parts;
    if (!store.state.updateOffered) return;
    if (isQuiet()) return tell();
    setTimeout(() => this.#tellWhenQuiet(), LOOKED_AGAIN_MS);
  }
}
