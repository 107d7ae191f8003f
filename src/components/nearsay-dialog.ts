import { LitElement, css, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { base, controls } from './styles';

/**
 * A modal dialog with a heading and a way out, on the browser's own `<dialog>`: it keeps the focus inside, closes with
 * Escape, and gives the focus back. It opens with the focus on its heading, so that a screen reader reads on from there.
 * While it is open it holds the page's live regions.
 * @fires close - after it has closed
 * @slot - the content
 */
@customElement('nearsay-dialog')
export class NearsayDialog extends LitElement {
  @property() heading = '';
  /** Name of the button that closes. */
  @property() closeLabel = '';
  /**
   * The element that holds the page's live regions. A modal dialog makes all that lies outside of it inert, and from
   * what is inert screen readers are told nothing (https://github.com/w3c/aria/issues/1854).
   */
  @property({ attribute: false }) liveRegions: HTMLElement | null = null;
  @query('dialog') private _dialog!: HTMLDialogElement;
  @query('h2') private _heading!: HTMLElement;
  /** Stands where the live regions were, and will be again. */
  readonly #placeOfLiveRegions = document.createComment('live regions');

  static override styles = [
    base,
    controls,
    css`
      dialog {
        width: min(44rem, 100vw);
        max-width: 100vw;
        max-height: 100dvh;
        height: 100dvh;
        margin: 0 auto;
        padding: 0 1rem 2rem;
        color: var(--text);
        background: var(--background);
        border: 0;
        overflow: auto;
      }
      /* A browser makes a scrolling dialog a stop of the Tab key; at the screen's edge its ring must lie inside. */
      dialog:focus-visible {
        outline-offset: -4px;
      }
      dialog::backdrop {
        background: #000;
      }
      /* Not <header>: that would be a second banner of the page. */
      .top {
        position: sticky;
        top: 0;
        z-index: 1;
        display: flex;
        flex-wrap: wrap;
        gap: 0.9rem 1rem;
        align-items: center;
        justify-content: space-between;
        padding: 0.8rem 0;
        background: var(--background);
      }
      h2 {
        font-size: 1.6rem;
      }
      /* The live regions, which the style sheet of the page doesn't reach in here: see page.css. */
      .unseen {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
        white-space: nowrap;
      }
    `,
  ];

  get isOpen(): boolean {
    return this._dialog.open;
  }

  async show(): Promise<void> {
    await this.updateComplete;
    if (!this.isOpen) this.#takeLiveRegions();
    this._dialog.showModal();
    this._heading.focus();
  }

  override render() {
    return html`
      <dialog aria-labelledby="heading" @close=${this.#closed}>
        <div class="top">
          <h2 id="heading" tabindex="-1">${this.heading}</h2>
          <button @click=${() => this._dialog.close()}>${this.closeLabel}</button>
        </div>
        <slot></slot>
      </dialog>
    `;
  }

  #closed(): void {
    if (this.liveRegions) this.#placeOfLiveRegions.replaceWith(this.liveRegions);
    this.dispatchEvent(new Event('close'));
  }

  #takeLiveRegions(): void {
    if (!this.liveRegions) return;
    this.liveRegions.replaceWith(this.#placeOfLiveRegions);
    this._dialog.append(this.liveRegions);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nearsay-dialog': NearsayDialog;
  }
}
