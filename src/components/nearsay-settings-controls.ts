/** The controls of which the settings are made: each native, with a visible name, and telling what the person chose. */

import { html, nothing } from 'lit';

/** One entry of a choice: its value and its visible name. */
export type Option = readonly [value: string, name: string];

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

export interface Radios {
  readonly name: string;
  readonly legend: string;
  readonly hint?: string;
  readonly options: readonly Option[];
  readonly chosen: string;
  readonly choose: (value: string) => void;
}

export function radios({ name, legend, hint, options, chosen, choose }: Radios) {
  return html`<fieldset class="field">
    <legend>${legend}</legend>
    ${hint ? html`<p class="hint">${hint}</p>` : nothing}
    ${options.map(([value, text]) =>
      choice({ type: 'radio', name, text, checked: value === chosen, choose: () => choose(value) }),
    )}
  </fieldset>`;
}

export interface Select {
  readonly name: string;
  readonly label: string;
  /** Name of the first option, which leaves it to the app. */
  readonly automatic: string;
  readonly options: readonly Option[];
  /** Null for the first option. */
  readonly chosen: string | null;
  readonly choose: (value: string | null) => void;
}

export function select({ name, label, automatic, options, chosen, choose }: Select) {
  return html`<div class="field">
    <label for=${name}>${label}</label>
    <select id=${name} @change=${({ target }: Event) => choose((target as HTMLSelectElement).value || null)}>
      ${[['', automatic] as Option, ...options].map(
        ([value, text]) =>
          html`<option value=${value} .selected=${value === (chosen ?? '')}>${text}</option>`,
      )}
    </select>
  </div>`;
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
