import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { focused, mount, textOf, unmountAll } from '../../test/harness/element-harness';
import { SourcesHarness } from '../../test/harness/elements';
import { templates as de } from '../localisation/labels/de';
import { templates as en } from '../localisation/labels/en';
import { writeIn } from '../localisation/localisation';
import { FileChosenEvent } from './nearsay-sources';

let sources: SourcesHarness;
let chosen: File[];

beforeEach(async () => {
  const element = document.createElement('nearsay-sources');
  element.addEventListener(FileChosenEvent.type, (event) => chosen.push((event as FileChosenEvent).file));
  sources = new SourcesHarness(await mount(element));
  chosen = [];
});
afterEach(unmountAll);

const photo = new File(['a photo'], 'photo.jpg', { type: 'image/jpeg' });

describe.each([
  ['photo', en.choosePhoto, 'image/*'],
  ['video', en.chooseVideo, 'video/*'],
] as const)('the button for a %s', (kind, name, accept) => {
  it('opens the picker for such files', async () => {
    const opened = vi.fn((event: Event) => event.preventDefault());
    sources.input(kind).addEventListener('click', opened);
    await userEvent.click(sources.button(name));
    expect(opened).toHaveBeenCalledTimes(1);
    expect(sources.input(kind)).toMatchObject({ type: 'file', accept, multiple: false });
  });

  it('hands on the file that is chosen, also the same one again', () => {
    sources.choose(kind, photo);
    sources.choose(kind, photo);
    expect(chosen.map(({ name: file }) => file)).toEqual(['photo.jpg', 'photo.jpg']);
    // A picker tells only of a change: with its file still in it, the same one would be none.
    expect(sources.input(kind).files).toHaveLength(0);
  });
});

it('hands on nothing when the picker is closed without a choice', () => {
  sources.input('photo').dispatchEvent(new Event('change'));
  expect(chosen).toEqual([]);
});

it('keeps the inputs out of sight and out of the way of the Tab key', async () => {
  expect(sources.all('input').some((input) => input.checkVisibility())).toBe(false);
  const stops: (Element | null)[] = [];
  for (let press = 0; press < 3; press++) {
    await userEvent.tab();
    stops.push(focused());
  }
  expect(stops.filter((stop) => stop?.localName === 'input')).toEqual([]);
});

it('says that pictures can be dropped and pasted where there is a mouse, as there is here', () => {
  const [hint] = sources.all('p');
  expect(textOf(hint!)).toBe(en.dropHere);
  expect(hint!.checkVisibility()).toBe(true);
});

it('brings the person to the photo button', () => {
  sources.element.focus();
  expect(focused()).toBe(sources.button(en.choosePhoto));
});

it('speaks the language of the person', async () => {
  await writeIn('de');
  await sources.settled();
  expect(sources.button(de.choosePhoto).checkVisibility()).toBe(true);
  await writeIn('en');
});
