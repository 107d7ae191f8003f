import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../app/page.css';
import {
  axeViolations,
  emulateMedia,
  overflowsBy,
  smallTargets,
  withoutFocusRing,
} from '../../test/harness/accessibility';
import { textsBelow } from '../../test/harness/contrast';
import { focused, isWithin, mount, textOf, unmountAll } from '../../test/harness/element-harness';
import { FirstMinuteHarness } from '../../test/harness/first-minute-harness';
import { cutOffTexts } from '../../test/harness/shown-text';
import { FIRST_MINUTE, type IntroductionStep } from '../app/first-minute';
import { DEFAULT_SETTINGS, type Settings } from '../app/settings';
import { templates as german } from '../localisation/labels/de';
import { templates as labels } from '../localisation/labels/en';
import { writeIn } from '../localisation/localisation';
import { de } from '../speech/phrases/de';
import { en } from '../speech/phrases/en';
import { StepEvent } from './nearsay-first-minute';
import { SettingsChangeEvent } from './nearsay-settings';

const { messages } = en;
const { firstMinute } = messages;

let opener: HTMLButtonElement;
/** Of all text (WCAG 2.2, 1.4.6). */
const LEAST_TEXT_CONTRAST = 7;

let regions: HTMLElement;
let introduction: FirstMinuteHarness;
let changes: Partial<Settings>[];
/** What was to be heard: the text, and whether a screen reader reads it already. */
let heard: [text: string, isRead: boolean][];
const told = vi.fn();

interface Given {
  readonly settings?: Partial<Settings>;
  readonly step?: IntroductionStep;
  /** The page was touched before, so that the voice may be heard. */
  readonly isTouched?: boolean;
}

/** Opens the introduction; changes of settings come back to it, as the session does it. */
async function open({ settings = {}, step, isTouched = true }: Given = {}): Promise<void> {
  vi.spyOn(UserActivation.prototype, 'hasBeenActive', 'get').mockReturnValue(isTouched);
  const element = document.createElement('nearsay-first-minute');
  Object.assign(element, {
    settings: { ...DEFAULT_SETTINGS, ...settings },
    phrases: en,
    liveRegions: regions,
  });
  element.addEventListener(SettingsChangeEvent.type, (event) => {
    const { change } = event as SettingsChangeEvent;
    changes.push(change);
    element.settings = { ...element.settings, ...change };
  });
  element.addEventListener(StepEvent.type, (event) => {
    const { text, isRead } = event as StepEvent;
    heard.push([text, isRead]);
  });
  for (const name of ['try-voice', 'allow-camera', 'look', 'close']) {
    element.addEventListener(name, () => told(name));
  }
  introduction = new FirstMinuteHarness(await mount(element));
  opener.focus();
  await element.show(step);
  await introduction.settled();
}

const press = async (button: HTMLElement) => {
  await userEvent.click(button);
  await introduction.settled();
};
const goOn = () => press(introduction.nextButton);
/** Resolves when the step is shown, and was told. */
const arriveAt = (text: string) =>
  vi.waitFor(() => {
    expect(textOf(introduction.text)).toBe(text);
    expect(introduction.dialog.isOpen).toBe(true);
    expect(heard.at(-1)?.[0]).toBe(text);
  });
const hasClosed = () => vi.waitFor(() => expect(told.mock.calls.at(-1)).toEqual(['close']));

beforeEach(() => {
  changes = [];
  heard = [];
  opener = document.createElement('button');
  opener.textContent = 'Introduction';
  opener.style.cssText = 'color: var(--text); background: var(--background)';
  regions = document.createElement('div');
  document.body.append(opener, regions);
});
afterEach(async () => {
  unmountAll();
  opener.remove();
  regions.remove();
  told.mockReset();
  vi.restoreAllMocks();
  await writeIn('en');
});

describe('step by step', () => {
  it('leads through everything to its end, and is done then', async () => {
    await open();
    const texts: string[] = [];
    for (const step of FIRST_MINUTE) {
      await arriveAt(step === 'limits' ? messages.safetyNotice : firstMinute[step]);
      texts.push(textOf(introduction.text));
      await goOn();
    }
    await hasClosed();
    expect(new Set(texts).size).toBe(FIRST_MINUTE.length);
    expect(introduction.element.isOpen).toBe(false);
    expect(introduction.dialog.isOpen).toBe(false);
    expect(changes).toEqual([{ safetyNoticeHeard: true }, { firstMinuteDone: true }]);
    expect(told).toHaveBeenCalledTimes(1);
    expect(focused()).toBe(opener);
  });

  it('has a heading for each step, which names the dialog', async () => {
    await open();
    const headings: string[] = [];
    for (const step of FIRST_MINUTE) {
      await arriveAt(step === 'limits' ? messages.safetyNotice : firstMinute[step]);
      headings.push(introduction.heading);
      await goOn();
    }
    const { firstMinute: name, voice, whatItCannotDo, allowCamera, whatIsAhead } = labels;
    expect(headings).toEqual([name, voice, whatItCannotDo, allowCamera, name, whatIsAhead, name]);
  });

  it('goes back as well, but from the first step', async () => {
    await open();
    expect(introduction.backButton).toBeNull();
    await goOn();
    await arriveAt(firstMinute.voice);
    await press(introduction.backButton!);
    await arriveAt(firstMinute.welcome);
  });

  it('can be gone through with the keyboard alone', async () => {
    await open();
    for (const text of [firstMinute.voice, messages.safetyNotice, firstMinute.camera]) {
      introduction.nextButton.focus();
      await userEvent.keyboard('{Enter}');
      await arriveAt(text);
    }
  });

  it('bears impatient presses, and tells only the step that they lead to', async () => {
    await open();
    heard = [];
    introduction.nextButton.click();
    introduction.nextButton.click();
    await arriveAt(messages.safetyNotice);
    expect(heard).toEqual([[messages.safetyNotice, false]]);
  });

  it('holds the live regions of the page while it is open', async () => {
    await open();
    await goOn();
    await arriveAt(firstMinute.voice);
    expect(isWithin(regions, introduction.dialog.get('dialog'))).toBe(true);
  });

  it('opens at another step later', async () => {
    await open({ settings: { safetyNoticeHeard: true }, step: 'holding' });
    await arriveAt(firstMinute.holding);
  });

  it('shows the safety notice also to those who heard it, who may skip it', async () => {
    await open({ settings: { safetyNoticeHeard: true }, step: 'limits' });
    expect(textOf(introduction.topButton)).toBe(labels.skip);
    await goOn();
    await arriveAt(firstMinute.camera);
    expect(changes).toEqual([]);
  });

  it('opens again from its beginning', async () => {
    await open({ settings: { safetyNoticeHeard: true } });
    await goOn();
    await arriveAt(firstMinute.voice);
    await userEvent.keyboard('{Escape}');
    await hasClosed();
    await introduction.element.show();
    await arriveAt(firstMinute.welcome);
  });
});

describe('what is heard', () => {
  it('is spoken once the page was touched, with the focus on the heading, which alone a screen reader says', async () => {
    await open();
    expect(heard).toEqual([[firstMinute.welcome, false]]);
    expect(focused()).toBe(introduction.dialog.heading);
    await goOn();
    await arriveAt(firstMinute.voice);
    expect(heard.at(-1)).toEqual([firstMinute.voice, false]);
    expect(focused()).toBe(introduction.dialog.heading);
  });

  it('is read by the screen reader that was chosen, with the focus on the text, and not spoken as well', async () => {
    await open({ settings: { output: 'screen-reader' } });
    expect(heard).toEqual([[firstMinute.welcome, true]]);
    expect(focused()).toBe(introduction.text);
    const before = introduction.text;
    await goOn();
    await arriveAt(firstMinute.voice);
    expect(heard.at(-1)).toEqual([firstMinute.voice, true]);
    expect(focused()).toBe(introduction.text);
    // A screen reader may press without taking the focus from the text; it says only what the focus moves to.
    expect(introduction.text).not.toBe(before);
  });

  it('is read by a screen reader at first, as long as browsers let no voice be heard', async () => {
    await open({ isTouched: false });
    expect(heard).toEqual([[firstMinute.welcome, true]]);
    expect(focused()).toBe(introduction.text);
    vi.spyOn(UserActivation.prototype, 'hasBeenActive', 'get').mockReturnValue(true);
    await goOn();
    await arriveAt(firstMinute.voice);
    expect(heard.at(-1)).toEqual([firstMinute.voice, false]);
  });

  it('changes its voice from the next step on when the other one is chosen', async () => {
    await open({ step: 'voice' });
    await press(introduction.all('input')[1]!);
    expect(changes).toEqual([{ output: 'screen-reader' }]);
    await goOn();
    await arriveAt(messages.safetyNotice);
    expect(heard.at(-1)).toEqual([messages.safetyNotice, true]);
  });

  it('is told anew in the language that was chosen, while the focus stays on the choice', async () => {
    await open({ settings: { output: 'screen-reader' } });
    const select = introduction.get<HTMLSelectElement>('select');
    select.focus();
    await writeIn('de');
    introduction.element.phrases = de;
    await introduction.settled();
    expect(heard.slice(1)).toEqual([[de.messages.firstMinute.welcome, false]]);
    expect(textOf(introduction.text)).toBe(de.messages.firstMinute.welcome);
    expect(introduction.nextButton.textContent!.trim()).toBe(german.next);
    expect(focused()).toBe(select);
  });

  it('is not told again for phrases of the same language, or while it is closed', async () => {
    await open();
    introduction.element.phrases = { ...en };
    await introduction.settled();
    expect(heard).toHaveLength(1);
    await press(introduction.topButton);
    await arriveAt(messages.safetyNotice);
    await goOn();
    await hasClosed();
    introduction.element.phrases = de;
    await introduction.settled();
    expect(heard).toHaveLength(2);
  });
});

describe('what there is to do', () => {
  it('is to choose the language, by its own name', async () => {
    await open();
    const select = introduction.get<HTMLSelectElement>('select');
    expect([...select.options].map(textOf).slice(0, 3)).toEqual([
      labels.languageOfDevice,
      'Deutsch',
      'English',
    ]);
    expect(textOf(select.labels[0]!)).toBe(labels.language);
    await userEvent.selectOptions(select, 'Deutsch');
    await userEvent.selectOptions(select, labels.languageOfDevice);
    expect(changes).toEqual([{ language: 'de' }, { language: null }]);
  });

  it('is to choose who speaks, and to hear the voice', async () => {
    await open({ step: 'voice' });
    const choices = introduction.all<HTMLInputElement>('input[type=radio]');
    expect(choices.map((choice) => textOf(choice.labels![0]!))).toEqual([
      labels.speakWithOwnVoice,
      labels.speakWithScreenReader,
    ]);
    expect(choices.map(({ checked }) => checked)).toEqual([true, false]);
    await press(introduction.button(labels.tryVoice));
    expect(told.mock.calls).toEqual([['try-voice']]);
  });

  it.each([
    ['camera', labels.allowCamera, 'allow-camera'],
    ['look', labels.whatIsAhead, 'look'],
  ] as const)('in the step "%s" is to press "%s"', async (step, name, event) => {
    await open({ step });
    expect(told).not.toHaveBeenCalled();
    const button = introduction.button(name);
    expect(button.getBoundingClientRect().height).toBeGreaterThan(100);
    await press(button);
    expect(told.mock.calls).toEqual([[event]]);
    expect(textOf(introduction.text)).toBe(firstMinute[step]);
  });
});

describe('skipping', () => {
  it.each([
    ['its button', () => userEvent.click(introduction.topButton)],
    ['Escape', () => userEvent.keyboard('{Escape}')],
  ])('by %s leads to the safety notice, whose answer ends it', async (_, skip) => {
    await open();
    expect(textOf(introduction.topButton)).toBe(labels.skip);
    await skip();
    await arriveAt(messages.safetyNotice);
    expect(told).not.toHaveBeenCalled();
    expect(isWithin(regions, introduction.dialog.get('dialog'))).toBe(true);
    expect(introduction.buttonNames).toEqual([labels.understood, labels.back]);
    await goOn();
    await hasClosed();
    expect(changes).toEqual([{ safetyNoticeHeard: true }, { firstMinuteDone: true }]);
    expect(focused()).toBe(opener);
    expect(regions.parentNode).toBe(document.body);
  });

  it('does not get past the notice by Escape, which has it told again', async () => {
    await open({ step: 'limits' });
    for (let times = 1; times <= 2; times++) {
      // A press on the heading is no answer.
      await userEvent.click(introduction.dialog.heading);
      await userEvent.keyboard('{Escape}');
      await vi.waitFor(() => expect(heard).toHaveLength(1 + times));
      await arriveAt(messages.safetyNotice);
    }
    expect(changes).toEqual([]);
    expect(told).not.toHaveBeenCalled();
  });

  it('has no button at the notice: the one at the top answers as well', async () => {
    await open({ step: 'limits' });
    expect(textOf(introduction.topButton)).toBe(labels.understood);
    await press(introduction.topButton);
    await arriveAt(firstMinute.camera);
    expect(changes).toEqual([{ safetyNoticeHeard: true }]);
    await userEvent.keyboard('{Escape}');
    await hasClosed();
  });

  it.each(FIRST_MINUTE)('from the step "%s" ends it at once when the notice was heard', async (step) => {
    await open({ settings: { safetyNoticeHeard: true }, step });
    await userEvent.keyboard('{Escape}');
    await hasClosed();
    expect(changes).toEqual([{ firstMinuteDone: true }]);
    expect(heard).toHaveLength(1);
    expect(introduction.element.isOpen).toBe(false);
  });
});

describe.each([
  { scheme: 'dark', width: 390, height: 780 },
  { scheme: 'light', width: 320, height: 640 },
] as const)('$scheme, $width x $height px:', ({ scheme, width, height }) => {
  beforeAll(async () => {
    await emulateMedia({ 'prefers-color-scheme': scheme });
    await page.viewport(width, height);
  });

  it.each(FIRST_MINUTE)('nothing keeps people out of the step "%s"', { timeout: 60_000 }, async (step) => {
    await open({ step });
    await writeIn('de');
    introduction.element.phrases = de;
    await introduction.settled();
    expect(innerWidth).toBe(width);
    expect(await axeViolations()).toEqual([]);
    expect(smallTargets()).toEqual([]);
    expect(overflowsBy()).toBe(0);
    expect(cutOffTexts()).toEqual([]);
    expect(textsBelow(LEAST_TEXT_CONTRAST)).toEqual([]);
  });

  it.each(['welcome', 'voice', 'camera'] as const)(
    'each control of the step "%s" shows that it has the focus',
    { timeout: 60_000 },
    async (step) => {
      await open({ step });
      expect(await withoutFocusRing()).toEqual([]);
    },
  );

  it('the text of a step is in view when it is entered, below what stays at the top', async () => {
    await open({ settings: { output: 'screen-reader' }, step: 'voice' });
    const dialog = introduction.dialog.get<HTMLDialogElement>('dialog');
    dialog.scrollTop = dialog.scrollHeight;
    await goOn();
    await arriveAt(messages.safetyNotice);
    const top = introduction.dialog.get('.bar').getBoundingClientRect();
    expect(introduction.text.getBoundingClientRect().top).toBeGreaterThanOrEqual(top.bottom);
  });
});

afterAll(async () => {
  await emulateMedia({});
});
