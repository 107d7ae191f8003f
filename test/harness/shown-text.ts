/** The text that the page shows, in whatever shadow root, and whether all of it can be read. */

import { deepAll } from './accessibility';
import { isWithin, textOf } from './element-harness';

export interface ShownText {
  /** The one that holds the text itself. */
  readonly element: HTMLElement;
  readonly text: string;
}

/** Fractions of a pixel are rounding. CSS pixels. */
const ROUNDING = 1;

/** For screen readers only: see page.css. */
const UNSEEN = '.unseen, .unseen *';

/** Each element that shows a text of its own; behind an open dialog none does. */
export function shownTexts(): ShownText[] {
  const dialog = deepAll<HTMLDialogElement>('dialog').find(({ open }) => open);
  return deepAll<HTMLElement>('*').flatMap((element) => {
    const text = textOf({ textContent: ownText(element) } as Element);
    const isShown =
      text !== '' &&
      !element.matches(UNSEEN) &&
      element.checkVisibility({ visibilityProperty: true }) &&
      (!dialog || isWithin(element, dialog));
    return isShown ? [{ element, text }] : [];
  });
}

/**
 * Each text that reaches out of the screen's sides, of its button, or of anything that cuts it off, as text. In an area
 * that scrolls downwards it may lie below. What is hidden from screen readers is left out: the labels on the picture
 * find no room on a small one, and the list says the same.
 */
export function cutOffTexts(): string[] {
  const told = shownTexts().filter(({ element }) => !element.closest('[aria-hidden="true"]'));
  return told.flatMap(({ element, text }) => {
    const isCut = element.localName === 'select' ? isSelectCut(element) : isOutside(element);
    return isCut ? [`"${text}"`] : [];
  });
}

/** The element in which another one is painted: also across the border of a shadow root, and through a slot. */
export function parentOf(element: Element): Element | null {
  return (
    element.assignedSlot ??
    element.parentElement ??
    (element.getRootNode() as Partial<ShadowRoot>).host ??
    null
  );
}

function ownText(element: HTMLElement): string {
  if (element instanceof HTMLSelectElement) return element.selectedOptions[0]?.text ?? '';
  if (element instanceof HTMLOptionElement || element.localName === 'style') return '';
  return textNodesOf(element)
    .map(({ data }) => data)
    .join('');
}

function textNodesOf(element: Element): Text[] {
  return [...element.childNodes].filter((node) => node instanceof Text);
}

function isOutside(element: HTMLElement): boolean {
  const rooms = roomsOf(element);
  return textNodesOf(element)
    .flatMap((node) => {
      const range = document.createRange();
      range.selectNodeContents(node);
      return [...range.getClientRects()];
    })
    .some(({ left, right, top, bottom }) =>
      rooms.some(
        (room) =>
          left < room.left - ROUNDING ||
          right > room.right + ROUNDING ||
          top < room.top - ROUNDING ||
          bottom > room.bottom + ROUNDING,
      ),
    );
}

interface Room {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** What bounds the text of an element; what scrolls downwards bounds nothing above it any more. */
function roomsOf(element: HTMLElement): Room[] {
  const screen = { left: 0, right: innerWidth, top: -Infinity, bottom: Infinity };
  const rooms: Room[] = [screen];
  let scrolls = false;
  for (let part: Element | null = element; part; part = parentOf(part)) {
    const { overflowX, overflowY } = getComputedStyle(part);
    const { left, right, top, bottom } = part.getBoundingClientRect();
    const boundsAll = part.matches('button') || [overflowX, overflowY].some((way) => /hidden|clip/.test(way));
    scrolls ||= /auto|scroll/.test(overflowY) && part !== document.body;
    if (scrolls && (boundsAll || overflowX !== 'visible'))
      rooms.push({ left, right, top: -Infinity, bottom: Infinity });
    else if (boundsAll) rooms.push({ left, right, top, bottom });
  }
  return rooms;
}

/** A select shows nothing of its text to a script: a box of the same width and type tells how high it would be. */
function isSelectCut(select: HTMLElement): boolean {
  const style = getComputedStyle(select);
  const probe = document.createElement('div');
  probe.textContent = ownText(select);
  for (const name of ['font', 'letter-spacing', 'word-spacing', 'padding', 'overflow-wrap'])
    probe.style.setProperty(name, style.getPropertyValue(name));
  Object.assign(probe.style, {
    position: 'absolute',
    width: `${select.clientWidth}px`,
    boxSizing: 'border-box',
  });
  document.body.append(probe);
  const needed = probe.offsetHeight;
  probe.remove();
  return needed > select.clientHeight + ROUNDING;
}
