/** The settings' section of what is announced: everything, a ready-made list, or what the person ticks. */

import { html, nothing } from 'lit';
import { type LabelName, label } from '../localisation/localisation';
import type { Phrases } from '../speech/phrases/phrases';
import { nameOf } from '../speech/phrases/sentences';
import { PRESETS, PRESET_NAMES, type PresetName, presetOf } from '../speech/presets';
import { type Choice, type Option, choice, group } from './nearsay-settings-controls';
import type { SettingsView } from './nearsay-settings-sections';

type Announced = SettingsView['settings']['announced'];

const PRESET_LABELS: Readonly<Record<PresetName, LabelName>> = {
  street: 'announceStreet',
  room: 'announceRoom',
  finds: 'announceFinds',
};

/**
 * With nothing chosen, yet or any more, everything is announced: silence must not look like safety. A ready-made list
 * shows its ticks, so that it can be heard, and made one's own by the next tick.
 */
export function announcedSection({ settings, phrases, classes, change }: SettingsView) {
  const { announced } = settings;
  const preset = presetOf(announced);
  const radio = (text: string, checked: boolean, disabled: boolean, list: Announced) => ({
    type: 'radio' as const,
    name: 'announced',
    text,
    checked,
    disabled,
    choose: () => change({ announced: list }),
  });
  return html`
    ${group({
      legend: html`<h3>${label('announce')}</h3>`,
      hint: label('announceHint'),
      choices: [
        radio(label('announceAll'), announced === 'all', false, 'all'),
        ...PRESET_NAMES.map((name) =>
          radio(
            label(PRESET_LABELS[name]),
            preset === name,
            !knowsAny(classes, PRESETS[name]),
            PRESETS[name],
          ),
        ),
        radio(label('announceChosen'), announced !== 'all' && preset === null, classes.length === 0, []),
      ],
    })}
    ${announced === 'all' || classes.length === 0 ? nothing : ticks(announced, classes, phrases, change)}
  `;
}

function ticks(
  chosen: readonly string[],
  classes: readonly string[],
  phrases: Phrases,
  change: SettingsView['change'],
) {
  const tick = ([name, text]: Option): Choice => ({
    type: 'checkbox',
    name,
    text,
    checked: chosen.includes(name),
    choose: (isChosen) =>
      change({ announced: isChosen ? [...chosen, name] : chosen.filter((other) => other !== name) }),
  });
  return html`<fieldset class="field">
    <legend>${label('announceChosen')}</legend>
    <div class="classes">${inAlphabet(classes, phrases).map((option) => choice(tick(option)))}</div>
  </fieldset>`;
}

function inAlphabet(classes: readonly string[], phrases: Phrases): Option[] {
  return classes
    .map((name): Option => [name, nameOf(phrases, name)])
    .sort(([, a], [, b]) => a.localeCompare(b, phrases.language));
}

/** A list of which the detector knows nothing would announce nothing. */
function knowsAny(classes: readonly string[], preset: readonly string[]): boolean {
  return preset.some((name) => classes.includes(name));
}
