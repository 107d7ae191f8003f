/** What is wrong with the page as it stands for people who see little, aim badly, or use no mouse. */

import axe from 'axe-core';
import { cdp, userEvent } from 'vitest/browser';
import { AXE_OPTIONS, violationTexts } from '../axe-rules';
import { focused, isWithin, textOf } from './element-harness';

/** Both sides of what can be pressed, in CSS pixels: more than WCAG asks (2.5.5: 44), for hands that aim unseeing. */
const SMALLEST_TARGET = 60;

/** Thinner than this a ring is easily overlooked. CSS pixels. */
const THINNEST_FOCUS_RING = 3;

const CONTROLS = 'a[href], button, input, select, textarea, summary';

export async function axeViolations(): Promise<string[]> {
  return violationTexts(await axe.run(document, AXE_OPTIONS));
}

export async function preferColorScheme(scheme: 'dark' | 'light'): Promise<void> {
  await cdp().send('Emulation.setEmulatedMedia', {
    features: [{ name: 'prefers-color-scheme', value: scheme }],
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
  const buttons = shownControls().filter(({ localName }) => localName === 'button');
  const areas = [document.documentElement, ...dialogs, ...buttons];
  return Math.max(...areas.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth));
}

/** Goes through the controls by the Tab key. @returns each one that shows no ring while it has the focus, as text */
export async function withoutFocusRing(): Promise<string[]> {
  const found: string[] = [];
  const seen = new Set<Element>();
  for (let element = await nextStop(); element && !seen.has(element); element = await nextStop()) {
    seen.add(element);
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const isSeen = outlineStyle !== 'none' && parseFloat(outlineWidth) >= THINNEST_FOCUS_RING;
    if (!isSeen) found.push(titleOf(element));
  }
  if (seen.size === 0) found.push('the Tab key reaches nothing');
  return found;
}

async function nextStop(): Promise<Element | null> {
  await userEvent.tab();
  const element = focused();
  return element === document.body ? null : element;
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

function deepAll<Found extends Element>(selector: string, root: ParentNode = document): Found[] {
  return [...root.querySelectorAll<Found>('*')].flatMap((element) => [
    ...(element.matches(selector) ? [element] : []),
    ...(element.shadowRoot ? deepAll<Found>(selector, element.shadowRoot) : []),
  ]);
}
