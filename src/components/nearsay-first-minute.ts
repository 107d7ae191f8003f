import { localized } from '@lit/localize';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import {
  FIRST_MINUTE,
  type Introduction,
  type IntroductionStep,
  back,
  begin,
  next,
  skip,
  textOf,
} from '../app/first-minute';
import type { Settings } from '../app/settings';
import { type LabelName, label } from '../localisation/localisation';
import type { Phrases } from '../speech/phrases/phrases';
import './nearsay-dialog';
import type { NearsayDialog } from './nearsay-dialog';
import { SettingsChangeEvent } from './nearsay-settings';
import { styles } from './nearsay-first-minute.styles';
import { type FieldView, languageField, outputField } from './nearsay-settings-sections';
import { styles as settingsStyles } from './nearsay-settings.styles';
import { base, controls } from './styles';

/** A step of the introduction is to be heard: it was entered, or its language has changed. */
export class StepEvent extends Event {
  static readonly type = 'step';
  /**
   * @param text what the step says
   * @param isRead a screen reader reads it, because the focus has moved to it: then nobody else should say it
   */
  constructor(
    readonly step: IntroductionStep,
    readonly text: string,
    readonly isRead: boolean,
  ) {
    super(StepEvent.type);
  }
}

const HEADINGS: Readonly<Record<IntroductionStep, LabelName>> = {
  welcome: 'firstMinute',
  voice: 'voice',
  limits: 'whatItCannotDo',
  camera: 'allowCamera',
  holding: 'firstMinute',
  look: 'whatIsAhead',
  done: 'firstMinute',
};

/**
 * The introduction: one step after the other, each with its text and what there is to do. Escape, the system's way back
 * and the button at the top skip it; the safety notice is kept for those who have not heard it yet.
 * @fires settings-change - also when the safety notice was understood, and when all is done
 * @fires step
 * @fires try-voice - the person wants to hear the voice as it is set now
 * @fires allow-camera - the browser may ask for the camera now
 * @fires look - the person wants to hear what is ahead
 * @fires close - after it has ended, or was skipped
 */
@customElement('nearsay-first-minute')
@localized()
export class NearsayFirstMinute extends LitElement {
  @property({ attribute: false }) settings!: Settings;
  @property({ attribute: false }) phrases!: Phrases;
  /** The element that holds the page's live regions. */
  @property({ attribute: false }) liveRegions: HTMLElement | null = null;
  /** Null while it is closed. */
  @state() private _introduction: Introduction | null = null;
  @query('nearsay-dialog') private _dialog!: NearsayDialog;
  @query('.text') private _text!: HTMLElement;
  /** The dialog is being closed by the button at its top, not by Escape or the system. */
  #isClosedByButton = false;

  static override styles = [base, controls, settingsStyles, styles];

  get isOpen(): boolean {
    return this._introduction !== null;
  }

  /** From the beginning, or from another step. */
  async show(step: IntroductionStep = 'welcome'): Promise<void> {
    await this.updateComplete;
    await this.#enter(begin(this.settings.safetyNoticeHeard, step));
  }

  override render() {
    const introduction = this._introduction;
    const step = introduction?.step ?? 'welcome';
    return html`
      <nearsay-dialog
        .heading=${label(HEADINGS[step])}
        .closeLabel=${label(this.#waitsForAnswer ? 'understood' : step === 'done' ? 'close' : 'skip')}
        .liveRegions=${this.liveRegions}
        @click=${this.#pressed}
        @close=${this.#dialogClosed}
      >
        ${introduction ? this.#step(step) : nothing}
      </nearsay-dialog>
    `;
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    const former = changed.get('phrases') as Phrases | undefined;
    const step = this._introduction?.step;
    if (!former || !step || changed.has('_introduction')) return;
    const text = textOf(step, this.phrases.messages);
    // The focus stays where the language was chosen.
    if (text !== textOf(step, former.messages)) this.dispatchEvent(new StepEvent(step, text, false));
  }

  /** The safety notice is shown, and was never understood: there is no way past it. */
  get #waitsForAnswer(): boolean {
    return this._introduction?.step === 'limits' && !this._introduction.isNoticeHeard;
  }

  /** The text is a new element in each step: on one that has the focus already it could not be moved to it. */
  #step(step: IntroductionStep) {
    return html`
      ${keyed(step, html`<p class="text" tabindex="-1">${textOf(step, this.phrases.messages)}</p>`)}
      ${this.#task(step)}
      <div class="row">
        <button class=${hasTask(step) ? 'next' : 'next primary'} @click=${() => this.#go(next)}>
          ${label(step === 'limits' ? 'understood' : step === 'done' ? 'finish' : 'next')}
        </button>
        ${
          step === FIRST_MINUTE[0]
            ? nothing
            : html`<button class="back" @click=${() => this.#go(back)}>${label('back')}</button>`
        }
      </div>
    `;
  }

  /** What there is to do in a step, beside going on. */
  #task(step: IntroductionStep) {
    const { settings } = this;
    const change = (changed: Partial<Settings>) => this.dispatchEvent(new SettingsChangeEvent(changed));
    switch (step) {
      case 'welcome':
        return languageField({ settings, change });
      case 'voice':
        return this.#voiceFields({ settings, change });
      case 'camera':
        return this.#bigButton('allowCamera', 'allow-camera');
      case 'look':
        return this.#bigButton('whatIsAhead', 'look');
      default:
        return nothing;
    }
  }

  #voiceFields(view: FieldView) {
    return html`
      ${outputField(view)}
      <button class="try" @click=${() => this.dispatchEvent(new Event('try-voice'))}>
        ${label('tryVoice')}
      </button>
    `;
  }

  #bigButton(name: LabelName, event: string) {
    return html`<button class="big primary" @click=${() => this.dispatchEvent(new Event(event))}>
      ${label(name)}
    </button>`;
  }

  #go(move: (introduction: Introduction) => Introduction | null): void {
    if (!this._introduction) return;
    const following = move(this._introduction);
    if (move === next && this.#waitsForAnswer) {
      this.dispatchEvent(new SettingsChangeEvent({ safetyNoticeHeard: true }));
    }
    if (following) void this.#enter(following);
    else this.#end();
  }

  /**
   * Shows a step and tells it. Where a screen reader is to say it, the focus goes to the text; where the voice is, to the
   * heading, of which a screen reader that runs as well says only a word or two.
   */
  async #enter(introduction: Introduction): Promise<void> {
    this._introduction = introduction;
    await this.updateComplete;
    const isRead = this.settings.output === 'screen-reader' || !mayUseVoice();
    if (!isRead || !this._dialog.isOpen) await this._dialog.show();
    // Meanwhile the person may have gone on.
    if (introduction !== this._introduction) return;
    if (isRead) this._text.focus();
    const { step } = introduction;
    this.dispatchEvent(new StepEvent(step, textOf(step, this.phrases.messages), isRead));
  }

  #end(): void {
    this._introduction = null;
    if (this._dialog.isOpen) return this._dialog.close();
    this.dispatchEvent(new SettingsChangeEvent({ firstMinuteDone: true }));
    this.dispatchEvent(new Event('close'));
  }

  /** A press on what the dialog itself shows seems to come from the dialog; one on its content doesn't. */
  readonly #pressed = (event: Event) => {
    const isOwn = event.target === event.currentTarget;
    this.#isClosedByButton = isOwn && event.composedPath().some((part) => part instanceof HTMLButtonElement);
  };

  /** Also by Escape and by the system's way back, which no page may refuse: what can't be skipped is opened again. */
  readonly #dialogClosed = () => {
    const isAnswer = this.#isClosedByButton && this.#waitsForAnswer;
    this.#isClosedByButton = false;
    if (this._introduction) this.#go(isAnswer ? next : skip);
    else this.#end();
  };
}

/** A step whose own button is the main one; the one that goes on stands back. */
function hasTask(step: IntroductionStep): boolean {
  return step === 'camera' || step === 'look';
}

/** Before the page is touched, browsers let no voice speak. Safari before 16.4 and Firefox before 120 don't tell. */
function mayUseVoice(): boolean {
  return navigator.userActivation?.hasBeenActive ?? true;
}

declare global {
  interface HTMLElementTagNameMap {
    'nearsay-first-minute': NearsayFirstMinute;
  }
}
