import { localized } from '@lit/localize';
import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Scene, SceneObject } from '../scene/scene';
import type { Phrases } from '../speech/phrases/phrases';
import type { AnnouncementPreferences } from '../speech/preferences';
import { describeObject } from '../speech/phrases/sentences';
import { rangeText, scoreText } from './measure-text';
import { label } from '../localisation/localisation';
import { ROLE_FOR_SAFARI } from './list-role';
import { base } from './styles';

/** A screen reader that reads the list loses its place when the list changes under it: change it at this pace only. */
const LEAST_MS_BETWEEN_CHANGES = 1000;

/** The list of things, nearest first: what the picture shows, for everyone. */
@customElement('nearsay-objects')
@localized()
export class NearsayObjects extends LitElement {
  @property({ attribute: false }) scene: Scene | null = null;
  @property({ attribute: false }) phrases!: Phrases;
  @property({ attribute: false }) preferences!: AnnouncementPreferences;
  /** True while frames are looked at. */
  @property({ type: Boolean }) live = false;

  #changedAt = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  static override styles = [
    base,
    css`
      h2 {
        font-size: 1.4rem;
        margin-block: 0.6em 0.3em;
      }
      ol {
        list-style: none;
        padding: 0;
        border-block-start: 2px solid var(--line);
      }
      li {
        display: grid;
        grid-template-columns: minmax(3ch, max-content) 1fr;
        gap: 0.6em;
        align-items: baseline;
        padding-block: 0.6em;
        border-block-end: 2px solid var(--line);
      }
      .rank {
        color: var(--muted);
        font-variant-numeric: tabular-nums;
      }
      /* The measures stand beside the words where there is room for both, otherwise below them. */
      .thing {
        display: flex;
        flex-wrap: wrap;
        gap: 0.2em 0.8em;
        align-items: baseline;
        justify-content: space-between;
        min-width: 0;
      }
      .what {
        font-size: 1.35rem;
        font-weight: 700;
      }
      .measures {
        color: var(--muted);
        /* Figures and units keep their own order where the page is written from right to left. */
        unicode-bidi: plaintext;
      }
    `,
  ];

  override shouldUpdate(): boolean {
    const wait = this.live ? this.#changedAt + LEAST_MS_BETWEEN_CHANGES - performance.now() : 0;
    clearTimeout(this.#timer);
    if (wait <= 0) return true;
    this.#timer = setTimeout(() => this.requestUpdate(), wait);
    return false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override render() {
    const { scene, phrases } = this;
    this.#changedAt = scene ? performance.now() : -Infinity;
    if (!scene) return null;
    return html`
      <h2 id="heading">${label('nearestFirst')}</h2>
      ${
        scene.objects.length === 0
          ? html`<p>${phrases.sentences.nothingKnown}</p>`
          : html`<ol role=${ROLE_FOR_SAFARI} aria-labelledby="heading">
              ${scene.objects.map((object) => this.#item(object, scene))}
            </ol>`
      }
    `;
  }

  #item(object: SceneObject, scene: Scene) {
    const { phrases } = this;
    const isTied = scene.objects.some((other) => other !== object && other.rank === object.rank);
    return html`<li>
      <span class="rank">${isTied ? '= ' : ''}${object.rank}</span>
      <span class="thing">
        <span class="what">${describeObject(object, phrases, this.preferences)}</span>
        <span class="measures"
          >${isTied ? `${label('equallyNear')} · ` : ''}${rangeText(object, this.preferences.units, phrases.language)}
          · ${scoreText(object, phrases.language)}</span
        >
      </span>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nearsay-objects': NearsayObjects;
  }
}
