/** The sections of the settings, each under a heading by which a screen reader gets to it. */

import { html, nothing } from 'lit';
import {
  CAMERA_HEIGHT_RANGE,
  RATE_RANGE,
  SCORE_RANGE,
  STEP_LENGTH_RANGE,
  TEXT_SCALES,
  type Settings,
  type TextScale,
} from '../app/settings';
import type { DetectorChoice } from '../app/sight';
import { type LabelName, label } from '../localisation/localisation';
import { LANGUAGES } from '../speech/phrases/languages';
import { METRES_PER_FOOT } from '../speech/phrases/sentences';
import type { Phrases } from '../speech/phrases/phrases';
import { voicesFor } from '../speech/voices';
import { percent } from './measure-text';
import { type Choice, group, optionalSelect, radios, select, slider } from './nearsay-settings-controls';

/** What a single field shows, and does with what the person chooses. */
export interface FieldView {
  readonly settings: Settings;
  readonly change: (change: Partial<Settings>) => void;
}

/** What the sections show, and what they do with what the person chooses. */
export interface SettingsView extends FieldView {
  readonly phrases: Phrases;
  readonly voices: readonly SpeechSynthesisVoice[];
  readonly detectors: readonly DetectorChoice[];
  /** Class names of the detector; empty until they are known. */
  readonly classes: readonly string[];
  /** Lowest score that is shown and spoken: the person's, or else the detector's own. */
  readonly minimumScore: number;
  readonly tryVoice: () => void;
}

/** Who speaks. */
export function outputField({ settings, change }: FieldView) {
  return radios({
    name: 'output',
    legend: label('speakWith'),
    options: [
      ['own-voice', label('speakWithOwnVoice')],
      ['screen-reader', label('speakWithScreenReader')],
    ],
    chosen: settings.output,
    choose: (output) => change({ output: output as Settings['output'] }),
  });
}

/** In which language: the device's, or one that the person chose. */
export function languageField({ settings, change }: FieldView) {
  return optionalSelect({
    name: 'language',
    label: label('language'),
    automatic: label('languageOfDevice'),
    options: LANGUAGES.map(({ language, ownName }) => [language, ownName, language]),
    chosen: settings.language,
    choose: (language) => change({ language }),
  });
}

export function voiceSection({ settings, phrases, voices, change, tryVoice }: SettingsView) {
  const { output, voice, rate } = settings;
  return html`
    <h3>${label('sectionVoice')}</h3>
    ${outputField({ settings, change })} ${languageField({ settings, change })}
    ${
      output === 'own-voice'
        ? html`
            ${optionalSelect({
              name: 'voice',
              label: label('voice'),
              automatic: label('voiceAutomatic'),
              options: voicesFor(voices, phrases.language).map(({ voiceURI, name }) => [voiceURI, name]),
              chosen: voice,
              choose: (chosen) => change({ voice: chosen }),
            })}
            ${slider({
              name: 'rate',
              label: label('rate'),
              range: RATE_RANGE,
              value: rate,
              text: `${number(rate, phrases.language)}×`,
              choose: (chosen) => change({ rate: chosen }),
            })}
            <button @click=${tryVoice}>${label('tryVoice')}</button>
          `
        : nothing
    }
  `;
}

export function wordsSection({ settings, phrases, change }: SettingsView) {
  const { units, stepLengthMetres, directions, cameraHeightMetres } = settings;
  const isInFeet = units === 'feet';
  return html`
    <h3>${label('sectionWords')}</h3>
    ${radios({
      name: 'units',
      legend: label('units'),
      hint: label('unitsHint'),
      options: [
        ['steps', label('unitSteps')],
        ['metres', label('unitMetres')],
        ['feet', label('unitFeet')],
      ],
      chosen: units,
      choose: (chosen) => change({ units: chosen as Settings['units'] }),
    })}
    ${
      units === 'steps'
        ? slider({
            name: 'stepLengthMetres',
            label: label('stepLength'),
            range: STEP_LENGTH_RANGE,
            value: stepLengthMetres,
            text: String(Math.round(stepLengthMetres * 100)),
            choose: (length) => change({ stepLengthMetres: length }),
          })
        : nothing
    }
    ${radios({
      name: 'directions',
      legend: label('directions'),
      options: [
        ['words', label('directionsInWords')],
        ['clock', label('directionsByClock')],
      ],
      chosen: directions,
      choose: (chosen) => change({ directions: chosen as Settings['directions'] }),
    })}
    ${slider({
      name: 'cameraHeightMetres',
      label: isInFeet ? label('cameraHeightFeet') : label('cameraHeightMetres'),
      hint: label('cameraHeightHint'),
      range: CAMERA_HEIGHT_RANGE,
      value: cameraHeightMetres,
      text: isInFeet
        ? number(cameraHeightMetres / METRES_PER_FOOT, phrases.language, 1)
        : number(cameraHeightMetres, phrases.language, 2),
      choose: (height) => change({ cameraHeightMetres: height }),
    })}
  `;
}

export function soundsSection({ settings, change }: SettingsView) {
  const flag = (name: 'earcons' | 'heartbeat' | 'vibration'): Choice => ({
    type: 'checkbox',
    name,
    text: label(name),
    checked: settings[name],
    choose: (isOn) => change({ [name]: isOn }),
  });
  return group({
    legend: html`<h3>${label('sectionSounds')}</h3>`,
    choices: [flag('earcons'), flag('heartbeat'), ...(canVibrate() ? [flag('vibration')] : [])],
  });
}

const THEME_LABELS: Readonly<Record<Settings['theme'], LabelName>> = {
  device: 'themeOfDevice',
  dark: 'themeDark',
  light: 'themeLight',
  contrast: 'themeContrast',
};

export function looksSection({ settings, phrases, change }: SettingsView) {
  return html`
    <h3>${label('sectionLooks')}</h3>
    ${radios({
      name: 'theme',
      legend: label('theme'),
      options: Object.entries(THEME_LABELS).map(([theme, name]) => [theme, label(name)]),
      chosen: settings.theme,
      choose: (chosen) => change({ theme: chosen as Settings['theme'] }),
    })}
    ${select({
      name: 'textScale',
      label: label('textSize'),
      options: TEXT_SCALES.map((scale) => [String(scale), percent(scale, phrases.language)]),
      chosen: String(settings.textScale),
      choose: (chosen) => change({ textScale: Number(chosen) as TextScale }),
    })}
  `;
}

export function detectorSection({ settings, phrases, detectors, minimumScore, change }: SettingsView) {
  return html`
    <h3>${label('detector')}</h3>
    ${slider({
      name: 'minimumScore',
      label: label('scoreThreshold'),
      hint: label('scoreHint'),
      range: SCORE_RANGE,
      value: minimumScore,
      text: percent(minimumScore, phrases.language),
      choose: (score) => change({ minimumScore: score }),
    })}
    ${optionalSelect({
      name: 'detector',
      label: label('detector'),
      automatic: label('detectorAutomatic'),
      options: detectors.map(({ name, title }) => [name, title]),
      chosen: settings.detector,
      choose: (detector) => change({ detector }),
    })}
  `;
}

/** No browser on iOS can, nor Firefox. Those that can't have no such method. */
function canVibrate(): boolean {
  return typeof (navigator as Partial<Navigator>).vibrate === 'function';
}

/** @param decimals at least so many */
function number(value: number, language: string, decimals = 0): string {
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: Math.max(decimals, 1) };
  return new Intl.NumberFormat(language, digits).format(value);
}
