import { localized } from '@lit/localize';
import { LitElement, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ElementHarness, mount, textOf, unmountAll } from '../../test/harness/element-harness';
import { LANGUAGES } from '../speech/phrases/languages';
import { templates as ar } from './labels/ar';
import { templates as de } from './labels/de';
import { templates as en } from './labels/en';
import { templates as fr } from './labels/fr';
import type { InterfaceLabels } from './labels/labels';
import { label, writeIn } from './localisation';

/** Italian's file can't be read while the network is down. */
const network = vi.hoisted(() => ({ isDown: false }));
vi.mock('./labels/it', async (original) => {
  const { templates } = await original<{ templates: InterfaceLabels }>();
  const ownKeys = () => {
    if (network.isDown) throw new TypeError('Failed to fetch');
    return Reflect.ownKeys(templates);
  };
  return { templates: new Proxy(templates, { ownKeys }) };
});

@customElement('labelled-element')
@localized()
class LabelledElement extends LitElement {
  override render() {
    return html`<button>${label('start')}</button>`;
  }
}

const root = document.documentElement;
let element: ElementHarness;

const shown = async () => {
  await element.settled();
  return textOf(element.get('button'));
};

beforeEach(async () => {
  element = new ElementHarness(await mount(new LabelledElement()));
});

afterEach(async () => {
  unmountAll();
  network.isDown = false;
  await writeIn('en');
});

test('English is written where no other language was asked for', async () => {
  expect(label('start')).toBe(en.start);
  expect(await shown()).toBe(en.start);
});

test('another language replaces the labels, on elements that are shown already as well', async () => {
  await writeIn('de');
  expect(label('start')).toBe(de.start);
  expect(await shown()).toBe(de.start);
  await writeIn('en');
  expect(label('start')).toBe(en.start);
  expect(await shown()).toBe(en.start);
});

test('the page tells its language and the way in which it is written', async () => {
  await writeIn('ar');
  expect([root.lang, root.dir]).toEqual(['ar', 'rtl']);
  expect(await shown()).toBe(ar.start);
  expect(getComputedStyle(element.get('button')).direction).toBe('rtl');
  await writeIn('fr');
  expect([root.lang, root.dir]).toEqual(['fr', 'ltr']);
  expect(await shown()).toBe(fr.start);
});

test('a language that can not be had leaves the former one, and is asked for again', async () => {
  await writeIn('de');
  network.isDown = true;
  await expect(writeIn('it')).rejects.toThrow('Failed to fetch');
  expect(label('start')).toBe(de.start);
  expect(await shown()).toBe(de.start);
  expect([root.lang, root.dir]).toEqual(['de', 'ltr']);

  network.isDown = false;
  await writeIn('it');
  expect(await shown()).toBe('Inizia');
  expect(root.lang).toBe('it');
});

test('the language that was asked for last is written, however many are on their way', async () => {
  await Promise.all([writeIn('de'), writeIn('ar'), writeIn('fr')]);
  expect([root.lang, root.dir]).toEqual(['fr', 'ltr']);
  expect(await shown()).toBe(fr.start);
});

test('every language has a file of labels', async () => {
  const starts = new Set<string>();
  for (const { language, direction } of LANGUAGES) {
    await writeIn(language);
    expect([root.lang, root.dir]).toEqual([language, direction]);
    starts.add(label('whatIsAhead'));
  }
  expect(starts.size).toBe(LANGUAGES.length);
});
