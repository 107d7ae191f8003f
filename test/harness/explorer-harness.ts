/** The explorer of a picture, used as a person does: by finger, mouse, keys and buttons of the browser itself. */

import { cdp } from 'vitest/browser';
import type { NearsayExplorer } from '../../src/components/nearsay-explorer';
import type { Fingertip, StepDirection } from '../../src/touch/touch';
import { ElementHarness } from './element-harness';

/** As a share of the picture, from its upper left corner; what lies outside of 0 to 1 lies outside of the picture. */
export type Share = readonly [x: number, y: number];

interface ScreenPoint {
  readonly x: number;
  readonly y: number;
}

export class ExplorerHarness extends ElementHarness<NearsayExplorer> {
  /** What it told of, in order, since the last `takeEvents`. */
  readonly #events: (Fingertip | StepDirection | null)[] = [];
  #isDown = false;

  constructor(element: NearsayExplorer) {
    super(element);
    element.addEventListener('explore', ({ point }) => this.#events.push(point));
    element.addEventListener('explore-step', ({ direction }) => this.#events.push(direction));
  }

  get area(): HTMLElement {
    return this.get('.area');
  }

  takeEvents(): (Fingertip | StepDirection | null)[] {
    return this.#events.splice(0);
  }

  /** Where the cursor is, as a share of the picture in per cent; null when there is none. */
  get cursor(): [x: number, y: number] | null {
    const ring = this.root.querySelector<SVGCircleElement>('circle.light');
    return ring && this.#percent(ring.cx.baseVal.value, ring.cy.baseVal.value);
  }

  /** The upper left corner of the frame around the thing that is touched, in per cent; null when there is none. */
  get touched(): [x: number, y: number] | null {
    const frame = this.root.querySelector<SVGRectElement>('rect.light');
    return frame && this.#percent(frame.x.baseVal.value, frame.y.baseVal.value);
  }

  async finger(kind: 'down' | 'move', share: Share): Promise<void> {
    const type = kind === 'down' ? 'touchStart' : 'touchMove';
    this.#isDown = true;
    await cdp().send('Input.dispatchTouchEvent', { type, touchPoints: [this.#onScreen(share)] });
    await this.#shown();
  }

  async liftFinger(): Promise<void> {
    if (this.#isDown) await cdp().send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    this.#isDown = false;
    await this.#shown();
  }

  async mouse(
    kind: 'Pressed' | 'Moved' | 'Released',
    share: Share,
    button: 'left' | 'right' | 'none' = 'left',
  ): Promise<void> {
    const params = { type: `mouse${kind}` as const, button, clickCount: 1, ...this.#onScreen(share) };
    await cdp().send('Input.dispatchMouseEvent', params);
    await this.#shown();
  }

  /** A browser keeps movements until it draws. */
  async #shown(): Promise<void> {
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    await this.settled();
  }

  #percent(x: number, y: number): [number, number] {
    const { width, height } = this.element.scene!.image;
    return [Math.round((100 * x) / width), Math.round((100 * y) / height)];
  }

  /** In the window of the browser, in which the page of a test is a frame. */
  #onScreen([x, y]: Share): ScreenPoint {
    const area = this.area.getBoundingClientRect();
    const frame = window.frameElement!.getBoundingClientRect();
    const scale = frame.width / innerWidth;
    return {
      x: frame.left + scale * (area.left + x * area.width),
      y: frame.top + scale * (area.top + y * area.height),
    };
  }
}
