import { localized } from '@lit/localize';
import { LitElement, type PropertyValues, html, nothing, svg } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Scene, SceneObject } from '../scene/scene';
import {
  FINGERTIP_CSS_PX,
  type Fingertip,
  type StepDirection,
  UNTOUCHED,
  feel,
  middleOf,
  step,
} from '../touch/touch';
import { label } from '../localisation/localisation';
import { styles } from './nearsay-explorer.styles';
import { base, controls } from './styles';

/** How far an arrow key moves the cursor, as a share of the picture's side; with Shift it is fine. */
const KEY_STEP = 1 / 12;
const FINE_KEY_STEP = 1 / 48;

const ARROWS: Readonly<Record<string, readonly [across: number, down: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const STEP_KEYS: Readonly<Record<string, StepDirection>> = {
  PageDown: 'next',
  PageUp: 'previous',
  Home: 'first',
  End: 'last',
};

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A finger, the mouse or the cursor of the keys has come to a point of the picture; null when it has left it. */
export class ExploreEvent extends Event {
  static readonly type = 'explore';
  constructor(readonly point: Fingertip | null) {
    super(ExploreEvent.type, { bubbles: true, composed: true });
  }
}

/** The person wants another thing, nearest first. */
export class ExploreStepEvent extends Event {
  static readonly type = 'explore-step';
  constructor(readonly direction: StepDirection) {
    super(ExploreStepEvent.type, { bubbles: true, composed: true });
  }
}

/**
 * Makes a picture something to be felt: by a finger that slides over it, by the mouse, by keys, and by two plain buttons
 * below it. A screen reader on a phone keeps one finger's slides for itself (it lets one through after a double tap that
 * is held): there the buttons do, which need no gesture. It shows what is touched, and says nothing itself.
 * @fires explore
 * @fires explore-step
 * @slot - the picture, which gives the size
 */
@customElement('nearsay-explorer')
@localized()
export class NearsayExplorer extends LitElement {
  /** What is in the picture. */
  @property({ attribute: false }) scene: Scene | null = null;
  /** Where the finger or the cursor is, or was last, pixels of the image, within it. */
  @state() private _cursor: Point | null = null;
  /** What lies under it. */
  @state() private _touched: SceneObject | null = null;
  @query('.area') private _area!: HTMLElement;
  /** The same as whoever listens has it, so that what is seen is what is heard. */
  #touch = UNTOUCHED;
  /** The finger that slides, or the mouse button that is down. */
  #pointer: number | null = null;

  static override styles = [base, controls, styles];

  /** Another picture: nothing of it was touched yet. */
  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('scene')) return;
    this.#touch = UNTOUCHED;
    this._cursor = this._touched = null;
  }

  override render() {
    return html`
      <div class="frame">
        <slot></slot>
        <div
          class="area"
          role="application"
          tabindex="0"
          aria-label=${label('touchArea')}
          aria-describedby="hint"
          @pointerdown=${this.#pointerDown}
          @pointermove=${this.#pointerMoved}
          @lostpointercapture=${this.#pointerLost}
          @contextmenu=${(event: Event) => event.preventDefault()}
          @keydown=${this.#keyPressed}
          @blur=${() => this.#left()}
        >
          ${this.#marks()}
        </div>
      </div>
      <p id="hint">${label('touchHint')}</p>
      <div class="row">
        <button @click=${() => this.#step('previous')}>${label('previousThing')}</button>
        <button @click=${() => this.#step('next')}>${label('nextThing')}</button>
      </div>
    `;
  }

  /** Each mark twice, light on dark: it stands out on any picture. */
  #marks() {
    const { scene, _cursor: cursor, _touched: touched } = this;
    if (!scene) return nothing;
    const { width, height } = scene.image;
    return svg`<svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" aria-hidden="true">
      ${['dark', 'light'].map((tone) => [touched && highlight(touched, tone), cursor && this.#cross(cursor, tone)])}
    </svg>`;
  }

  /** Lines from edge to edge, that are found at a glance, around a ring as large as a fingertip. */
  #cross({ x, y }: Point, tone: string) {
    const { width, height } = this.scene!.image;
    const ring = this.#fingertipSize() / 2;
    const lines = `M0 ${y}H${x - ring}M${x + ring} ${y}H${width}M${x} 0V${y - ring}M${x} ${y + ring}V${height}`;
    return svg`<path class="cursor ${tone}" d=${lines} /><circle class="cursor ${tone}" cx=${x} cy=${y} r=${ring} />`;
  }

  readonly #pointerDown = (event: PointerEvent) => {
    if (!event.isPrimary || event.button !== 0) return;
    this.#pointer = event.pointerId;
    this._area.setPointerCapture(event.pointerId);
    this.#moveTo(this.#pointOf(event), 'slide');
  };

  readonly #pointerMoved = (event: PointerEvent) => {
    if (event.pointerId === this.#pointer) this.#moveTo(this.#pointOf(event), 'slide');
  };

  /** Lifted, or taken by the browser for a gesture of its own. */
  readonly #pointerLost = (event: PointerEvent) => {
    if (event.pointerId !== this.#pointer) return;
    this.#pointer = null;
    this.#left();
  };

  readonly #keyPressed = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const arrow = ARROWS[event.key];
    const direction = STEP_KEYS[event.key];
    if (!arrow && !direction) return;
    event.preventDefault();
    if (direction) this.#step(direction);
    else if (arrow) this.#moveByKey(arrow, event);
  };

  #moveByKey([across, down]: readonly [number, number], { shiftKey, repeat }: KeyboardEvent): void {
    if (!this.scene) return;
    const { image } = this.scene;
    const share = shiftKey ? FINE_KEY_STEP : KEY_STEP;
    const { x, y } = this._cursor ?? { x: image.width / 2, y: image.height / 2 };
    const point = { x: x + across * share * image.width, y: y + down * share * image.height };
    // A key that is held down at the border would say so without end.
    if (!repeat || this.#touch.at.kind !== 'border') this.#moveTo(point, 'step');
  }

  #moveTo(point: Point, by: Fingertip['by']): void {
    const { scene } = this;
    if (!scene) return;
    const fingertip = { ...point, size: this.#fingertipSize(), by };
    this.#touch = feel(this.#touch, fingertip, scene).state;
    this._cursor = within(point, scene.image);
    this._touched = this.#touch.at.kind === 'thing' ? this.#touch.at.thing : null;
    this.dispatchEvent(new ExploreEvent(fingertip));
  }

  /** What was touched last stays marked. */
  #left(): void {
    if (!this.scene) return;
    this.#touch = feel(this.#touch, null, this.scene).state;
    this.dispatchEvent(new ExploreEvent(null));
  }

  #step(direction: StepDirection): void {
    this.#touch = step(this.#touch, direction, this.scene?.objects ?? []);
    const { current } = this.#touch;
    this._touched = current;
    if (current) this._cursor = middleOf(current.box);
    this.dispatchEvent(new ExploreStepEvent(direction));
  }

  /** In pixels of the image. */
  #fingertipSize(): number {
    return (FINGERTIP_CSS_PX * this.scene!.image.width) / this._area.clientWidth;
  }

  /** Where on the image the pointer is; outside of it too, once it is captured. */
  #pointOf({ clientX, clientY }: PointerEvent): Point {
    const { width, height } = this.scene?.image ?? { width: 0, height: 0 };
    const area = this._area.getBoundingClientRect();
    return {
      x: ((clientX - area.left) / area.width) * width,
      y: ((clientY - area.top) / area.height) * height,
    };
  }
}

function highlight({ box }: SceneObject, tone: string) {
  const { left, top, width, height } = box;
  return svg`<rect class="touched ${tone}" x=${left} y=${top} width=${width} height=${height} />`;
}

function within({ x, y }: Point, { width, height }: { width: number; height: number }): Point {
  return { x: Math.max(0, Math.min(x, width)), y: Math.max(0, Math.min(y, height)) };
}

declare global {
  interface HTMLElementTagNameMap {
    'nearsay-explorer': NearsayExplorer;
  }
  interface HTMLElementEventMap {
    explore: ExploreEvent;
    'explore-step': ExploreStepEvent;
  }
}
