/**
 * The part of XML in which XMP is written, parsed in one pass. It knows no document types, so that no entity can grow;
 * it runs in Node and in workers, where there is no DOMParser; and a value of some megabytes costs it one search.
 */

export interface XmlElement {
  /** With the namespace in front, as "uri name". */
  readonly name: string;
  /** By names with their namespace. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Of an element without children. */
  readonly text: string;
}

/** XMP of cameras has some hundred elements, seven deep. */
const MOST_ELEMENTS = 5000;
const DEEPEST = 32;

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

class Broken extends Error {}

interface OpenElement {
  readonly qualified: string;
  readonly prefixes: ReadonlyMap<string, string>;
  readonly element: XmlElement & { readonly children: XmlElement[]; text: string };
}

/** @returns the outermost element, or null where this is not XML of our kind, or too much of it */
export function parseXml(source: string): XmlElement | null {
  try {
    return parse(source);
  } catch (error) {
    if (error instanceof Broken) return null;
    throw error;
  }
}

function parse(source: string): XmlElement | null {
  const open: OpenElement[] = [];
  let root: XmlElement | null = null;
  let elements = 0;
  let at = 0;
  for (;;) {
    const start = source.indexOf('<', at);
    if (start < 0) break;
    const parent = open.at(-1);
    if (parent && parent.element.children.length === 0) parent.element.text += source.slice(at, start);
    const next = source[start + 1];
    if (next === '?') at = after(source, '?>', start);
    else if (source.startsWith('<!--', start)) at = after(source, '-->', start);
    else if (next === '!') throw new Broken();
    else if (next === '/') {
      at = after(source, '>', start);
      const closed = open.pop();
      if (source.slice(start + 2, at - 1).trim() !== closed?.qualified) throw new Broken();
      finish(closed.element);
      if (open.length === 0) return root;
    } else {
      const tag = readTag(source, start, parent?.prefixes ?? new Map());
      if (++elements > MOST_ELEMENTS || open.length >= DEEPEST || (root && !parent)) throw new Broken();
      root ??= tag.opened.element;
      parent?.element.children.push(tag.opened.element);
      if (!tag.isClosed) open.push(tag.opened);
      else if (!parent) return root;
      at = tag.end;
    }
  }
  return null;
}

function readTag(source: string, start: number, outer: ReadonlyMap<string, string>) {
  const qualified = nameAt(source, start + 1);
  if (!qualified) throw new Broken();
  const raw = new Map<string, string>();
  const prefixes = new Map(outer);
  let at = start + 1 + qualified.length;
  for (;;) {
    at = skipSpace(source, at);
    const isClosed = source.startsWith('/>', at);
    if (isClosed || source[at] === '>') {
      const attributes = new Map([...raw].map(([key, value]) => [resolved(key, prefixes), value]));
      const element = { name: resolved(qualified, prefixes), attributes, children: [], text: '' };
      return { opened: { qualified, prefixes, element }, isClosed, end: at + (isClosed ? 2 : 1) };
    }
    const key = nameAt(source, at);
    at = skipSpace(source, at + key.length);
    if (!key || source[at] !== '=') throw new Broken();
    at = skipSpace(source, at + 1);
    const quote = source[at];
    if (quote !== '"' && quote !== "'") throw new Broken();
    const end = after(source, quote, at + 1);
    const value = plain(source.slice(at + 1, end - 1));
    if (key.startsWith('xmlns:')) prefixes.set(key.slice(6), value);
    else raw.set(key, value);
    at = end;
  }
}

function finish(element: { readonly children: readonly XmlElement[]; text: string }): void {
  element.text = element.children.length > 0 ? '' : plain(element.text.trim());
}

/** "uri name"; a name without a known prefix keeps what it has. */
function resolved(qualified: string, prefixes: ReadonlyMap<string, string>): string {
  const [prefix, name] = qualified.split(':', 2);
  const uri = name === undefined ? undefined : prefixes.get(prefix!);
  return uri === undefined ? qualified : `${uri} ${name}`;
}

function plain(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w{1,4}));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name] ?? whole;
      const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

function after(source: string, what: string, from: number): number {
  const found = source.indexOf(what, from);
  if (found < 0) throw new Broken();
  return found + what.length;
}

const NAME = /[\w:.-]*/y;
const SPACE = /\s*/y;

function nameAt(source: string, at: number): string {
  NAME.lastIndex = at;
  return NAME.exec(source)?.[0] ?? '';
}

function skipSpace(source: string, at: number): number {
  SPACE.lastIndex = at;
  return at + (SPACE.exec(source)?.[0].length ?? 0);
}
