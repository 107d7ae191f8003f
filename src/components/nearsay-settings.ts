import type { DetectorChoice } from '../app/sight';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { LANGUAGES } from '../speech/phrases/languages';
import type { Phrases } from '../speech/phrases/phrases';
import { nameOf } from '../speech/phrases/sentences';
import { voicesFor } from '../speech/voices';
import { RATE_RANGE, SCORE_RANGE, STEP_LENGTH_RANGE, type Settings } from '../app/settings';
import './nearsay-dialog';
import type { NearsayDialog } from './nearsay-dialog';
import { percent } from './nearsay-picture';
import { styles } from './nearsay-settings.styles';
import { base, controls } from './styles';

/** The person changed a setting; `change` holds only what is new. */
export class SettingsChangeEvent extends Event {
  static readonly type = 'settings-change';
  constructor(readonly change: Partial<Settings>) {
    super(SettingsChangeEvent.type);
  }
}

/** One entry of a choice: its value and its visible name. */
type Option = readonly [value: string, name: string];

/**
 * The settings, each a native control with a visible name. Every change takes effect and is kept at once.
 * @fires settings-change
 * @fires try-voice - the person wants to hear the voice as it is set now
 * @fires close - after they were closed
 */
@customElement('nearsay-settings')
export class NearsaySettings extends LitElement {
  @property({ attribute: false }) settings!: Settings;
  @property({ attribute: false }) phrases!: Phrases;
  /** Class names of the detector; empty until they are known. */
  @property({ attribute: false }) classes: readonly string[] = [];
  @property({ attribute: false }) detectors: readonly DetectorChoice[] = [];
  /** The detector's own lowest score. */
  @property({ type: Number }) minimumScore = 0;
  /** The element that holds the page's live regions. */
  @property({ attribute: false }) liveRegions: HTMLElement | null = null;
  @state() private _voices: readonly SpeechSynthesisVoice[] = [];
  @query('nearsay-dialog') private _dialog!: NearsayDialog;

  static override styles = [base, controls, styles];

  get isOpen(): boolean {
    return this._dialog.isOpen;
  }

  show(): void {
    this._voices = globalThis.speechSynthesis?.getVoices() ?? [];
    void this._dialog.show();
  }

  override render() {
    const { phrases, settings } = this;
    const labels = phrases.interface;
    return html`
      <nearsay-dialog
        .heading=${labels.settings}
        .closeLabel=${labels.close}
        .liveRegions=${this.liveRegions}
        @close=${() => this.dispatchEvent(new Event('close'))}
      >
        ${this.#radios('output', labels.speakWith, [
          ['own-voice', labels.speakWithOwnVoice],
          ['screen-reader', labels.speakWithScreenReader],
        ])}
        ${this.#select(
          'language',
          labels.language,
          labels.languageOfDevice,
          LANGUAGES.map(({ language, ownName }) => [language, ownName]),
        )}
        ${settings.output === 'own-voice' ? this.#voiceFields() : nothing}
        ${this.#radios(
          'units',
          labels.units,
          [
            ['steps', labels.unitSteps],
            ['metres', labels.unitMetres],
            ['feet', labels.unitFeet],
          ],
          labels.unitsHint,
        )}
        ${
          settings.units === 'steps'
            ? this.#range(
                'stepLengthMetres',
                labels.stepLength,
                STEP_LENGTH_RANGE,
                settings.stepLengthMetres,
                String(Math.round(settings.stepLengthMetres * 100)),
              )
            : nothing
        }
        ${this.#range('minimumScore', labels.scoreThreshold, SCORE_RANGE, this.minimumScore, percent(this.minimumScore, phrases.language), labels.scoreHint)}
        ${this.#announced()}
        ${this.#select(
          'detector',
          labels.detector,
          labels.detectorAutomatic,
          this.detectors.map(({ name, title }) => [name, title]),
        )}
      </nearsay-dialog>
    `;
  }

  #voiceFields() {
    const { phrases, settings } = this;
    const labels = phrases.interface;
    const voices = voicesFor(this._voices, phrases.language);
    return html`
      ${this.#select(
        'voice',
        labels.voice,
        labels.voiceAutomatic,
        voices.map(({ voiceURI, name }) => [voiceURI, name]),
      )}
      ${this.#range('rate', labels.rate, RATE_RANGE, settings.rate, `${new Intl.NumberFormat(phrases.language).format(settings.rate)}×`)}
      <button @click=${() => this.dispatchEvent(new Event('try-voice'))}>${labels.tryVoice}</button>
    `;
  }

  /** With nothing chosen, yet or any more, everything is announced: silence must not look like safety. */
  #announced() {
    const { announced } = this.settings;
    const { language, interface: labels } = this.phrases;
    const chosen = announced === 'all' ? [] : announced;
    const named = this.classes
      .map((label): Option => [label, nameOf(this.phrases, label)])
      .sort(([, a], [, b]) => a.localeCompare(b, language));
    return html`
      <fieldset class="field">
        <legend>${labels.announce}</legend>
        ${this.#choice('radio', 'announced', labels.announceAll, announced === 'all', () => this.#change({ announced: 'all' }))}
        ${this.#choice('radio', 'announced', labels.announceChosen, announced !== 'all', () => this.#change({ announced: [] }), named.length === 0)}
      </fieldset>
      ${
        announced === 'all' || named.length === 0
          ? nothing
          : html`<fieldset class="field">
              <legend>${labels.announceChosen}</legend>
              <div class="classes">
                ${named.map(([label, name]) =>
                  this.#choice('checkbox', label, name, chosen.includes(label), (isChosen) =>
                    this.#change({
                      announced: isChosen ? [...chosen, label] : chosen.filter((other) => other !== label),
                    }),
                  ),
                )}
              </div>
            </fieldset>`
      }
    `;
  }

  #choice(
    type: 'radio' | 'checkbox',
    name: string,
    text: string,
    checked: boolean,
    choose: (checked: boolean) => void,
    disabled = false,
  ) {
    return html`<label class="choice">
      <input
        type=${type}
        name=${name}
        .checked=${checked}
        ?disabled=${disabled}
        @change=${({ target }: Event) => choose((target as HTMLInputElement).checked)}
      />
      ${text}
    </label>`;
  }

  #radios(name: 'output' | 'units', legend: string, options: readonly Option[], hint?: string) {
    return html`<fieldset class="field">
      <legend>${legend}</legend>
      ${hint ? html`<p class="hint">${hint}</p>` : nothing}
      ${options.map(([value, text]) => this.#choice('radio', name, text, this.settings[name] === value, () => this.#change({ [name]: value })))}
    </fieldset>`;
  }

  #select(
    name: 'voice' | 'language' | 'detector',
    label: string,
    automatic: string,
    options: readonly Option[],
  ) {
    const chosen = this.settings[name] ?? '';
    return html`<div class="field">
      <label for=${name}>${label}</label>
      <select
        id=${name}
        @change=${({ target }: Event) => this.#change({ [name]: (target as HTMLSelectElement).value || null })}
      >
        ${[['', automatic] as Option, ...options].map(
          ([value, text]) => html`<option value=${value} .selected=${value === chosen}>${text}</option>`,
        )}
      </select>
    </div>`;
  }

  #range(
    name: 'rate' | 'minimumScore' | 'stepLengthMetres',
    label: string,
    range: { min: number; max: number; step: number },
    value: number,
    text: string,
    hint?: string,
  ) {
    return html`<div class="field">
      <label for=${name}>${label}: ${text}</label>
      ${hint ? html`<p class="hint">${hint}</p>` : nothing}
      <input
        id=${name}
        type="range"
        min=${range.min}
        max=${range.max}
        step=${range.step}
        .value=${String(value)}
        aria-valuetext=${text}
        @change=${({ target }: Event) => this.#change({ [name]: Number((target as HTMLInputElement).value) })}
      />
    </div>`;
  }

  #change(change: Partial<Settings>): void {
    this.dispatchEvent(new SettingsChangeEvent(change));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nearsay-settings': NearsaySettings;
  }
}
