/**
 * The look shared by all elements. Colours come from `page.css` as custom properties, which reach into every shadow
 * root; text has a contrast of 7:1 (WCAG 2.2, 1.4.6), controls are at least 60 px high. Room between things grows with
 * the text only as far as a narrow screen has it to spare: in large type the words need it more.
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
  h3,
  p,
  ol,
  ul {
    margin: 0;
  }
  :focus-visible {
    outline: 4px solid var(--focus);
    outline-offset: 3px;
  }
  /* Nothing moves by itself, and nothing ever shall for those who asked for that. */
  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      animation: none !important;
      transition: none !important;
      scroll-behavior: auto !important;
    }
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
    padding: min(0.5em, 12px) min(1em, 3vw);
    cursor: pointer;
  }
  /* A select of the browser's own look cuts its words off; without it they wrap. It needs an arrow then. */
  select {
    appearance: none;
    white-space: normal;
    padding-inline-end: 50px;
    background:
      linear-gradient(45deg, transparent 50%, currentColor 50%) calc(100% - 24px) 50% / 10px 10px no-repeat,
      linear-gradient(135deg, currentColor 50%, transparent 50%) calc(100% - 14px) 50% / 10px 10px no-repeat,
      var(--surface);
  }
  select:dir(rtl) {
    background-position:
      14px 50%,
      24px 50%,
      0 0;
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
    /* Its colours are the person's own already (page.css); forced once more, it would lose its arrow. */
    select {
      forced-color-adjust: none;
    }
    /* Its colour is gone: it keeps apart by its frame. */
    .primary {
      border-width: 5px;
      border-style: double;
    }
    :disabled {
      color: GrayText;
      border-color: GrayText;
    }
  }
`;
