import { localized } from '@lit/localize';
import { LitElement, css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { label } from '../localisation/localisation';
import { base, controls } from './styles';

/** The person chose a photo or a video. */
export class FileChosenEvent extends Event {
  static readonly type = 'file-chosen';
  constructor(readonly file: File) {
    super(FileChosenEvent.type);
  }
}

/**
 * Two buttons that open the system's picker. The file inputs themselves stay out of sight and out of the tab order:
 * they look different in every browser, and screen readers read out "no file chosen".
 * @fires file-chosen
 */
@customElement('nearsay-sources')
@localized()
export class NearsaySources extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        gap: 0.6rem;
      }
      button {
        flex: 1 1 auto;
      }
      p {
        display: none;
        margin-top: 0.4rem;
        color: var(--muted);
      }
      /* A mouse: a phone has nothing to drop, and seldom a picture to paste. */
      @media (hover: hover) and (pointer: fine) {
        p {
          display: block;
        }
      }
    `,
  ];

  /** Brings the person to the photo button; a page can't open the picker by itself. */
  override focus(): void {
    this.renderRoot.querySelector('button')?.focus();
  }

  override render() {
    return html`
      <div>
        ${this.#picker('photo', 'image/*', label('choosePhoto'))}
        ${this.#picker('video', 'video/*', label('chooseVideo'))}
      </div>
      <p>${label('dropHere')}</p>
    `;
  }

  #picker(id: string, accept: string, label: string) {
    return html`
      <button @click=${() => this.renderRoot.querySelector<HTMLInputElement>(`#${id}`)?.click()}>
        ${label}
      </button>
      <input id=${id} type="file" accept=${accept} aria-label=${label} hidden @change=${this.#chosen} />
    `;
  }

  #chosen({ target }: Event): void {
    const input = target as HTMLInputElement;
    const file = input.files?.[0];
    // Emptied, so that the same file can be chosen again.
    input.value = '';
    if (file) this.dispatchEvent(new FileChosenEvent(file));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nearsay-sources': NearsaySources;
  }
}
