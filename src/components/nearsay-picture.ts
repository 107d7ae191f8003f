import { LitElement, css, html, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { View } from '../app/state';
import type { Box, Scene, SceneObject, Size } from '../scene/scene';
import type { Phrases, Units } from '../speech/phrases/phrases';
import { nameOf } from '../speech/phrases/sentences';
import { layOutLabels } from './label-layout';
import { bestText, scoreText } from './measure-text';
import { base } from './styles';

/** The picture leaves room for the list; it is narrowed to keep its proportions, never squeezed. */
const HIGHEST = '70vh';

/**
 * Shows what is looked at, with a box around each thing, for those who see a little. To a screen reader it is one
 * picture with a name: the list of objects tells the rest.
 */
@customElement('nearsay-picture')
export class NearsayPicture extends LitElement {
  @property({ attribute: false }) view: View | null = null;
  @property({ attribute: false }) scene: Scene | null = null;
  @property({ attribute: false }) phrases!: Phrases;
  @property({ attribute: false }) units: Units = 'metres';

  static override styles = [
    base,
    css`
      figure {
        position: relative;
        margin: 0 auto;
        border-radius: 18px;
        overflow: hidden;
        background: #000;
      }
      img,
      video {
        display: block;
        width: 100%;
        height: auto;
      }
      svg,
      .labels {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
      }
      rect {
        fill: none;
        vector-effect: non-scaling-stroke;
      }
      .halo {
        stroke: #000;
        stroke-width: 8px;
      }
      .box {
        stroke: #ffe14d;
        stroke-width: 4px;
      }
      .label {
        position: absolute;
        inset: 0 auto auto 0;
        outline: 1px solid #000;
        padding: 0 0.35em;
        font-size: 0.8rem;
        font-weight: 700;
        line-height: 1.4;
        white-space: nowrap;
        color: #000;
        background: #ffe14d;
      }
    `,
  ];

  /** A photo gets its height only when it is decoded: the labels are then laid out anew. */
  readonly #resized = new ResizeObserver(() => this.requestUpdate());

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
  }

  override render() {
    const { view, scene } = this;
    if (!view) return null;
    const shown = this.#farthestFirst();
    return html`
      <figure role="img" aria-label=${this.phrases.interface.pictureWithBoxes}>
        ${view.kind === 'photo' ? html`<img src=${view.url} alt="" />` : view.element}
        ${
          scene &&
          svg`<svg viewBox="0 0 ${scene.image.width} ${scene.image.height}" preserveAspectRatio="none" aria-hidden="true">
          ${shown.map((object) => outline(object))}
        </svg>`
        }
        ${
          scene &&
          html`<div class="labels" aria-hidden="true">${shown.map((object) => this.#label(object))}</div>`
        }
      </figure>
    `;
  }

  /** By script, for the page's policy refuses style attributes, also those that Lit's `styleMap` writes. */
  protected override updated(): void {
    const { scene } = this;
    const figure = this.renderRoot.querySelector('figure');
    if (!scene || !figure) return;
    figure.style.maxWidth = `calc(${HIGHEST} * ${scene.image.width / scene.image.height})`;
    const labels = [...this.renderRoot.querySelectorAll<HTMLElement>('.label')].reverse();
    const shown = { width: figure.clientWidth, height: figure.clientHeight };
    const sizes = labels.map(({ offsetWidth: width, offsetHeight: height }) => ({ width, height }));
    const boxes = scene.objects.map(({ box }) => scaled(box, scene.image, shown));
    for (const [index, { left, top }] of layOutLabels(boxes, sizes, shown).entries())
      labels[index]!.style.translate = `${left}px ${top}px`;
  }

  /** In the order of painting: the nearest thing lies on top. */
  #farthestFirst(): readonly SceneObject[] {
    return this.scene?.objects.toReversed() ?? [];
  }

  #label(object: SceneObject) {
    const { language } = this.phrases;
    const measure = bestText(object, this.units, language);
    return html`<span class="label"
      >${object.rank} ${nameOf(this.phrases, object.label)} ${scoreText(object, language)} · ${measure}</span
    >`;
  }
}

/** From pixels of the image to pixels of the screen. */
function scaled({ left, top, width, height }: Box, image: Size, shown: Size): Box {
  const across = shown.width / image.width;
  const down = shown.height / image.height;
  return { left: left * across, top: top * down, width: width * across, height: height * down };
}

function outline({ box }: SceneObject) {
  const { left, top, width, height } = box;
  return ['halo', 'box'].map(
    (name) => svg`<rect class=${name} x=${left} y=${top} width=${width} height=${height} />`,
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'nearsay-picture': NearsayPicture;
  }
}
