/** An element in a page, as a test sees and uses it. The harness of each element extends it. */

import type { LitElement } from 'lit';

export class ElementHarness<Element extends LitElement = LitElement> {
  constructor(readonly element: Element) {}

  get root(): ShadowRoot {
    return this.element.shadowRoot!;
  }

  /** Resolves once the element, and those within it, show what they were given. */
  async settled(): Promise<void> {
    do await this.element.updateComplete;
    while (this.element.isUpdatePending);
    for (const inner of this.root.querySelectorAll('*'))
      if ('updateComplete' in inner) await new ElementHarness(inner as LitElement).settled();
  }

  /** @throws Error when there is none */
  get<Found extends globalThis.Element>(selector: string): Found {
    const found = this.root.querySelector<Found>(selector);
    if (!found) throw new Error(`${this.element.localName} shows no ${selector}`);
    return found;
  }

  all<Found extends HTMLElement>(selector: string): Found[] {
    return [...this.root.querySelectorAll<Found>(selector)];
  }

  /** The button with this visible name. @throws Error when there is none */
  button(name: string): HTMLButtonElement {
    const button = this.all<HTMLButtonElement>('button').find((candidate) => textOf(candidate) === name);
    if (!button) throw new Error(`${this.element.localName} shows no button "${name}"`);
    return button;
  }
}

/** The text as it reads, without the white space of the source. */
export function textOf(element: Element): string {
  return (element.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
}

/** Puts an element into the page, which is emptied by `unmountAll`. */
export async function mount<Mounted extends LitElement>(
  element: Mounted,
  container: Element = document.body,
): Promise<Mounted> {
  container.append(element);
  mounted.push(element);
  await new ElementHarness(element).settled();
  return element;
}

const mounted: Element[] = [];

export function unmountAll(): void {
  mounted.splice(0).forEach((element) => element.remove());
}

/** The element with the focus, in whatever shadow root. */
export function focused(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/** Whether a container shows the element, in whatever shadow root or slot. */
export function isWithin(element: Node, container: Node): boolean {
  let node: Node | null = element;
  while (node && node !== container) {
    node = (node as Element).assignedSlot ?? node.parentNode ?? (node as Partial<ShadowRoot>).host ?? null;
  }
  return node === container;
}
