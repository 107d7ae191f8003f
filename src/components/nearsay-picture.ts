import { localized } from '@lit/localize';
import { LitElement, css, html, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { View } from '../app/state';
import type { Box, Scene, SceneObject, Size } from '../scene/scene';
import type { Phrases, Units } from '../speech/phrases/phrases';
import { nameOf } from '../speech/phrases/sentences';
import { layOutLabels } from './label-layout';
import { bestText, scoreText } from './measure-text';
import './nearsay-explorer';
import { outlineClass, outlineStyles } from './outline-palette';
import { label } from '../localisation/localisation';
import { base } from './styles';

/** The picture leaves room for the list; it is narrowed to keep its proportions, never squeezed. */
const HIGHEST = '70vh';

/**
 * Shows what is looked at, with a box around each thing, for those who see a little. To a screen reader it is one
 * picture with a name: the list of objects tells the rest. A picture that stands still can be felt, with a finger or
 * keys, and has larger labels.
 * @fires explore - from the explorer in it, bubbling
 * @fires explore-step - from the explorer in it, bubbling
 */
@customElement('nearsay-picture')
@localized()
export class NearsayPicture extends LitElement {
  @property({ attribute: false }) view: View | null = null;
  @property({ attribute: false }) scene: Scene | null = null;
  @property({ attribute: false }) phrases!: Phrases;
  @property({ attribute: false }) units: Units = 'metres';

  static override styles = [
    base,
    outlineStyles,
    css`
      figure {
        position: relative;
        max-width: var(--picture-width, none);
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
      .label {
        position: absolute;
        inset: 0 auto auto 0;
        max-width: 100%;
        padding: 0 0.35em;
        font-size: 1rem;
        font-weight: 700;
        line-height: 1.4;
        overflow-wrap: anywhere;
      }
      .still .label {
        font-size: 1.4rem;
      }
      .label[data-short] span {
        display: none;
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
    const figure = this.#figure(view);
    return view.kind === 'photo' && scene
      ? html`<nearsay-explorer .scene=${scene}>${figure}</nearsay-explorer>`
      : figure;
  }

  #figure(view: View) {
    const { scene } = this;
    return html`
      <figure
        role="img"
        aria-label=${label('pictureWithBoxes')}
        class=${view.kind === 'photo' ? 'still' : ''}
      >
        ${view.kind === 'photo' ? html`<img src=${view.url} alt="" />` : view.element}
        ${
          scene &&
          svg`<svg viewBox="0 0 ${scene.image.width} ${scene.image.height}" preserveAspectRatio="none" aria-hidden="true">
          ${farthestFirst(scene).map(outline)}
        </svg>`
        }
        ${
          scene &&
          html`<div class="labels" aria-hidden="true">
            ${farthestFirst(scene).map((thing) => this.#label(thing, view))}
          </div>`
        }
      </figure>
    `;
  }

  /** By script, for the page's policy refuses style attributes, also those that Lit's `styleMap` writes. */
  protected override updated(): void {
    const { scene } = this;
    const figure = this.renderRoot.querySelector('figure');
    if (!scene || !figure) return;
    const proportions = scene.image.width / scene.image.height;
    this.style.setProperty('--picture-width', `calc(${HIGHEST} * ${proportions})`);
    const shown = { width: figure.clientWidth, height: figure.clientHeight };
    const boxes = scene.objects.map(({ box }) => scaled(box, scene.image, shown));
    const labels = [...this.renderRoot.querySelectorAll<HTMLElement>('.label')].reverse();
    for (const [index, { left, top, form }] of layOutLabels(boxes, this.#sizesOf(labels), shown).entries()) {
      labels[index]!.toggleAttribute('data-short', form > 0);
      labels[index]!.style.translate = `${left}px ${top}px`;
    }
  }

  /** Whole, and on a still picture as a mere number: labels are large there. On a live one they would flicker. */
  #sizesOf(labels: readonly HTMLElement[]): Size[][] {
    const forms = this.view?.kind === 'photo' ? [false, true] : [false];
    const sizes = forms.map((isShort) => {
      for (const label of labels) label.toggleAttribute('data-short', isShort);
      return labels.map(({ offsetWidth: width, offsetHeight: height }) => ({ width, height }));
    });
    return labels.map((_, index) => sizes.map((form) => form[index]!));
  }

  #label({ object, index }: Indexed, { kind }: View) {
    const words = [nameOf(this.phrases, object.label), ...this.#measures(object, kind)];
    return html`<b class="label ${outlineClass(index)}">${object.rank}<span> ${words.join(' ')}</span></b>`;
  }

  /** On a still picture only the distance, for labels are large there; the list has the rest. */
  #measures(object: SceneObject, kind: View['kind']): string[] {
    const { language } = this.phrases;
    const distance = `· ${bestText(object, this.units, language)}`;
    if (kind === 'photo') return object.metres ? [distance] : [];
    return [scoreText(object, language), distance];
  }
}

interface Indexed {
  readonly object: SceneObject;
  /** 0 for the nearest. */
  readonly index: number;
}

/** In the order of painting: the nearest thing lies on top. */
function farthestFirst({ objects }: Scene): readonly Indexed[] {
  return objects.map((object, index) => ({ object, index })).reverse();
}

/** From pixels of the image to pixels of the screen. */
function scaled({ left, top, width, height }: Box, image: Size, shown: Size): Box {
  const across = shown.width / image.width;
  const down = shown.height / image.height;
  return { left: left * across, top: top * down, width: width * across, height: height * down };
}

function outline({ object, index }: Indexed) {
  const { left, top, width, height } = object.box;
  const nearest = object.rank === 1 ? 'nearest' : '';
  return ['halo', 'box'].map(
    (name) =>
      svg`<rect class="${name} ${nearest} ${outlineClass(index)}" x=${left} y=${top} width=${width} height=${height} />`,
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'nearsay-picture': NearsayPicture;
  }
}
