/** Goes through a page as a person without a mouse does, and notes each control that would trip them. */

import type { CDPSession, Page } from 'playwright';

/** Both sides of what can be pressed, in CSS pixels: more than WCAG asks (2.5.5: 44), for hands that aim unseeing. */
const SMALLEST_TARGET = 60;

/** Far more than any view has: a walk that is longer has come to a trap. */
const MOST_STOPS = 250;

/** Room around a control in which its focus ring shows, in CSS pixels. */
const FOCUS_RING = 10;

export interface Walk {
  /** Where the Tab key stopped, in this order, as assistive technology is told: for instance 'button "Start"'. */
  readonly stops: readonly string[];
  /**
   * What is wrong, in plain words: a control without a name, or without a visible focus, a target below 60x60 px,
   * a control that is never reached, a trap.
   */
  readonly faults: readonly string[];
}

/**
 * Walks with the Tab key from where the page, or the dialog that is open, has its focus, until it comes round.
 * @param isMoving whether the page changes by itself, as it does while scanning: two pictures of a control then differ
 * for other reasons than the focus, and its outline is asked for instead
 */
export async function walkByTab(page: Page, isMoving = false): Promise<Walk> {
  const debug = await page.context().newCDPSession(page);
  const stops: string[] = [];
  const faults: string[] = [];
  await page.evaluate(beginWalk);
  while (stops.length < MOST_STOPS) {
    await page.keyboard.press('Tab');
    // Between the last control and the first one the focus is with the browser.
    if (!(await page.evaluate(hasFocus))) await page.keyboard.press('Tab');
    if (!(await page.evaluate(markStop))) break;
    const { role, name } = await focusedControl(debug);
    const title = `${role} "${name}"`;
    stops.push(title);
    if (name === '') faults.push(`${title} has no name`);
    if (!(await (isMoving ? page.evaluate(hasOutline) : showsFocus(page))))
      faults.push(`${title} does not show that it has the focus`);
  }
  if (stops.length === MOST_STOPS) faults.push('the Tab key never comes round');
  for (const { title, width, height, reached } of await page.evaluate(surveyControls)) {
    if (!reached) faults.push(`${title} is not reached by the Tab key`);
    if (Math.min(width, height) < SMALLEST_TARGET) faults.push(`${title} is ${width}x${height} px`);
  }
  await debug.detach();
  return { stops, faults };
}

/** What the browser tells assistive technology about the control that has the focus. */
async function focusedControl(debug: CDPSession): Promise<{ role: string; name: string }> {
  const { result } = await debug.send('Runtime.evaluate', { expression: 'keyboardWalk.focused()' });
  const { nodes } = await debug.send('Accessibility.getPartialAXTree', {
    objectId: result.objectId!,
    fetchRelatives: false,
  });
  return {
    role: String(nodes[0]?.role?.value ?? 'nothing'),
    name: String(nodes[0]?.name?.value ?? '').trim(),
  };
}

/** Whether the page around the focused control looks any different without the focus, which it then gets back. */
async function showsFocus(page: Page): Promise<boolean> {
  const clip = await surroundings(page);
  if (clip.width <= 0 || clip.height <= 0) return false;
  const control = await page.evaluateHandle(() => keyboardWalk.focused()!);
  const focused = await page.screenshot({ clip });
  await control.evaluate((element) => {
    element.blur();
  });
  const blurred = await page.screenshot({ clip });
  await control.evaluate((element) => {
    element.focus({ preventScroll: true });
  });
  return !focused.equals(blurred);
}

/** The part of the viewport around the focused control, in CSS pixels. */
async function surroundings(page: Page): Promise<{ x: number; y: number; width: number; height: number }> {
  return page.evaluate((ring) => {
    const { left, top, right, bottom } = keyboardWalk.targetOf(keyboardWalk.focused()!);
    const x = Math.max(0, left - ring);
    const y = Math.max(0, top - ring);
    return {
      x,
      y,
      width: Math.min(innerWidth, right + ring) - x,
      height: Math.min(innerHeight, bottom + ring) - y,
    };
  }, FOCUS_RING);
}

/** What the walk keeps in the page while it goes on. */
interface KeyboardWalk {
  readonly reached: Set<Element>;
  /** The element with the focus, in whatever shadow root, or null. */
  focused(): HTMLElement | null;
  /** What can be pressed: the control, and its labels. */
  targetOf(element: Element): { left: number; top: number; right: number; bottom: number };
  /** All controls that are shown, in the open dialog where there is one. */
  controls(): HTMLElement[];
}

declare const keyboardWalk: KeyboardWalk;

/** Runs in the page. */
function beginWalk(): void {
  const CONTROLS = 'a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex="-1"])';
  const all = (root: ParentNode, selector: string): HTMLElement[] =>
    [...root.querySelectorAll<HTMLElement>('*')].flatMap((element) => [
      ...(element.matches(selector) ? [element] : []),
      ...(element.shadowRoot ? all(element.shadowRoot, selector) : []),
    ]);
  const isWithin = (element: Node, container: Node): boolean => {
    let node: Node | null = element;
    while (node && node !== container) {
      node = (node as Element).assignedSlot ?? node.parentNode ?? (node as ShadowRoot).host ?? null;
    }
    return node === container;
  };
  const walk: KeyboardWalk = {
    reached: new Set(),
    focused() {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element === document.body ? null : (element as HTMLElement | null);
    },
    targetOf(element) {
      const parts = [element, ...((element as HTMLInputElement).labels ?? [])];
      const boxes = parts.map((part) => part.getBoundingClientRect());
      return {
        left: Math.min(...boxes.map(({ left }) => left)),
        top: Math.min(...boxes.map(({ top }) => top)),
        right: Math.max(...boxes.map(({ right }) => right)),
        bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
      };
    },
    controls() {
      const dialog = all(document, 'dialog:modal').at(-1);
      return all(document, CONTROLS).filter(
        (control) =>
          control.checkVisibility({ visibilityProperty: true }) &&
          !control.matches(':disabled') &&
          (dialog === undefined || isWithin(control, dialog)),
      );
    },
  };
  Object.assign(window, { keyboardWalk: walk });
  walk.focused()?.blur();
}

/** Runs in the page. */
function hasFocus(): boolean {
  return keyboardWalk.focused() !== null;
}

/** Runs in the page: whether the focused control is outlined, by 2 px at least (WCAG 2.2, 2.4.13). */
function hasOutline(): boolean {
  const { outlineStyle, outlineWidth } = getComputedStyle(keyboardWalk.focused()!);
  return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
}

/** Runs in the page: notes the control that has the focus; false when there is none, or the walk has come round. */
function markStop(): boolean {
  const element = keyboardWalk.focused();
  if (!element || keyboardWalk.reached.has(element)) return false;
  keyboardWalk.reached.add(element);
  return true;
}

/** Runs in the page. The Tab key stops at one radio button of a group; the arrow keys reach the others. */
function surveyControls(): { title: string; width: number; height: number; reached: boolean }[] {
  const groupOf = (element: Element) =>
    element instanceof HTMLInputElement && element.type === 'radio' ? element.name : undefined;
  const reachedGroups = new Set([...keyboardWalk.reached].map(groupOf));
  return keyboardWalk.controls().map((control) => {
    const { left, top, right, bottom } = keyboardWalk.targetOf(control);
    const group = groupOf(control);
    const label = (control as HTMLInputElement).labels?.[0]?.textContent ?? control.textContent;
    return {
      title: `${control.localName} "${(control.getAttribute('aria-label') ?? label).trim()}"`,
      width: Math.round(right - left),
      height: Math.round(bottom - top),
      reached: keyboardWalk.reached.has(control) || (group !== undefined && reachedGroups.has(group)),
    };
  });
}
