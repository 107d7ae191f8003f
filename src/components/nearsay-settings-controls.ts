/** The controls of which the settings are made: each native, with a visible name, and telling what the person chose. */

import { type TemplateResult, html, nothing } from 'lit';

/** One entry of a choice: its value, its visible name, and the language of that where it is not the page's. */
export type Option = readonly [value: string, name: string, language?: string];

/** One of several, or one that is on or off. */
export interface Choice {
  readonly type: 'radio' | 'checkbox';
  readonly name: string;
  readonly text: string;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly choose: (checked: boolean) => void;
}

export function choice({ type, name, text, checked, disabled = false, choose }: Choice) {
  return html`<label class="choice">
    <input
      type=${type}
      name=${name}
      .checked=${checked}
      ?disabled=${disabled}
      @change=${({ target }: Event) => choose((target as HTMLInputElement).checked)}
    />
    ${text}
  </label>`;
}

/** Choices that belong together, under a visible name. */
export interface Group {
  readonly legend: string | TemplateResult;
  readonly hint?: string;
  readonly choices: readonly Choice[];
}

export function group({ legend, hint, choices }: Group) {
  return html`<fieldset class="field">
    <legend>${legend}</legend>
    ${hint ? html`<p class="hint">${hint}</p>` : nothing} ${choices.map(choice)}
  </fieldset>`;
}

export interface Radios {
  readonly name: string;
  readonly legend: string;
  readonly hint?: string;
  readonly options: readonly Option[];
  readonly chosen: string;
  readonly choose: (value: string) => void;
}

export function radios({ name, legend, hint, options, chosen, choose }: Radios) {
  const choices = options.map(([value, text]): Choice => ({
    type: 'radio',
    name,
    text,
    checked: value === chosen,
    choose: () => choose(value),
  }));
  return group({ legend, choices, ...(hint && { hint }) });
}

export interface Select {
  readonly name: string;
  readonly label: string;
  readonly options: readonly Option[];
  readonly chosen: string;
  readonly choose: (value: string) => void;
}

export function select({ name, label, options, chosen, choose }: Select) {
  return html`<div class="field">
    <label for=${name}>${label}</label>
    <select id=${name} @change=${({ target }: Event) => choose((target as HTMLSelectElement).value)}>
      ${options.map(
        ([value, text, language]) =>
          html`<option value=${value} lang=${language ?? nothing} .selected=${value === chosen}>
            ${text}
          </option>`,
      )}
    </select>
  </div>`;
}

export interface OptionalSelect extends Omit<Select, 'chosen' | 'choose'> {
  /** Name of the first option, which leaves it to the app. */
  readonly automatic: string;
  /** Null for the first option. */
  readonly chosen: string | null;
  readonly choose: (value: string | null) => void;
}

export function optionalSelect({ automatic, options, chosen, choose, ...rest }: OptionalSelect) {
  return select({
    ...rest,
    options: [['', automatic], ...options],
    chosen: chosen ?? '',
    choose: (value) => choose(value || null),
  });
}

export interface Slider {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly range: { readonly min: number; readonly max: number; readonly step: number };
  readonly value: number;
  /** The value as it is read, with its unit where it has one. */
  readonly text: string;
  readonly choose: (value: number) => void;
}

export function slider({ name, label, hint, range, value, text, choose }: Slider) {
  return html`<div class="field">
    <label for=${name}>${label}: ${text}</label>
    ${hint ? html`<p class="hint">${hint}</p>` : nothing}
    <input
      id=${name}
      type="range"
      min=${range.min}
      max=${range.max}
      step=${range.step}
      .value=${String(value)}
      aria-valuetext=${text}
      @change=${({ target }: Event) => choose(Number((target as HTMLInputElement).value))}
    />
  </div>`;
}
