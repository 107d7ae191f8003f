import { LitElement, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Session } from '../app/session';
import { filesFromTransfer } from '../camera/picked-file';
import './nearsay-dialog';
import type { NearsayDialog } from './nearsay-dialog';
import './nearsay-objects';
import './nearsay-picture';
import './nearsay-settings';
import type { NearsaySettings, SettingsChangeEvent } from './nearsay-settings';
import './nearsay-sources';
import type { FileChosenEvent, NearsaySources } from './nearsay-sources';
import { styles } from './nearsay-app.styles';
import { base, controls } from './styles';

/** The one screen of the app. It shows the session's state and hands on what the person does. */
@customElement('nearsay-app')
export class NearsayApp extends LitElement {
  @property({ attribute: false }) session!: Session;
  @query('nearsay-settings') private _settings!: NearsaySettings;
  @query('nearsay-sources') private _sources!: NearsaySources;
  @query('nearsay-dialog') private _safety!: NearsayDialog;
  @query('.start') private _start!: HTMLButtonElement;

  static override styles = [base, controls, styles];

  /**
   * Until the person has read it once, the safety notice comes before anything else. Not before it is sure that the page
   * won't reload for its isolation, which would take it away again.
   */
  async offerSafetyNotice(): Promise<void> {
    await this.updateComplete;
    if (!this.session.state.settings.safetyNoticeHeard) await this._safety.show();
  }

  /** For the shortcut "Choose a photo". */
  focusPhoto(): void {
    this._sources.focus();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.session.addEventListener('change', this.#changed);
    this.addEventListener('click', this.#touched, { capture: true });
    document.addEventListener('paste', this.#transferred);
    document.addEventListener('drop', this.#transferred);
    document.addEventListener('dragover', allowDrop);
    document.addEventListener('keydown', this.#pressed);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.session.removeEventListener('change', this.#changed);
    this.removeEventListener('click', this.#touched, { capture: true });
    document.removeEventListener('paste', this.#transferred);
    document.removeEventListener('drop', this.#transferred);
    document.removeEventListener('dragover', allowDrop);
    document.removeEventListener('keydown', this.#pressed);
  }

  override render() {
    const { state } = this.session;
    const { view, phase, scene } = state;
    const isBusy = phase === 'looking' || phase === 'opening';
    return html`
      <header>
        <h1>Nearsay</h1>
        <p class="tagline">${state.phrases.interface.tagline}</p>
      </header>
      <main class="${view ? 'showing' : ''}">
        <div class="controls">${this.#messages()} ${this.#controls(isBusy)}</div>
        <div class="results">
          <nearsay-picture
            .view=${view}
            .scene=${scene}
            .phrases=${state.phrases}
            .units=${this.session.preferences.units}
          ></nearsay-picture>
          <nearsay-objects
            .scene=${scene}
            .phrases=${state.phrases}
            .preferences=${this.session.preferences}
            ?live=${phase === 'looking'}
          ></nearsay-objects>
        </div>
        ${this.#more()}
      </main>
      ${this.#dialogs()}
    `;
  }

  /** What happened, in writing. Not a live region: the same words are spoken, or given to the screen reader. */
  #messages() {
    const { download, message, phase, phrases, updateOffered, lastSaid } = this.session.state;
    const labels = phrases.interface;
    return html`
      ${
        message
          ? html`<p class="message ${message.isFault ? 'fault' : ''}" id="message">${message.text}</p>`
          : nothing
      }
      ${
        download
          ? html`<progress
              aria-label=${labels.download}
              max=${download.total}
              .value=${download.bytes}
            ></progress>`
          : nothing
      }
      ${
        phase === 'unavailable'
          ? html`<button class="primary" @click=${this.#tryAgain}>${labels.tryAgain}</button>`
          : nothing
      }
      ${
        updateOffered && phase !== 'looking' && phase !== 'opening'
          ? html`<p class="message">${phrases.messages.updateOffered}</p>
              <div class="row">
                <button @click=${() => this.session.applyUpdate()}>${labels.updateNow}</button>
                <button @click=${this.#postponeUpdate}>${labels.updateLater}</button>
              </div>`
          : nothing
      }
      ${lastSaid && lastSaid !== message?.text ? html`<p class="said">${labels.lastSaid}: <q>${lastSaid}</q></p>` : nothing}
    `;
  }

  #controls(isBusy: boolean) {
    const { session } = this;
    const labels = session.state.phrases.interface;
    return html`
      <button
        class="start ${isBusy ? '' : 'primary'}"
        @click=${() => (isBusy ? session.stop() : session.startCamera())}
      >
        ${isBusy ? labels.stop : html`${labels.start}<small>${labels.startHint}</small>`}
      </button>
      <div class="row">
        <button @click=${() => session.describeNow()}>${labels.whatIsAhead}</button>
        <button @click=${() => session.repeat()}>${labels.repeat}</button>
        <button @click=${() => session.hush()}>${labels.beQuiet}</button>
      </div>
    `;
  }

  /** What is needed less often than Start comes last, for the eye, the thumb and the screen reader. */
  #more() {
    const { session } = this;
    const labels = session.state.phrases.interface;
    return html`<div class="more">
      <nearsay-sources
        .labels=${labels}
        @file-chosen=${({ file }: FileChosenEvent) => session.openFile(file)}
      ></nearsay-sources>
      <div class="row">
        <button @click=${() => this._settings.show()}>${labels.settings}</button>
        <button @click=${() => this._safety.show()}>${labels.whatItCannotDo}</button>
      </div>
      <p class="privacy">${labels.privacy}</p>
    </div>`;
  }

  #dialogs() {
    const { session } = this;
    const { state } = session;
    const labels = state.phrases.interface;
    return html`
      <nearsay-settings
        .settings=${state.settings}
        .phrases=${state.phrases}
        .classes=${state.classes}
        .detectors=${state.detectors}
        .minimumScore=${state.minimumScore}
        .liveRegions=${session.liveRegions}
        @settings-change=${({ change }: SettingsChangeEvent) => session.changeSettings(change)}
        @try-voice=${() => session.sayNotice()}
        @close=${() => session.hush()}
      ></nearsay-settings>
      <nearsay-dialog
        .heading=${labels.whatItCannotDo}
        .closeLabel=${state.settings.safetyNoticeHeard ? labels.close : labels.understood}
        .liveRegions=${session.liveRegions}
        @close=${() => session.noticeRead()}
      >
        <p class="notice">${state.phrases.messages.safetyNotice}</p>
        <button @click=${() => session.sayNotice()}>${labels.tryVoice}</button>
      </nearsay-dialog>
    `;
  }

  readonly #changed = () => this.requestUpdate();

  /** Any press counts, also one that only opens the system's picker: on iOS its answer comes without a gesture. */
  readonly #touched = () => this.session.touched();

  #tryAgain(): void {
    this._start.focus();
    void this.session.loadDetector();
  }

  #postponeUpdate(): void {
    this._start.focus();
    this.session.postponeUpdate();
  }

  /** Escape ends speech, wherever the focus is; in a dialog it closes that. */
  readonly #pressed = ({ key }: KeyboardEvent) => {
    if (key === 'Escape' && !this._settings.isOpen && !this._safety.isOpen) this.session.hush();
  };

  /** A photo or video that was pasted, or dropped anywhere on the page. */
  readonly #transferred = (event: ClipboardEvent | DragEvent) => {
    const transfer = event instanceof ClipboardEvent ? event.clipboardData : event.dataTransfer;
    const [file] = filesFromTransfer(transfer);
    if (!file) return;
    event.preventDefault();
    void this.session.openFile(file);
  };
}

/** Without this a browser opens a dropped file in place of the app. */
function allowDrop(event: DragEvent): void {
  event.preventDefault();
}

declare global {
  interface HTMLElementTagNameMap {
    'nearsay-app': NearsayApp;
  }
}
