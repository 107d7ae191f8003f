/** The look that the person chose, written on the page's root, where `page.css` reads it. */

import type { Settings } from './settings';

/** The bar of the browser or system above the page takes the page's own background: `--background` in `page.css`. */
const DARK_BACKGROUND = '#0c0e12';
const LIGHT_BACKGROUND = '#faf7f0';
const CONTRAST_BACKGROUND = '#000000';

/**
 * Shows the page in these colours and this size of text from now on. Data attributes, because the page's policy refuses
 * style attributes.
 */
export function applyAppearance({ theme, textScale }: Pick<Settings, 'theme' | 'textScale'>): void {
  const { dataset } = document.documentElement;
  dataset.theme = theme;
  dataset.textScale = String(textScale);
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]'))
    meta.content = backgroundOf(theme, meta.media);
}

/** @param media when the colour holds, as `index.html` has one for each colour scheme of the device */
function backgroundOf(theme: Settings['theme'], media: string): string {
  switch (theme) {
    case 'dark':
      return DARK_BACKGROUND;
    case 'light':
      return LIGHT_BACKGROUND;
    case 'contrast':
      return CONTRAST_BACKGROUND;
    case 'device':
      return media.includes('light') ? LIGHT_BACKGROUND : DARK_BACKGROUND;
  }
}
