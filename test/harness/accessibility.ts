/** What is wrong with the page as it stands for people who see little, aim badly, or use no mouse. */

import axe from 'axe-core';
import { cdp, userEvent } from 'vitest/browser';
import { AXE_OPTIONS, violationTexts } from '../axe-rules';
import { focused, isWithin, textOf } from './element-harness';

/** Both sides of what can be pressed, in CSS pixels: more than WCAG asks (2.5.5: 44), for hands that aim unseeing. */
const SMALLEST_TARGET = 60;

/** Thinner than this a ring is easily overlooked. CSS pixels. */
const THINNEST_FOCUS_RING = 3;

const SPACED_OUT = new CSSStyleSheet();
SPACED_OUT.replaceSync(`
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-block-end: 2em !important; }
`);

/** So many presses of the Tab key lead back into the page, at most. */
const WAY_BACK = 5;

const CONTROLS = 'a[href], button, input, select, textarea, summary';

export async function axeViolations(): Promise<string[]> {
  return violationTexts(await axe.run(document, AXE_OPTIONS));
}

/** What the person set in the device, by the names of CSS media features; what is left out is as the browser has it. */
export async function emulateMedia(features: Readonly<Record<string, string>>): Promise<void> {
  await cdp().send('Emulation.setEmulatedMedia', {
    features: Object.entries(features).map(([name, value]) => ({ name, value })),
  });
}

/** The controls that are shown, in whatever shadow root; behind an open dialog none is. */
export function shownControls(): HTMLElement[] {
  const dialog = deepAll<HTMLDialogElement>('dialog').find(({ open }) => open);
  return deepAll<HTMLElement>(CONTROLS).filter(
    (control) =>
      control.checkVisibility({ visibilityProperty: true }) && (!dialog || isWithin(control, dialog)),
  );
}

/** Each control that is smaller than a target should be, its label counted in, as text. */
export function smallTargets(): string[] {
  return shownControls().flatMap((control) => {
    const { width, height } = targetOf(control);
    const isSmall = Math.min(width, height) < SMALLEST_TARGET;
    return isSmall ? [`${titleOf(control)} is ${Math.round(width)} x ${Math.round(height)} px`] : [];
  });
}

/** By how many pixels the page, an open dialog, or the words on a button are wider than their room. */
export function overflowsBy(): number {
  const dialogs = deepAll<HTMLDialogElement>('dialog').filter(({ open }) => open);
  const insides = dialogs.flatMap((dialog) => deepAll<HTMLElement>('.content', dialog));
  const buttons = shownControls().filter(({ localName }) => localName === 'button');
  const areas = [document.documentElement, ...dialogs, ...insides, ...buttons];
  return Math.max(...areas.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth));
}

/**
 * Sets letters, words, lines and paragraphs of all that is shown as far apart as a person may want it (WCAG 2.2,
 * 1.4.12), until the elements are removed.
 */
export function spaceOut(): void {
  const roots = deepAll<HTMLElement>('*').flatMap(({ shadowRoot }) => shadowRoot ?? []);
  for (const root of roots) root.adoptedStyleSheets.push(SPACED_OUT);
}

/** Whatever moves, or would, by itself or on a change of its look, as text (WCAG 2.2, 2.3.3). */
export function moving(): string[] {
  return deepAll<HTMLElement>('*').flatMap((element) => {
    const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(element);
    const isStill =
      animationName === 'none' && parseFloat(transitionDuration) === 0 && scrollBehavior !== 'smooth';
    return isStill ? [] : [titleOf(element)];
  });
}

/** Goes through the controls by the Tab key. @returns each one that shows no ring while it has the focus, as text */
export function withoutFocusRing(): Promise<string[]> {
  return walkByTab('forward', (stop) => (showsFocusRing(stop) ? [] : [titleOf(stop)]));
}

/** Goes through the controls by the Tab key, to the last and back. @returns each one that something lies over, as text */
export async function coveredStops(): Promise<string[]> {
  const covered = (stop: Element) => (isCovered(stop) ? [titleOf(stop)] : []);
  return [...(await walkByTab('forward', covered)), ...(await walkByTab('back', covered))];
}

async function walkByTab(
  direction: 'forward' | 'back',
  faultsOf: (stop: Element) => string[],
): Promise<string[]> {
  const found: string[] = [];
  const seen = new Set<Element>();
  let stop = await nextStop(direction);
  // After an earlier walk the focus may stand outside of the page, with the browser's own controls.
  for (let press = 1; !stop && press < WAY_BACK; press++) stop = await nextStop(direction);
  for (; stop && !seen.has(stop); stop = await nextStop(direction)) {
    seen.add(stop);
    found.push(...faultsOf(stop));
  }
  if (seen.size === 0) found.push('the Tab key reaches nothing');
  return found;
}

async function nextStop(direction: 'forward' | 'back'): Promise<Element | null> {
  await userEvent.tab({ shift: direction === 'back' });
  const element = focused();
  return element === document.body ? null : element;
}

function showsFocusRing(element: Element): boolean {
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  return outlineStyle !== 'none' && parseFloat(outlineWidth) >= THINNEST_FOCUS_RING;
}

/** Whether a part of it, its rounded corners apart, lies under something else or off the screen. */
function isCovered(element: Element): boolean {
  const { left, top, width, height } = element.getBoundingClientRect();
  // What scrolls and is as high as its dialog is a stop, too, and has no place in which all of it would be seen.
  if (height > innerHeight / 2) return false;
  return [
    [0.5, 0.5],
    [0.5, 0.1],
    [0.5, 0.9],
    [0.1, 0.5],
    [0.9, 0.5],
  ].some(([across, down]) => {
    const topmost = topmostAt(left + width * across!, top + height * down!);
    return !topmost || !(isWithin(topmost, element) || isLabelOf(topmost, element));
  });
}

/** A native control is part of its label, which takes a press for it. */
function isLabelOf(topmost: Element, element: Element): boolean {
  return [...((element as HTMLInputElement).labels ?? [])].some((label) => isWithin(topmost, label));
}

function topmostAt(x: number, y: number): Element | null {
  let element = document.elementFromPoint(x, y);
  while (element?.shadowRoot) {
    const inner = element.shadowRoot.elementFromPoint(x, y);
    if (!inner || inner === element) break;
    element = inner;
  }
  return element;
}

function targetOf(control: HTMLElement): { width: number; height: number } {
  const parts = [control, ...((control as HTMLInputElement).labels ?? [])];
  const boxes = parts.map((part) => part.getBoundingClientRect());
  return {
    width: Math.max(...boxes.map(({ right }) => right)) - Math.min(...boxes.map(({ left }) => left)),
    height: Math.max(...boxes.map(({ bottom }) => bottom)) - Math.min(...boxes.map(({ top }) => top)),
  };
}

function titleOf(control: Element): string {
  const [label] = (control as HTMLInputElement).labels ?? [];
  return `${control.localName} "${textOf(label ?? control)}"`;
}

/** All that matches, in whatever shadow root, in the order of the page. */
export function deepAll<Found extends Element>(selector: string, root: ParentNode = document): Found[] {
  return [...root.querySelectorAll<Found>('*')].flatMap((element) => [
    ...(element.matches(selector) ? [element] : []),
    ...(element.shadowRoot ? deepAll<Found>(selector, element.shadowRoot) : []),
  ]);
}
