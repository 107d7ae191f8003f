import { localized } from '@lit/localize';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Session } from '../app/session';
import { filesFromTransfer } from '../camera/picked-file';
import { nameOf } from '../speech/phrases/sentences';
import './nearsay-dialogs';
import type { NearsayDialogs } from './nearsay-dialogs';
import type { ExploreEvent, ExploreStepEvent } from './nearsay-explorer';
import './nearsay-objects';
import './nearsay-picture';
import './nearsay-sources';
import type { FileChosenEvent, NearsaySources } from './nearsay-sources';
import { styles } from './nearsay-app.styles';
import { label } from '../localisation/localisation';
import { base, controls } from './styles';

/** The one screen of the app. It shows the session's state and hands on what the person does. */
@customElement('nearsay-app')
@localized()
export class NearsayApp extends LitElement {
  @property({ attribute: false }) session!: Session;
  @query('nearsay-sources') private _sources!: NearsaySources;
  @query('nearsay-dialogs') private _dialogs!: NearsayDialogs;
  @query('.start') private _start!: HTMLButtonElement;

  static override styles = [base, controls, styles];

  /**
   * On the first visit the introduction comes before anything else, with the safety notice in it. Not before it is sure
   * that the page won't reload for its isolation, which would take it away again.
   */
  async offerIntroduction(): Promise<void> {
    await this.updateComplete;
    const { firstMinuteDone, safetyNoticeHeard } = this.session.state.settings;
    if (!firstMinuteDone) await this._dialogs.showFirstMinute();
    else if (!safetyNoticeHeard) this._dialogs.showSafetyNotice();
  }

  /** For the shortcut "Find something". */
  async showThings(): Promise<void> {
    await this.updateComplete;
    await this._dialogs.showThings();
  }

  /** For the shortcut "Choose a photo". */
  async focusPhoto(): Promise<void> {
    await this.updateComplete;
    await this._sources.updateComplete;
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
        <p class="tagline">${label('tagline')}</p>
      </header>
      <main class="${view ? 'showing' : ''}">
        <div class="controls">${this.#messages()} ${this.#controls(isBusy)}</div>
        <div class="results">
          <nearsay-picture
            .view=${view}
            .scene=${scene}
            .phrases=${state.phrases}
            .units=${this.session.preferences.units}
            @explore=${({ point }: ExploreEvent) => this.session.ways.feel(point)}
            @explore-step=${({ direction }: ExploreStepEvent) => this.session.ways.feelNext(direction)}
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
      <nearsay-dialogs .session=${this.session}></nearsay-dialogs>
    `;
  }

  /** What happened, in writing. Not a live region: the same words are spoken, or given to the screen reader. */
  #messages() {
    const { download, message, phase, phrases, updateOffered, lastSaid } = this.session.state;
    return html`
      ${
        message
          ? html`<p class="message ${message.isFault ? 'fault' : ''}" id="message">${message.text}</p>`
          : nothing
      }
      ${
        download
          ? html`<progress
              aria-label=${label('download')}
              max=${download.total}
              .value=${download.bytes}
            ></progress>`
          : nothing
      }
      ${
        phase === 'unavailable'
          ? html`<button class="primary" @click=${this.#tryAgain}>${label('tryAgain')}</button>`
          : nothing
      }
      ${
        updateOffered && phase !== 'looking' && phase !== 'opening'
          ? html`<p class="message">${phrases.messages.updateOffered}</p>
              <div class="row">
                <button @click=${() => this.session.update.apply()}>${label('updateNow')}</button>
                <button @click=${this.#postponeUpdate}>${label('updateLater')}</button>
              </div>`
          : nothing
      }
      ${lastSaid && lastSaid !== message?.text ? html`<p class="said">${label('lastSaid')}: <q>${lastSaid}</q></p>` : nothing}
    `;
  }

  #controls(isBusy: boolean) {
    const { session } = this;
    return html`
      <button
        class="start ${isBusy ? '' : 'primary'}"
        @click=${() => (isBusy ? session.stop() : session.startCamera())}
      >
        ${isBusy ? label('stop') : html`${label('start')}<small>${label('startHint')}</small>`}
      </button>
      <div class="row">
        <button class="wide" @click=${() => session.describeNow()}>${label('whatIsAhead')}</button>
        <button @click=${() => session.repeat()}>${label('repeat')}</button>
        <button @click=${() => session.hush()}>${label('beQuiet')}</button>
      </div>
      <div class="row">${this.#ways()}</div>
    `;
  }

  /** Other ways to use it than to walk. */
  #ways() {
    const { ways, state, isLive } = this.session;
    const { finding, phrases, view } = state;
    return html`
      <button @click=${() => (finding ? ways.endFinding() : this._dialogs.showThings())}>
        ${label(finding ? 'stopFinding' : 'findSomething')}
        ${finding ? html`<small>${nameOf(phrases, finding)}</small>` : nothing}
      </button>
      ${
        isLive && view?.kind === 'camera'
          ? html`<button @click=${this.#hold}>${label('freeze')}</button>`
          : nothing
      }
    `;
  }

  /** What is needed less often than Start comes last, for the eye, the thumb and the screen reader. */
  #more() {
    const { session } = this;
    return html`<div class="more">
      <nearsay-sources
        @file-chosen=${({ file }: FileChosenEvent) => session.openFile(file)}
      ></nearsay-sources>
      <div class="row">
        <button @click=${() => this._dialogs.showPractice()}>${label('practise')}</button>
        <button @click=${() => this._dialogs.showSettings()}>${label('settings')}</button>
        <button @click=${() => this._dialogs.showFirstMinute()}>${label('firstMinute')}</button>
        <button @click=${() => this._dialogs.showSafetyNotice()}>${label('whatItCannotDo')}</button>
      </div>
      <p class="privacy">${label('privacy')}</p>
    </div>`;
  }

  readonly #changed = () => this.requestUpdate();

  /** Any press counts, also one that only opens the system's picker: on iOS its answer comes without a gesture. */
  readonly #touched = () => this.session.touched();

  #tryAgain(): void {
    this._start.focus();
    void this.session.loadDetector();
  }

  /** The button goes with the camera; Start goes on from there. */
  #hold(): void {
    this._start.focus();
    this.session.ways.hold();
  }

  #postponeUpdate(): void {
    this._start.focus();
    this.session.update.postpone();
  }

  /** Escape ends speech, wherever the focus is; in a dialog it closes that. */
  readonly #pressed = ({ key }: KeyboardEvent) => {
    if (key === 'Escape' && !this._dialogs.isOpen) this.session.hush();
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
