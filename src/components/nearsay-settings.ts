import type { DetectorChoice } from '../app/sight';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { LANGUAGES } from '../speech/phrases/languages';
import type { Phrases } from '../speech/phrases/phrases';
import { nameOf } from '../speech/phrases/sentences';
import { voicesFor } from '../speech/voices';
import {
  CAMERA_HEIGHT_RANGE,
  RATE_RANGE,
  SCORE_RANGE,
  STEP_LENGTH_RANGE,
  type Settings,
} from '../app/settings';
import './nearsay-dialog';
import type { NearsayDialog } from './nearsay-dialog';
import { percent } from './measure-text';
import { type Option, choice, radios, select, slider } from './nearsay-settings-controls';
import { styles } from './nearsay-settings.styles';
import { base, controls } from './styles';

/** The person changed a setting; `change` holds only what is new. */
export class SettingsChangeEvent extends Event {
  static readonly type = 'settings-change';
  constructor(readonly change: Partial<Settings>) {
    super(SettingsChangeEvent.type);
  }
}

const METRES_PER_FOOT = 0.3048;

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
        ${radios({
          name: 'output',
          legend: labels.speakWith,
          options: [
            ['own-voice', labels.speakWithOwnVoice],
            ['screen-reader', labels.speakWithScreenReader],
          ],
          chosen: settings.output,
          choose: (output) => this.#change({ output: output as Settings['output'] }),
        })}
        ${select({
          name: 'language',
          label: labels.language,
          automatic: labels.languageOfDevice,
          options: LANGUAGES.map(({ language, ownName }) => [language, ownName]),
          chosen: settings.language,
          choose: (language) => this.#change({ language }),
        })}
        ${settings.output === 'own-voice' ? this.#voiceFields() : nothing} ${this.#distanceFields()}
        ${slider({
          name: 'minimumScore',
          label: labels.scoreThreshold,
          hint: labels.scoreHint,
          range: SCORE_RANGE,
          value: this.minimumScore,
          text: percent(this.minimumScore, phrases.language),
          choose: (minimumScore) => this.#change({ minimumScore }),
        })}
        ${this.#announced()}
        ${select({
          name: 'detector',
          label: labels.detector,
          automatic: labels.detectorAutomatic,
          options: this.detectors.map(({ name, title }) => [name, title]),
          chosen: settings.detector,
          choose: (detector) => this.#change({ detector }),
        })}
      </nearsay-dialog>
    `;
  }

  #voiceFields() {
    const { phrases, settings } = this;
    const labels = phrases.interface;
    const voices = voicesFor(this._voices, phrases.language);
    return html`
      ${select({
        name: 'voice',
        label: labels.voice,
        automatic: labels.voiceAutomatic,
        options: voices.map(({ voiceURI, name }) => [voiceURI, name]),
        chosen: settings.voice,
        choose: (voice) => this.#change({ voice }),
      })}
      ${slider({
        name: 'rate',
        label: labels.rate,
        range: RATE_RANGE,
        value: settings.rate,
        text: `${this.#number(settings.rate)}×`,
        choose: (rate) => this.#change({ rate }),
      })}
      <button @click=${() => this.dispatchEvent(new Event('try-voice'))}>${labels.tryVoice}</button>
    `;
  }

  #distanceFields() {
    const { phrases, settings } = this;
    const labels = phrases.interface;
    const { units, stepLengthMetres, cameraHeightMetres } = settings;
    const isInFeet = units === 'feet';
    return html`
      ${radios({
        name: 'units',
        legend: labels.units,
        hint: labels.unitsHint,
        options: [
          ['steps', labels.unitSteps],
          ['metres', labels.unitMetres],
          ['feet', labels.unitFeet],
        ],
        chosen: units,
        choose: (chosen) => this.#change({ units: chosen as Settings['units'] }),
      })}
      ${
        units === 'steps'
          ? slider({
              name: 'stepLengthMetres',
              label: labels.stepLength,
              range: STEP_LENGTH_RANGE,
              value: stepLengthMetres,
              text: String(Math.round(stepLengthMetres * 100)),
              choose: (length) => this.#change({ stepLengthMetres: length }),
            })
          : nothing
      }
      ${slider({
        name: 'cameraHeightMetres',
        label: isInFeet ? labels.cameraHeightFeet : labels.cameraHeightMetres,
        hint: labels.cameraHeightHint,
        range: CAMERA_HEIGHT_RANGE,
        value: cameraHeightMetres,
        text: isInFeet
          ? this.#number(cameraHeightMetres / METRES_PER_FOOT, 1)
          : this.#number(cameraHeightMetres, 2),
        choose: (height) => this.#change({ cameraHeightMetres: height }),
      })}
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
        ${choice({
          type: 'radio',
          name: 'announced',
          text: labels.announceAll,
          checked: announced === 'all',
          choose: () => this.#change({ announced: 'all' }),
        })}
        ${choice({
          type: 'radio',
          name: 'announced',
          text: labels.announceChosen,
          checked: announced !== 'all',
          disabled: named.length === 0,
          choose: () => this.#change({ announced: [] }),
        })}
      </fieldset>
      ${
        announced === 'all' || named.length === 0
          ? nothing
          : html`<fieldset class="field">
              <legend>${labels.announceChosen}</legend>
              <div class="classes">
                ${named.map(([label, name]) =>
                  choice({
                    type: 'checkbox',
                    name: label,
                    text: name,
                    checked: chosen.includes(label),
                    choose: (isChosen) =>
                      this.#change({
                        announced: isChosen ? [...chosen, label] : chosen.filter((other) => other !== label),
                      }),
                  }),
                )}
              </div>
            </fieldset>`
      }
    `;
  }

  /** @param decimals at least so many */
  #number(value: number, decimals = 0): string {
    const digits = { minimumFractionDigits: decimals, maximumFractionDigits: Math.max(decimals, 1) };
    return new Intl.NumberFormat(this.phrases.language, digits).format(value);
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
