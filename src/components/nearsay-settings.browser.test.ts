import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { focused, mount, textOf, unmountAll } from '../../test/harness/element-harness';
import { SettingsHarness, nameOf } from '../../test/harness/elements';
import { DEFAULT_SETTINGS, RATE_RANGE, type Settings } from '../app/settings';
import { COCO_CLASSES } from '../speech/phrases/coco-classes';
import { de } from '../speech/phrases/de';
import { en } from '../speech/phrases/en';
import { PRESETS } from '../speech/presets';
import { LANGUAGES } from '../speech/phrases/languages';
import { SpeechSynthesisStub } from '../speech/speech-synthesis-stub.fixture';
import { SettingsChangeEvent } from './nearsay-settings';
import { templates as german } from '../localisation/labels/de';
import { templates as labels } from '../localisation/labels/en';
import { writeIn } from '../localisation/localisation';

const DETECTORS = [
  { name: 'first', title: 'First detector' },
  { name: 'second', title: 'Second detector' },
];
const VOICES = [
  ['Ann', 'en-US'],
  ['Bob', 'en-GB'],
  ['Eva', 'de-DE'],
  ['Udo', 'de-AT'],
].map(([name, lang]) => ({
  name: name!,
  lang: lang!,
  voiceURI: `uri:${name}`,
  localService: true,
  default: false,
}));

let settings: SettingsHarness;
let changes: Partial<Settings>[];

/** Opens the settings; changes come back to them, as the session does it. */
async function open(given: Partial<Settings> = {}): Promise<void> {
  const engine = new SpeechSynthesisStub();
  engine.voices = VOICES;
  vi.stubGlobal('speechSynthesis', engine);
  const element = document.createElement('nearsay-settings');
  const all = { ...DEFAULT_SETTINGS, ...given };
  Object.assign(element, {
    settings: all,
    phrases: en,
    classes: COCO_CLASSES,
    detectors: DETECTORS,
    minimumScore: 0.4,
  });
  element.addEventListener(SettingsChangeEvent.type, (event) => {
    const { change } = event as SettingsChangeEvent;
    changes.push(change);
    element.settings = { ...element.settings, ...change };
    if (change.minimumScore) element.minimumScore = change.minimumScore;
  });
  settings = new SettingsHarness(await mount(element));
  element.show();
  await settings.settled();
  await settings.dialog.settled();
}

async function speakGerman(): Promise<void> {
  await writeIn('de');
  settings.element.phrases = de;
}

const choose = async (name: string) => {
  await userEvent.click(settings.control(name));
  await settings.settled();
};
const isChosen = (name: string) => settings.control<HTMLInputElement>(name).checked;
const shownValue = (name: string) => {
  const { selectedOptions } = settings.control<HTMLSelectElement>(name);
  return textOf(selectedOptions[0]!);
};
/** The name of the group in which a choice stands. */
const groupOf = (choice: HTMLElement) => textOf(choice.closest('fieldset')!.querySelector('legend')!);
const LISTS = [labels.announceStreet, labels.announceRoom, labels.announceFinds, labels.announceChosen];
const isOffered = (name: string) => !settings.control(name).disabled;
const names = () => settings.controls.map(nameOf);

beforeEach(() => {
  changes = [];
});
afterEach(async () => {
  unmountAll();
  await writeIn('en');
  vi.unstubAllGlobals();
});

describe('every control', () => {
  it('has a visible name', async () => {
    await open({ announced: ['person'] });
    expect(settings.controls.length).toBeGreaterThan(COCO_CLASSES.length);
    for (const control of settings.controls) {
      expect(nameOf(control)).not.toBe('');
      expect(control.labels![0]!.checkVisibility()).toBe(true);
    }
  });

  it('of a choice stands in a group with a visible name', async () => {
    await open({ announced: ['person'] });
    const choices = settings.all('input[type=radio], input[type=checkbox]');
    expect([...new Set(choices.map(groupOf))]).toEqual([
      labels.speakWith,
      labels.units,
      labels.directions,
      labels.sectionSounds,
      labels.announce,
      labels.announceChosen,
      labels.theme,
    ]);
  });

  it('stands under the heading of its section, by which a screen reader gets there', async () => {
    await open({ announced: ['person'] });
    expect(settings.headings.map(textOf)).toEqual([
      labels.sectionVoice,
      labels.sectionWords,
      labels.sectionSounds,
      labels.announce,
      labels.sectionLooks,
      labels.detector,
    ]);
    const under = (name: string) => textOf(settings.headingOf(settings.control(name)));
    expect(under(labels.rate)).toBe(labels.sectionVoice);
    expect(under(labels.directionsByClock)).toBe(labels.sectionWords);
    expect(under(labels.heartbeat)).toBe(labels.sectionSounds);
    expect(under('person')).toBe(labels.announce);
    expect(under(labels.textSize)).toBe(labels.sectionLooks);
    expect(under(labels.scoreThreshold)).toBe(labels.detector);
  });

  it('that offers languages has each one read in its own', async () => {
    await open();
    const options = [...settings.control<HTMLSelectElement>(labels.language).options];
    expect(options.map(({ lang }) => lang)).toEqual(['', ...LANGUAGES.map(({ language }) => language)]);
  });

  it('speaks the language of the person', async () => {
    await open();
    await speakGerman();
    await settings.settled();
    expect(textOf(settings.dialog.heading)).toBe(german.settings);
    expect(names()).toContain(german.unitSteps);
  });
});

describe('a change', () => {
  it.each<[string, string, Partial<Settings>]>([
    [labels.language, 'Deutsch', { language: 'de' }],
    [labels.voice, 'Bob', { voice: 'uri:Bob' }],
    [labels.detector, 'Second detector', { detector: 'second' }],
    [labels.rate, '1.5', { rate: 1.5 }],
    [labels.scoreThreshold, '0.6', { minimumScore: 0.6 }],
    [labels.stepLength, '0.55', { stepLengthMetres: 0.55 }],
    [labels.cameraHeightMetres, '1.45', { cameraHeightMetres: 1.45 }],
    [labels.textSize, '150%', { textScale: 1.5 }],
  ])('of "%s" to "%s" is told as that alone', async (name, value, change) => {
    await open();
    settings.set(name, value);
    expect(changes).toEqual([change]);
  });

  it.each<[string, string, keyof Settings]>([
    [labels.language, labels.languageOfDevice, 'language'],
    [labels.voice, labels.voiceAutomatic, 'voice'],
    [labels.detector, labels.detectorAutomatic, 'detector'],
  ])('of "%s" back to "%s" leaves it to the app', async (name, automatic, setting) => {
    await open({ language: 'en', voice: 'uri:Bob', detector: 'second' });
    settings.set(name, automatic);
    expect(changes).toEqual([{ [setting]: null }]);
  });

  it.each<[string, Partial<Settings>]>([
    [labels.unitMetres, { units: 'metres' }],
    [labels.unitFeet, { units: 'feet' }],
    [labels.speakWithScreenReader, { output: 'screen-reader' }],
    [labels.directionsByClock, { directions: 'clock' }],
    [labels.announceStreet, { announced: PRESETS.street }],
    [labels.announceRoom, { announced: PRESETS.room }],
    [labels.announceFinds, { announced: PRESETS.finds }],
    [labels.announceChosen, { announced: [] }],
    [labels.themeDark, { theme: 'dark' }],
    [labels.themeLight, { theme: 'light' }],
    [labels.themeContrast, { theme: 'contrast' }],
  ])('to "%s" by a press is told, and shown', async (name, change) => {
    await open();
    await choose(name);
    expect(changes).toEqual([change]);
    expect(isChosen(name)).toBe(true);
  });

  it.each(['earcons', 'heartbeat', 'vibration'] as const)(
    'of %s turns it off, and on again',
    async (name) => {
      await open();
      await choose(labels[name]);
      await choose(labels[name]);
      expect(changes).toEqual([{ [name]: false }, { [name]: true }]);
    },
  );

  it('by the arrow keys moves a slider by its step', async () => {
    await open();
    settings.control(labels.rate).focus();
    await userEvent.keyboard('{ArrowRight}');
    expect(changes).toHaveLength(1);
    expect(changes[0]!.rate).toBeCloseTo(1 + RATE_RANGE.step, 5);
  });
});

describe('what is set', () => {
  it('is shown', async () => {
    await open({ language: 'es', voice: 'uri:Bob', detector: 'second', units: 'feet', rate: 2 });
    expect([labels.language, labels.voice, labels.detector].map(shownValue)).toEqual([
      'Español',
      'Bob',
      'Second detector',
    ]);
    expect(isChosen(labels.unitFeet)).toBe(true);
    expect(settings.control(labels.rate)).toMatchObject({ value: '2', ariaValueText: '2×' });
    expect(settings.control(labels.scoreThreshold)).toMatchObject({ value: '0.4', ariaValueText: '40%' });
  });

  it('of sounds, words and looks is shown', async () => {
    await open({ heartbeat: false, directions: 'clock', theme: 'contrast', textScale: 2 });
    expect([labels.earcons, labels.heartbeat, labels.vibration].map(isChosen)).toEqual([true, false, true]);
    expect(isChosen(labels.directionsByClock)).toBe(true);
    expect(isChosen(labels.themeContrast)).toBe(true);
    expect(shownValue(labels.textSize)).toBe('200%');
    expect(settings.optionsOf(labels.textSize)).toEqual(['100%', '125%', '150%', '200%']);
  });

  it('hides vibration where the device can not, as on an iPhone', async () => {
    Object.defineProperty(navigator, 'vibrate', { value: undefined, configurable: true });
    try {
      await open();
      expect(names()).toEqual(expect.arrayContaining([labels.earcons, labels.heartbeat]));
      expect(names()).not.toContain(labels.vibration);
    } finally {
      delete (navigator as Partial<Navigator>).vibrate;
    }
  });

  it('can be read beside its slider', async () => {
    await open({ rate: 1.5 });
    const [label] = settings.control(labels.rate).labels!;
    expect(textOf(label!)).toBe(`${labels.rate}: 1.5×`);
  });

  it('of the height of the phone is in the units of the person', async () => {
    await open({ cameraHeightMetres: 1.3 });
    const slider = () =>
      settings.control(settings.controls.map(nameOf).find((name) => name.includes('Height'))!);
    expect(nameOf(slider())).toBe(labels.cameraHeightMetres);
    expect(slider()).toMatchObject({ value: '1.3', ariaValueText: '1.30' });
    await choose(labels.unitFeet);
    expect(nameOf(slider())).toBe(labels.cameraHeightFeet);
    expect(slider()).toMatchObject({ value: '1.3', ariaValueText: '4.3' });
    await speakGerman();
    await settings.settled();
    expect(settings.control(german.cameraHeightFeet)).toMatchObject({ ariaValueText: '4,3' });
  });

  it('hides what has no effect: the voice for a screen reader, the step for metres', async () => {
    await open();
    expect(names()).toEqual(expect.arrayContaining([labels.voice, labels.rate, labels.stepLength]));
    await choose(labels.speakWithScreenReader);
    await choose(labels.unitMetres);
    for (const name of [labels.voice, labels.rate, labels.stepLength]) expect(names()).not.toContain(name);
  });

  it('as voice is one of the language, and the best one again when another language has no such voice', async () => {
    await open();
    expect(settings.optionsOf(labels.voice)).toEqual([labels.voiceAutomatic, 'Ann', 'Bob']);
    settings.set(labels.voice, 'Bob');
    await settings.settled();
    expect(shownValue(labels.voice)).toBe('Bob');
    await speakGerman();
    await settings.settled();
    expect(settings.optionsOf(german.voice)).toEqual([german.voiceAutomatic, 'Eva', 'Udo']);
    expect(shownValue(german.voice)).toBe(german.voiceAutomatic);
  });
});

describe('what to announce', () => {
  it('is chosen from the names of the detector’s classes, in the order of the alphabet', async () => {
    await open({ announced: ['person'] });
    const classes = settings.all('.classes label').map(textOf);
    expect(classes).toHaveLength(COCO_CLASSES.length);
    expect(classes).toEqual([...classes].sort((a, b) => a.localeCompare(b, 'en')));
    expect(classes).toContain('hair dryer');
  });

  it('grows and shrinks by each press', async () => {
    await open();
    await choose(labels.announceChosen);
    await choose('person');
    await choose('dog');
    await choose('person');
    expect(changes).toEqual([
      { announced: [] },
      { announced: ['person'] },
      { announced: ['person', 'dog'] },
      { announced: ['dog'] },
    ]);
    await choose(labels.announceAll);
    expect(changes.at(-1)).toEqual({ announced: 'all' });
    expect(settings.all('.classes')).toEqual([]);
  });

  it('stays a choice, with the focus in it, when its last class is given up before another is chosen', async () => {
    await open({ announced: ['dog'] });
    const dog = settings.control('dog');
    await choose('dog');
    expect(changes).toEqual([{ announced: [] }]);
    expect(focused()).toBe(dog);
    expect(isChosen(labels.announceChosen)).toBe(true);
    await choose('cat');
    expect(changes.at(-1)).toEqual({ announced: ['cat'] });
  });

  it('can not be chosen before the classes are known, as while the detector is downloaded', async () => {
    await open();
    settings.element.classes = [];
    await settings.settled();
    expect(LISTS.map(isOffered)).toEqual([false, false, false, false]);
    settings.element.classes = COCO_CLASSES;
    await settings.settled();
    expect(LISTS.map(isOffered)).toEqual([true, true, true, true]);
  });

  it('offers no ready-made list of which the detector knows nothing: it would announce nothing', async () => {
    await open();
    settings.element.classes = ['cup', 'spoon'];
    await settings.settled();
    expect(LISTS.map(isOffered)).toEqual([false, false, true, true]);
  });

  it('tells that dangers are told in any case', async () => {
    await open();
    expect(textOf(settings.control(labels.announceAll).closest('fieldset')!)).toContain(labels.announceHint);
  });

  it('knows a ready-made list again, and shows what is in it', async () => {
    await open({ announced: [...PRESETS.room].reverse() });
    expect(isChosen(labels.announceRoom)).toBe(true);
    expect(isChosen(labels.announceChosen)).toBe(false);
    const ticked = settings.all<HTMLInputElement>('.classes input').filter(({ checked }) => checked);
    expect(ticked.map(({ name }) => name).sort()).toEqual([...PRESETS.room].sort());
  });

  it('makes a ready-made list one’s own by the next tick, with the focus kept', async () => {
    await open({ announced: PRESETS.room });
    const zebra = settings.control('zebra');
    await choose('zebra');
    expect(changes).toEqual([{ announced: [...PRESETS.room, 'zebra'] }]);
    expect(isChosen(labels.announceRoom)).toBe(false);
    expect(isChosen(labels.announceChosen)).toBe(true);
    await choose('zebra');
    expect(isChosen(labels.announceRoom)).toBe(true);
    expect(focused()).toBe(zebra);
  });

  it('shows an earlier choice, but no empty group, until the classes are known', async () => {
    await open({ announced: ['dog'] });
    settings.element.classes = [];
    await settings.settled();
    expect(isChosen(labels.announceChosen)).toBe(true);
    expect(settings.all('.classes')).toEqual([]);
  });
});

it('lets the person hear the voice', async () => {
  await open();
  const heard = vi.fn();
  settings.element.addEventListener('try-voice', heard);
  await userEvent.click(settings.button(labels.tryVoice));
  expect(heard).toHaveBeenCalledTimes(1);
});

it('tell when they have closed', async () => {
  await open();
  const closed = vi.fn();
  settings.element.addEventListener('close', closed);
  expect(settings.element.isOpen).toBe(true);
  await userEvent.click(settings.dialog.closeButton);
  await vi.waitFor(() => expect(closed).toHaveBeenCalledTimes(1));
  expect(settings.element.isOpen).toBe(false);
});
