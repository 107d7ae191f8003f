/** A new version of the app waits: when to offer it, and what the person answers. It is never forced. */

import type { AppState, Store } from './state';

/** After a scan ended its own last words come first, milliseconds. */
const TOLD_AFTER_SCAN_MS = 4000;

export interface UpdateOfferParts {
  readonly store: Store<AppState>;
  /** Nothing is being looked at, nor about to be. */
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
    if (isQuiet()) return tell();
    const look = () => {
      if (!isQuiet()) return;
      store.removeEventListener('change', look);
      setTimeout(() => {
        if (store.state.updateOffered) this.#tellWhenQuiet();
      }, TOLD_AFTER_SCAN_MS);
    };
    store.addEventListener('change', look);
  }
}
