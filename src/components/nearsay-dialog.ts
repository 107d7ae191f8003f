import { LitElement, css, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { base, controls } from './styles';

/**
 * A modal dialog with a heading and a way out, on the browser's own `<dialog>`: it keeps the focus inside, closes with
 * Escape, and gives the focus back. It opens with the focus on its heading, so that a screen reader reads on from there.
 * @fires close - after it has closed
 * @slot - the content
 */
@customElement('nearsay-dialog')
export class NearsayDialog extends LitElement {
  @property() heading = '';
  /** Name of the button that closes. */
  @property() closeLabel = '';
  @query('dialog') private _dialog!: HTMLDialogElement;
  @query('h2') private _heading!: HTMLElement;

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
        gap: 0.4rem 1rem;
        align-items: center;
        justify-content: space-between;
        padding: 0.8rem 0;
        background: var(--background);
      }
      h2 {
        font-size: 1.6rem;
        outline: none;
      }
    `,
  ];

  async show(): Promise<void> {
    await this.updateComplete;
    this._dialog.showModal();
    this._heading.focus();
  }

  override render() {
    return html`
      <dialog aria-labelledby="heading" @close=${() => this.dispatchEvent(new Event('close'))}>
        <div class="top">
          <h2 id="heading" tabindex="-1">${this.heading}</h2>
          <button @click=${() => this._dialog.close()}>${this.closeLabel}</button>
        </div>
        <slot></slot>
      </dialog>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nearsay-dialog': NearsayDialog;
  }
}
