import { localized } from '@lit/localize';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { type NamedClass, matchingClasses } from '../find/choice';
import {
  listenOnce,
  recognisedLanguage,
  untilScreenReaderIsSilent,
  untilVoiceIsSilent,
} from '../find/spoken-choice';
import { label } from '../localisation/localisation';
import type { Phrases } from '../speech/phrases/phrases';
import './nearsay-dialog';
import type { NearsayDialog } from './nearsay-dialog';
import { styles } from './nearsay-find.styles';
import { ROLE_FOR_SAFARI } from './list-role';
import { base, controls } from './styles';

/** The person chose what to look for. */
export class ThingChosenEvent extends Event {
  static readonly type = 'thing-chosen';
  /** @param label class name as the model writes it */
  constructor(readonly label: string) {
    super(ThingChosenEvent.type);
  }
}

/** Something is to be said now, by whoever speaks to the person. */
export class SayEvent extends Event {
  static readonly type = 'say';
  constructor(readonly text: string) {
    super(SayEvent.type);
  }
}

/** A screen reader that still echoes the letters must not be cut off by the count: wait for a pause in typing. */
const TYPING_PAUSE_MS = 600;

/** So many names are told with the count; the first is what Enter chooses. */
const NAMES_TOLD = 3;

/**
 * What to look for: a list of all that the detector knows, which grows shorter as one types, and, where the device
 * understands speech by itself, a button to say it.
 * @fires thing-chosen - after the dialog has closed, so that what is said next finds the live regions in the page
 * @fires say - what the person must hear while the microphone is about to listen, or has not understood
 * @fires close - after it was closed, whether or not something was chosen
 */
@customElement('nearsay-find')
@localized()
export class NearsayFind extends LitElement {
  @property({ attribute: false }) phrases!: Phrases;
  /** Class names of the detector; empty until they are known. */
  @property({ attribute: false }) classes: readonly string[] = [];
  /** The element that holds the page's live regions. */
  @property({ attribute: false }) liveRegions: HTMLElement | null = null;
  /** What is said to the person is said by a screen reader, not by the page's own voice. */
  @property({ attribute: false }) isSpokenByScreenReader = false;
  /**
   * What is in the dialog is there only while it is open: Chromium asks its maker what a text field may be filled with, as
   * soon as there is one in the page.
   */
  @state() private _isFilled = false;
  @state() private _text = '';
  /** How many match, and which, for those who don't see the list. */
  @state() private _told = '';
  /** In which language the device understands the person; null where it doesn't. */
  @state() private _recognised: string | null = null;
  /** Ends the listening; null while nobody listens. */
  @state() private _listening: AbortController | null = null;
  @query('nearsay-dialog') private _dialog!: NearsayDialog;
  @query('input') private _field!: HTMLInputElement;
  #chosen: string | null = null;
  #tellTimer: ReturnType<typeof setTimeout> | undefined;

  static override styles = [base, controls, styles];

  get isOpen(): boolean {
    return this._dialog.isOpen;
  }

  /**
   * Opens with the focus in the field, not on the heading: who comes here wants to type or to say a name, and a screen
   * reader reads the dialog's name with its first control anyway.
   */
  async show(): Promise<void> {
    this.#chosen = null;
    this.#shorten('');
    void this.#askDevice();
    this._isFilled = true;
    await this.updateComplete;
    await this._dialog.show();
    this._field.focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#rest();
  }

  override render() {
    return html`
      <nearsay-dialog
        .heading=${label('findWhat')}
        .closeLabel=${label('close')}
        .liveRegions=${this.liveRegions}
        @close=${this.#closed}
      >
        ${this._isFilled ? this.#content() : nothing}
      </nearsay-dialog>
    `;
  }

  #content() {
    const matches = this.#matches();
    return html`
      <form @submit=${this.#chooseFirst}>
        <label for="text">${label('filterThings')}</label>
        <input
          id="text"
          type="text"
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          enterkeyhint="go"
          .value=${this._text}
          @input=${this.#typed}
        />
      </form>
      ${this._recognised ? this.#sayButton() : nothing}
      <p role="status">${this.classes.length === 0 ? this.phrases.messages.gettingReady : this._told}</p>
      ${matches.length === 0 ? nothing : this.#list(matches)}
    `;
  }

  #sayButton() {
    const isListening = String(this._listening !== null) as 'true' | 'false';
    return html`<button class="say" aria-pressed=${isListening} @click=${this.#listen}>
      ${label('sayIt')}
    </button>`;
  }

  #list(matches: readonly NamedClass[]) {
    return html`<ul role=${ROLE_FOR_SAFARI}>
      ${matches.map(
        ({ label: thing, name }, index) =>
          html`<li>
            <button
              class=${this._text.trim() && index === 0 ? 'primary' : nothing}
              @click=${() => this.#choose(thing)}
            >
              ${name}
            </button>
          </li>`,
      )}
    </ul>`;
  }

  #matches(text = this._text): NamedClass[] {
    return matchingClasses(text, this.classes, this.phrases);
  }

  #typed({ target }: Event): void {
    this.#shorten((target as HTMLInputElement).value);
    this.#tellTimer = setTimeout(() => {
      this._told = this._text.trim() ? this.#countText() : '';
    }, TYPING_PAUSE_MS);
  }

  #shorten(text: string): void {
    clearTimeout(this.#tellTimer);
    this._text = text;
    this._told = '';
  }

  /** "5: chair, couch, cup" */
  #countText(): string {
    const matches = this.#matches();
    if (matches.length === 0) return label('noThingMatches');
    const names = matches.slice(0, NAMES_TOLD).map(({ name }) => name);
    const count = new Intl.NumberFormat(this.phrases.language).format(matches.length);
    return `${count}: ${names.join(this.phrases.sentences.separator)}`;
  }

  /** By a form, because browsers know when Enter only ends the writing of a Chinese or Japanese word. */
  #chooseFirst(event: Event): void {
    event.preventDefault();
    if (!this._text.trim()) return;
    const [first] = this.#matches();
    if (first) this.#choose(first.label);
    else this._told = this.#countText();
  }

  #choose(thing: string): void {
    this.#chosen = thing;
    this.#close();
  }

  #close(): void {
    this._dialog.close();
  }

  #closed(): void {
    this.#rest();
    this._isFilled = false;
    const chosen = this.#chosen;
    this.#chosen = null;
    this.dispatchEvent(new Event('close'));
    if (chosen !== null) this.dispatchEvent(new ThingChosenEvent(chosen));
  }

  /** Nothing listens or waits any more. */
  #rest(): void {
    clearTimeout(this.#tellTimer);
    this._listening?.abort();
    this._listening = null;
  }

  async #askDevice(): Promise<void> {
    this._recognised = await recognisedLanguage(this.phrases.language);
  }

  /** A second press ends it. */
  async #listen(): Promise<void> {
    if (this._listening || !this._recognised) return this.#rest();
    const { find } = this.phrases.messages;
    const listening = new AbortController();
    const { signal } = listening;
    this._listening = listening;
    this.dispatchEvent(new SayEvent(find.sayNow));
    await (this.isSpokenByScreenReader ? untilScreenReaderIsSilent(find.sayNow) : untilVoiceIsSilent());
    const heard = await listenOnce(this._recognised, signal);
    if (signal.aborted) return;
    this._listening = null;
    this.#understand(heard);
  }

  /** @param heard what may have been said, the likeliest first */
  #understand(heard: readonly string[]): void {
    const found = heard.map((text) => this.#matches(text)[0]).find((match) => match !== undefined);
    if (found) return this.#choose(found.label);
    const { notUnderstood } = this.phrases.messages.find;
    this.dispatchEvent(new SayEvent(heard.length === 0 ? notUnderstood : label('noThingMatches')));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nearsay-find': NearsayFind;
  }
}
