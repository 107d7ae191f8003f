/** Speaks through the person's screen reader, by ARIA live regions (https://www.w3.org/TR/wai-aria-1.2/#aria-live). */

import type { SpeakerListener } from './speaker';
import { TurnTakingSpeaker } from './turn-taking-speaker';
import type { Utterance } from './utterance';

/**
 * VoiceOver skips text that is put into a region just after another text left it, hence the rotation and both delays
 * (phetsims/utterance-queue, AriaLiveAnnouncer.ts; scenery-phet#362).
 */
export const REGIONS_OF_EACH_KIND = 4;
export const CLEAR_DELAY_MS = 200;
export const HOLD_MS = 1000;

/** Only what can't wait for the end of the screen reader's sentence interrupts it. */
type Kind = 'polite' | 'assertive';

/**
 * No page can know when a screen reader is done, so an utterance counts as spoken after `HOLD_MS`. The text stays in
 * its region until the next one, so that it can be read again.
 */
export class LiveRegionSpeaker extends TurnTakingSpeaker {
  readonly #regions: Readonly<Record<Kind, readonly HTMLElement[]>>;
  readonly #turns: Record<Kind, number> = { polite: 0, assertive: 0 };
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param container an element in the page, visible to screen readers; the regions are put into it */
  constructor(container: Element, listener?: SpeakerListener) {
    super(listener);
    this.#regions = { polite: createRegions('polite'), assertive: createRegions('assertive') };
    container.append(...this.#regions.polite, ...this.#regions.assertive);
  }

  override dispose(): void {
    super.dispose();
    for (const region of this.#all()) region.remove();
  }

  protected override begin({ text, urgency, language }: Utterance): void {
    this.#clear();
    const kind: Kind = urgency === 'hazard' || urgency === 'fault' ? 'assertive' : 'polite';
    const region = this.#regions[kind][this.#turns[kind]++ % REGIONS_OF_EACH_KIND]!;
    this.#timer = setTimeout(() => {
      region.lang = language;
      region.textContent = text;
      this.began();
      this.#timer = setTimeout(() => this.finished('spoken'), HOLD_MS);
    }, CLEAR_DELAY_MS);
  }

  protected override halt(): void {
    clearTimeout(this.#timer);
    this.#clear();
  }

  #clear(): void {
    for (const region of this.#all()) region.textContent = '';
  }

  #all(): readonly HTMLElement[] {
    return [...this.#regions.polite, ...this.#regions.assertive];
  }
}

function createRegions(kind: Kind): HTMLElement[] {
  return Array.from({ length: REGIONS_OF_EACH_KIND }, () => {
    const region = document.createElement('p');
    region.setAttribute('aria-live', kind);
    region.setAttribute('aria-atomic', 'true');
    return region;
  });
}
