/** Changes a setting: it takes effect at once, is kept, and is taken back where it can't be had. */

import type { Phrases } from '../speech/phrases/phrases';
import type { DetectorKeeper } from './detector-keeper';
import { takeLanguage } from './language';
import type { Settings } from './settings';
import { saveSettings } from './settings-store';
import type { AppState, Store } from './state';

export interface SettingsKeeperParts {
  readonly store: Store<AppState>;
  readonly detector: DetectorKeeper;
  /** Whatever shows, sounds or speaks takes the settings over. */
  readonly apply: (settings: Settings, phrases: Phrases) => void;
  /** Ends what is looked at. */
  readonly stop: () => void;
  /** Writes a message on the screen and says it. */
  readonly tellFault: (text: string) => void;
}

export class SettingsKeeper {
  readonly #parts: SettingsKeeperParts;
  #toldNotKept = false;

  constructor(parts: SettingsKeeperParts) {
    this.#parts = parts;
  }

  async change(change: Partial<Settings>): Promise<void> {
    const { store, detector } = this.#parts;
    const { language: former } = store.state.settings;
    const settings = { ...store.state.settings, ...change };
    this.#keep(settings);
    if ('language' in change && !(await this.#takeLanguage(settings.language, former))) return;
    this.#parts.apply(store.state.settings, store.state.phrases);
    if ('detector' in change) await this.#exchangeDetector();
    else if ('minimumScore' in change) detector.applyMinimumScore();
  }

  #keep(settings: Settings): void {
    const { store, tellFault } = this.#parts;
    store.change({ settings });
    void saveSettings(settings).then((isKept) => {
      if (isKept || this.#toldNotKept) return;
      this.#toldNotKept = true;
      tellFault(store.state.phrases.messages.settingsNotKept);
    });
  }

  /** @returns false when another one was chosen meanwhile, which has its own turn */
  async #takeLanguage(language: string | null, former: string | null): Promise<boolean> {
    const { store, tellFault } = this.#parts;
    const isOtherChosen = () => language !== store.state.settings.language;
    try {
      const phrases = await takeLanguage(language ?? navigator.language);
      if (isOtherChosen()) return false;
      store.change({ phrases, message: null });
    } catch {
      if (isOtherChosen()) return false;
      // The former one goes on, and is the one that the settings show.
      this.#keep({ ...store.state.settings, language: former });
      tellFault(store.state.phrases.messages.languageMissing);
    }
    return true;
  }

  async #exchangeDetector(): Promise<void> {
    const { store, detector, stop } = this.#parts;
    const { phase } = store.state;
    // What looks with the former detector would wait for it in vain.
    if (phase === 'looking' || phase === 'opening') stop();
    await detector.exchange();
    const { chosen } = detector;
    const { settings } = store.state;
    // The new one can't be had: the former one still runs, and is the one that the settings show.
    if (chosen !== undefined && chosen !== settings.detector) this.#keep({ ...settings, detector: chosen });
  }
}
