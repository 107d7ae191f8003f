/**
 * The look shared by all elements. Colours come from `page.css` as custom properties, which reach into every shadow
 * root; text has a contrast of 7:1 (WCAG 2.2, 1.4.6), controls are at least 60 px high.
 */

import { css } from 'lit';

export const base = css`
  :host {
    display: block;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  * {
    box-sizing: border-box;
  }
  h1,
  h2,
  p,
  ol,
  ul {
    margin: 0;
  }
  :focus-visible {
    outline: 4px solid var(--focus);
    outline-offset: 3px;
  }
`;

export const controls = css`
  button,
  select {
    font: inherit;
    font-weight: 600;
    color: var(--text);
    background: var(--surface);
    border: 2px solid var(--line);
    border-radius: 18px;
    min-height: 64px;
    min-width: 64px;
    padding: 0.5em 1em;
    cursor: pointer;
  }
  .primary {
    color: var(--on-accent);
    background: var(--accent);
    border-color: var(--accent-line);
  }
  @media (forced-colors: active) {
    button {
      border-color: ButtonText;
    }
  }
`;
