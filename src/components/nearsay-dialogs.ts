import { localized } from '@lit/localize';
import { LitElement, css, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Session } from '../app/session';
import { label } from '../localisation/localisation';
import { SOUND_LESSONS } from '../sounds/lesson';
import './nearsay-dialog';
import type { NearsayDialog } from './nearsay-dialog';
import './nearsay-find';
import type { NearsayFind, SayEvent, ThingChosenEvent } from './nearsay-find';
import './nearsay-first-minute';
import type { NearsayFirstMinute, StepEvent } from './nearsay-first-minute';
import './nearsay-practice';
import type { NearsayPractice, PlaySoundEvent, PractiseEvent } from './nearsay-practice';
import './nearsay-settings';
import type { NearsaySettings, SettingsChangeEvent } from './nearsay-settings';
import { base, controls } from './styles';

/** All that opens over the screen, joined to the session. */
@customElement('nearsay-dialogs')
@localized()
export class NearsayDialogs extends LitElement {
  @property({ attribute: false }) session!: Session;
  @query('nearsay-settings') private _settings!: NearsaySettings;
  @query('nearsay-find') private _find!: NearsayFind;
  @query('nearsay-practice') private _practice!: NearsayPractice;
  @query('nearsay-first-minute') private _firstMinute!: NearsayFirstMinute;
  @query('nearsay-dialog') private _safety!: NearsayDialog;

  static override styles = [
    base,
    controls,
    css`
      .notice {
        font-size: 1.4rem;
        margin-bottom: 1.5rem;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.session.addEventListener('change', this.#changed);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.session.removeEventListener('change', this.#changed);
  }

  get isOpen(): boolean {
    return [this._settings, this._find, this._practice, this._firstMinute, this._safety].some(
      ({ isOpen }) => isOpen,
    );
  }

  async showSettings(): Promise<void> {
    await this.updateComplete;
    this._settings.show();
  }

  async showThings(): Promise<void> {
    await this.updateComplete;
    if (!this.isOpen) await this._find.show();
  }

  async showPractice(): Promise<void> {
    await this.updateComplete;
    this._practice.show();
  }

  async showSafetyNotice(): Promise<void> {
    await this.updateComplete;
    await this._safety.show();
  }

  async showFirstMinute(): Promise<void> {
    await this.updateComplete;
    await this._firstMinute.show();
  }

  override render() {
    return html`${this.#firstMinute()} ${this.#settings()} ${this.#find()} ${this.#practice()}
    ${this.#safety()}`;
  }

  #firstMinute() {
    const { session } = this;
    const { settings, phrases } = session.state;
    return html`<nearsay-first-minute
      .settings=${settings}
      .phrases=${phrases}
      .liveRegions=${session.liveRegions}
      @settings-change=${this.#settingsChanged}
      @step=${({ text, isRead }: StepEvent) => {
        session.introduce(isRead ? null : text);
      }}
      @try-voice=${() => session.introduce(phrases.messages.firstMinute.welcome)}
      @allow-camera=${this.#allowCamera}
      @look=${() => session.describeNow()}
      @close=${() => session.introduced()}
    ></nearsay-first-minute>`;
  }

  #settings() {
    const { session } = this;
    const { settings, phrases, classes, detectors, minimumScore } = session.state;
    return html`<nearsay-settings
      .settings=${settings}
      .phrases=${phrases}
      .classes=${classes}
      .detectors=${detectors}
      .minimumScore=${minimumScore}
      .liveRegions=${session.liveRegions}
      @settings-change=${this.#settingsChanged}
      @try-voice=${() => session.sayNotice()}
      @close=${() => session.endSample()}
    ></nearsay-settings>`;
  }

  #find() {
    const { session } = this;
    const { phrases, classes } = session.state;
    return html`<nearsay-find
      .phrases=${phrases}
      .classes=${classes}
      .liveRegions=${session.liveRegions}
      .isSpokenByScreenReader=${session.state.settings.output === 'screen-reader'}
      @thing-chosen=${({ label: thing }: ThingChosenEvent) => session.ways.find(thing)}
      @say=${({ text }: SayEvent) => session.introduce(text)}
    ></nearsay-find>`;
  }

  #practice() {
    const { session } = this;
    const { practising, lastSaid } = session.state;
    return html`<nearsay-practice
      .playing=${practising}
      .lastSaid=${lastSaid}
      .lesson=${SOUND_LESSONS}
      .liveRegions=${session.liveRegions}
      @practise=${({ name }: PractiseEvent) =>
        name ? session.ways.practise(name) : session.ways.endPractice()}
      @close=${() => session.ways.leavePractice()}
      @play-sound=${({ index }: PlaySoundEvent) => session.ways.demonstrate(SOUND_LESSONS[index]!)}
    ></nearsay-practice>`;
  }

  #safety() {
    const { session } = this;
    const { settings, phrases } = session.state;
    return html`<nearsay-dialog
      .heading=${label('whatItCannotDo')}
      .closeLabel=${label(settings.safetyNoticeHeard ? 'close' : 'understood')}
      .liveRegions=${session.liveRegions}
      @close=${() => session.noticeRead()}
    >
      <p class="notice">${phrases.messages.safetyNotice}</p>
      <button @click=${() => session.sayNotice()}>${label('tryVoice')}</button>
    </nearsay-dialog>`;
  }

  /** Allowed: the introduction goes on by itself. */
  readonly #allowCamera = async () => {
    if (await this.session.askForCamera()) await this._firstMinute.show('holding');
  };

  readonly #changed = () => this.requestUpdate();

  readonly #settingsChanged = ({ change }: SettingsChangeEvent) => void this.session.changeSettings(change);
}

declare global {
  interface HTMLElementTagNameMap {
    'nearsay-dialogs': NearsayDialogs;
  }
}
