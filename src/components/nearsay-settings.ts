import { localized } from '@lit/localize';
import { LitElement, html } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Settings } from '../app/settings';
import type { DetectorChoice } from '../app/sight';
import { label } from '../localisation/localisation';
import type { Phrases } from '../speech/phrases/phrases';
import './nearsay-dialog';
import type { NearsayDialog } from './nearsay-dialog';
import { announcedSection } from './nearsay-settings-announced';
import {
  type SettingsView,
  detectorSection,
  looksSection,
  soundsSection,
  voiceSection,
  wordsSection,
} from './nearsay-settings-sections';
import { styles } from './nearsay-settings.styles';
import { base, controls } from './styles';

/** The person changed a setting; `change` holds only what is new. */
export class SettingsChangeEvent extends Event {
  static readonly type = 'settings-change';
  constructor(readonly change: Partial<Settings>) {
    super(SettingsChangeEvent.type);
  }
}

/**
 * The settings, each a native control with a visible name. Every change takes effect and is kept at once.
 * @fires settings-change
 * @fires try-voice - the person wants to hear the voice as it is set now
 * @fires close - after they were closed
 */
@customElement('nearsay-settings')
@localized()
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
    const view = this.#view();
    return html`
      <nearsay-dialog
        .heading=${label('settings')}
        .closeLabel=${label('close')}
        .liveRegions=${this.liveRegions}
        @close=${() => this.dispatchEvent(new Event('close'))}
      >
        ${voiceSection(view)} ${wordsSection(view)} ${soundsSection(view)} ${announcedSection(view)}
        ${looksSection(view)} ${detectorSection(view)}
      </nearsay-dialog>
    `;
  }

  #view(): SettingsView {
    const { settings, phrases, classes, detectors, minimumScore } = this;
    return {
      settings,
      phrases,
      classes,
      detectors,
      minimumScore,
      voices: this._voices,
      change: (change) => this.dispatchEvent(new SettingsChangeEvent(change)),
      tryVoice: () => this.dispatchEvent(new Event('try-voice')),
    };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nearsay-settings': NearsaySettings;
  }
}
