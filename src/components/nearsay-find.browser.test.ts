import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../app/page.css';
import {
  axeViolations,
  emulateMedia,
  overflowsBy,
  smallTargets,
  withoutFocusRing,
} from '../../test/harness/accessibility';
import { focused, isWithin, mount, textOf, unmountAll } from '../../test/harness/element-harness';
import { FindHarness } from '../../test/harness/find-harness';
import { SpeechRecognitionStub } from '../find/speech-recognition-stub.fixture';
import { templates as labels } from '../localisation/labels/en';
import { templates as german } from '../localisation/labels/de';
import { writeIn } from '../localisation/localisation';
import { COCO_CLASSES } from '../speech/phrases/coco-classes';
import { de } from '../speech/phrases/de';
import { en } from '../speech/phrases/en';
import { type NearsayFind, SayEvent, ThingChosenEvent } from './nearsay-find';

let opener: HTMLButtonElement;
let find: FindHarness;
let chosen: string[];
let said: string[];

beforeEach(async () => {
  // No voice of the page: nothing to wait for before the microphone opens.
  vi.stubGlobal('speechSynthesis', undefined);
  opener = document.createElement('button');
  opener.textContent = 'Find something';
  document.body.append(opener);
  const element = document.createElement('nearsay-find');
  Object.assign(element, { phrases: en, classes: COCO_CLASSES } satisfies Partial<NearsayFind>);
  chosen = [];
  said = [];
  element.addEventListener(ThingChosenEvent.type, (event) => chosen.push((event as ThingChosenEvent).label));
  element.addEventListener(SayEvent.type, (event) => said.push((event as SayEvent).text));
  opener.addEventListener('click', () => void element.show());
  find = new FindHarness(await mount(element));
});
afterEach(async () => {
  unmountAll();
  opener.remove();
  await writeIn('en');
  vi.unstubAllGlobals();
});

/** As a person without a mouse does it. */
async function open(): Promise<void> {
  opener.focus();
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(focused()).toBe(find.field));
  await find.settled();
}

const type = async (text: string) => {
  find.type(text);
  await find.settled();
};

describe('what to find', () => {
  it('opens with the focus in a field that has a visible name', async () => {
    await open();
    expect(find.element.isOpen).toBe(true);
    expect(textOf(find.dialog.heading)).toBe(labels.findWhat);
    const [name] = find.field.labels!;
    expect(textOf(name!)).toBe(labels.filterThings);
    expect(name!.checkVisibility()).toBe(true);
  });

  it('offers at first all that the detector knows, in the order of the person’s alphabet', async () => {
    await open();
    expect(find.things).toHaveLength(COCO_CLASSES.length);
    expect(find.things).toEqual([...find.things].sort((a, b) => a.localeCompare(b, 'en')));
    expect(find.status).toBe('');
  });

  it('speaks the person’s language', async () => {
    await writeIn('de');
    find.element.phrases = de;
    await open();
    expect(textOf(find.dialog.heading)).toBe(german.findWhat);
    await type('stü');
    expect(find.things).toContain('Stuhl');
  });

  it('tells that it is not ready as long as the classes are not known, and lists them when they are', async () => {
    find.element.classes = [];
    await open();
    expect(find.status).toBe(en.messages.gettingReady);
    expect(find.things).toEqual([]);
    find.element.classes = ['dog', 'cat'];
    await find.settled();
    expect(find.things).toEqual(['cat', 'dog']);
    expect(find.status).toBe('');
  });

  it('opens anew with an empty field', async () => {
    await open();
    await type('zzz');
    await userEvent.keyboard('{Escape}');
    await open();
    expect(find.field.value).toBe('');
    expect(find.things).toHaveLength(COCO_CLASSES.length);
  });
});

describe('typing', () => {
  beforeEach(open);

  it('shortens the list, best first, letter by letter', async () => {
    await userEvent.keyboard('bea');
    await find.settled();
    expect(find.things).toEqual(['bear', 'teddy bear']);
    await userEvent.keyboard('{Backspace}{Backspace}{Backspace}');
    await find.settled();
    expect(find.things).toHaveLength(COCO_CLASSES.length);
  });

  it('tells how many there are, and which, in a pause', async () => {
    await type('cha');
    expect(find.status).toBe('');
    await type('bea');
    await vi.waitFor(() => expect(find.status).toBe('2: bear, teddy bear'), { timeout: 3000 });
    await type('bear');
    expect(find.status).toBe('');
  });

  it('tells when nothing has that name', async () => {
    await type('dishwasher');
    expect(find.things).toEqual([]);
    await vi.waitFor(() => expect(find.status).toBe(labels.noThingMatches), { timeout: 3000 });
  });

  it('and Enter choose the first, which is marked', async () => {
    await userEvent.keyboard('teddy');
    await find.settled();
    expect(find.get('li button.primary').textContent).toContain('teddy bear');
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(chosen).toEqual(['teddy bear']));
    expect(find.element.isOpen).toBe(false);
  });

  it('and Enter choose nothing where nothing fits, or nothing was typed', async () => {
    await userEvent.keyboard('{Enter}');
    await type('dishwasher');
    await userEvent.keyboard('{Enter}');
    await find.settled();
    expect(find.status).toBe(labels.noThingMatches);
    expect(find.element.isOpen).toBe(true);
    expect(chosen).toEqual([]);
  });
});

describe('choosing', () => {
  it('by a press closes the dialog, gives the focus back, and tells the model’s name', async () => {
    await open();
    await type('hair');
    await userEvent.click(find.button('hair dryer'));
    await vi.waitFor(() => expect(chosen).toEqual(['hair drier']));
    expect(find.element.isOpen).toBe(false);
    expect(focused()).toBe(opener);
  });

  it('is told once the live regions are back in the page, where what is said next is heard', async () => {
    const regions = document.createElement('div');
    opener.after(regions);
    find.element.liveRegions = regions;
    const places: boolean[] = [];
    find.element.addEventListener(ThingChosenEvent.type, () =>
      places.push(isWithin(regions, find.dialog.get('dialog'))),
    );
    await open();
    expect(isWithin(regions, find.dialog.get('dialog'))).toBe(true);
    await userEvent.click(find.button('dog'));
    await vi.waitFor(() => expect(places).toEqual([false]));
    regions.remove();
  });

  it('can be left by Escape and by the button, without a choice', async () => {
    const closed = vi.fn();
    find.element.addEventListener('close', closed);
    await open();
    await type('dog');
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(closed).toHaveBeenCalledTimes(1));
    await open();
    await userEvent.click(find.dialog.closeButton);
    await vi.waitFor(() => expect(closed).toHaveBeenCalledTimes(2));
    expect(find.element.isOpen).toBe(false);
    expect(chosen).toEqual([]);
  });
});

describe('saying it', () => {
  const sayButton = async () => {
    await vi.waitFor(() => expect(find.sayButton).not.toBeNull());
    return find.sayButton!;
  };
  /** Presses the button, and waits for the microphone. */
  const listen = async () => {
    await userEvent.click(await sayButton());
    await vi.waitFor(() => expect(SpeechRecognitionStub.newest?.isListening).toBe(true));
    await find.settled();
    return SpeechRecognitionStub.newest;
  };

  it('is not offered where the device can’t understand by itself', async () => {
    SpeechRecognitionStub.install([]);
    await open();
    await vi.waitFor(() => expect(SpeechRecognitionStub.asked.length).toBeGreaterThan(0));
    await find.settled();
    expect(find.sayButton).toBeNull();
  });

  describe('where it can', () => {
    beforeEach(async () => {
      SpeechRecognitionStub.install(['en', 'en-US', 'en-GB']);
      await open();
    });

    it('is a button with a name, and opens no microphone until it is pressed', async () => {
      expect(textOf(await sayButton())).toBe(labels.sayIt);
      expect((await sayButton()).getAttribute('aria-pressed')).toBe('false');
      expect(SpeechRecognitionStub.made).toEqual([]);
    });

    it('asks for the name, listens on the device, and chooses', async () => {
      const recognition = await listen();
      expect(said).toEqual([en.messages.find.sayNow]);
      expect(find.sayButton!.getAttribute('aria-pressed')).toBe('true');
      expect(recognition.startedLocally).toBe(true);
      recognition.hear('where is my umbrella');
      await vi.waitFor(() => expect(chosen).toEqual(['umbrella']));
      expect(recognition.isListening).toBe(false);
    });

    it('chooses the likeliest of what may have been said that is a thing', async () => {
      (await listen()).hear('share', 'chair', 'bear');
      await vi.waitFor(() => expect(chosen).toEqual(['chair']));
    });

    it('tells when nothing was understood, and can be tried again', async () => {
      (await listen()).stayUnspoken();
      await vi.waitFor(() => expect(said.at(-1)).toBe(en.messages.find.notUnderstood));
      await find.settled();
      expect(find.sayButton!.getAttribute('aria-pressed')).toBe('false');
      (await listen()).hear('dog');
      await vi.waitFor(() => expect(chosen).toEqual(['dog']));
    });

    it('tells when nothing has the name that was understood, and leaves the list', async () => {
      (await listen()).hear('dishwasher');
      await vi.waitFor(() => expect(said.at(-1)).toBe(labels.noThingMatches));
      expect(find.things).toHaveLength(COCO_CLASSES.length);
      expect(find.element.isOpen).toBe(true);
    });

    it('opens the microphone only when a screen reader has likely asked for the name', async () => {
      find.element.isSpokenByScreenReader = true;
      const button = await sayButton();
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      try {
        button.click();
        expect(said).toEqual([en.messages.find.sayNow]);
        await vi.advanceTimersByTimeAsync(1400);
        expect(SpeechRecognitionStub.made).toEqual([]);
        await vi.advanceTimersByTimeAsync(5000);
        expect(SpeechRecognitionStub.newest?.isListening).toBe(true);
      } finally {
        vi.useRealTimers();
      }
    });

    it('does not open the microphone when it was ended before', async () => {
      find.element.isSpokenByScreenReader = true;
      const button = await sayButton();
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      try {
        button.click();
        button.click();
        await vi.advanceTimersByTimeAsync(10_000);
        expect(SpeechRecognitionStub.made).toEqual([]);
        expect(said).toEqual([en.messages.find.sayNow]);
      } finally {
        vi.useRealTimers();
      }
    });

    it.each<[string, () => Promise<void>]>([
      ['a second press', async () => userEvent.click(await sayButton())],
      ['closing the dialog', () => userEvent.keyboard('{Escape}')],
      ['leaving the page', async () => find.element.remove()],
    ])('ends by %s, without a word', async (_, end) => {
      const recognition = await listen();
      await end();
      await vi.waitFor(() => expect(recognition.isListening).toBe(false));
      expect(said).toEqual([en.messages.find.sayNow]);
      expect(chosen).toEqual([]);
    });
  });
});

describe('for people who see little, aim badly, or use no mouse:', () => {
  /** The button that opens it for the other tests is no part of what is judged. */
  const openAlone = async () => {
    opener.remove();
    await find.element.show();
  };
  afterEach(async () => {
    await emulateMedia({});
  });

  it.each([
    ['dark', 390, 780],
    ['light', 320, 640],
    ['light', 1280, 800],
  ] as const)('%s, %i x %i px', async (scheme, width, height) => {
    await emulateMedia({ 'prefers-color-scheme': scheme });
    await page.viewport(width, height);
    SpeechRecognitionStub.install(['en', 'en-US', 'en-GB']);
    await openAlone();
    await vi.waitFor(() => expect(find.sayButton).not.toBeNull());
    for (const text of ['', 'bea', 'dishwasher']) {
      await type(text);
      expect(await axeViolations()).toEqual([]);
      expect(smallTargets()).toEqual([]);
      expect(overflowsBy()).toBe(0);
    }
  });

  it('every stop of the Tab key shows a ring', async () => {
    await openAlone();
    await type('ba');
    expect(await withoutFocusRing()).toEqual([]);
  });
});
