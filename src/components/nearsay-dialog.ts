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
        width: min(44rem, 100%);
        max-width: 100%;
        height: 100dvh;
        max-height: 100dvh;
        margin: 0 auto;
        padding: 0;
        color: var(--text);
        background: var(--background);
        border: 0;
        overflow: hidden;
      }
      dialog[open] {
        display: flex;
        flex-direction: column;
      }
      dialog::backdrop {
        background: #000;
      }
      .bar {
        display: flex;
        justify-content: flex-end;
        padding: 10px min(1rem, 4vw);
        border-block-end: 2px solid var(--line);
      }
      /* What scrolls ends below the bar, which so never lies over what has the focus (WCAG 2.2, 2.4.12). */
      .content {
        flex: 1;
        min-height: 0;
        padding: 0.6rem min(1rem, 4vw) 2rem;
        overflow: auto;
      }
      /* A browser makes what scrolls a stop of the Tab key; at the screen's edge its ring must lie inside. */
      .content:focus-visible,
      dialog:focus-visible {
        outline-offset: -4px;
      }
      /* A low window, or one that is zoomed: nothing stays in the way of what is read. */
      @media (max-height: 480px) {
        dialog[open] {
          display: block;
          overflow: auto;
        }
        .content {
          overflow: visible;
        }
      }
      h2 {
        margin-block-end: 0.6rem;
        font-size: clamp(1rem, 10vw, 1.6rem);
        line-height: 1.25;
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
    if (!this.isOpen) {
      this.#takeLiveRegions();
      this._dialog.showModal();
    }
    this._heading.focus();
  }

  /** As its own button does. */
  close(): void {
    this._dialog.close();
  }

  override render() {
    return html`
      <dialog aria-labelledby="heading" @close=${this.#closed}>
        <div class="bar">
          <button @click=${() => this.close()}>${this.closeLabel}</button>
        </div>
        <div class="content">
          <h2 id="heading" tabindex="-1">${this.heading}</h2>
          <slot></slot>
        </div>
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
