import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ManifestOptions } from 'vite-plugin-pwa';
import { SHARE_FIELD, SHARE_TARGET } from '../src/offline/shared-file.ts';

type Icon = ManifestOptions['icons'][number];
type Screenshot = ManifestOptions['screenshots'][number];

/** The page's dark ground (`src/app/page.css`), so that the app opens without a flash. */
const BACKGROUND = '#0c0e12';

/**
 * What the system needs to know to install the app (https://w3c.github.io/manifest/). Addresses are relative to the
 * manifest, so the app can lie in any folder of a host.
 * @param publicFolder - where the screenshots are looked for; one that isn't there isn't named.
 */
export function webAppManifest(publicFolder: string): Partial<ManifestOptions> {
  return {
    name: 'Nearsay: says what is near',
    short_name: 'Nearsay',
    description: 'Says what is near, nearest first, offline, on the phone in your hand.',
    lang: 'en',
    dir: 'ltr',
    start_url: './',
    scope: './',
    display: 'standalone',
    orientation: 'any',
    theme_color: BACKGROUND,
    background_color: BACKGROUND,
    categories: ['accessibility', 'navigation', 'utilities'],
    icons: [
      { src: 'icons/mark.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
      icon('icon', 192, 'any'),
      icon('icon', 512, 'any'),
      icon('maskable', 192, 'maskable'),
      icon('maskable', 512, 'maskable'),
    ],
    shortcuts: [
      { name: 'Start looking', url: './?start=camera', icons: [icon('icon', 192, 'any')] },
      { name: 'What is ahead?', url: './?start=look', icons: [icon('icon', 192, 'any')] },
      { name: 'Find something', url: './?start=find', icons: [icon('icon', 192, 'any')] },
      { name: 'Choose a photo', url: './?start=photo', icons: [icon('icon', 192, 'any')] },
    ],
    share_target: {
      action: `./${SHARE_TARGET}`,
      method: 'POST',
      enctype: 'multipart/form-data',
      params: { files: [{ name: SHARE_FIELD, accept: ['image/*', 'video/*'] }] },
    },
    screenshots: [
      ...screenshot(publicFolder, 'narrow', 'Nearsay on a phone'),
      ...screenshot(publicFolder, 'wide', 'Nearsay on a computer'),
    ],
  };
}

function icon(name: string, size: number, purpose: 'any' | 'maskable'): Icon {
  return { src: `icons/${name}-${size}.png`, sizes: `${size}x${size}`, type: 'image/png', purpose };
}

function screenshot(publicFolder: string, formFactor: 'narrow' | 'wide', label: string): Screenshot[] {
  const src = `screenshots/${formFactor}.png`;
  const path = join(publicFolder, src);
  if (!existsSync(path)) return [];
  return [{ src, sizes: pngSize(path), type: 'image/png', form_factor: formFactor, label }];
}

/** A PNG file has its width and height at bytes 16 and 20 (https://www.w3.org/TR/png-3/#11IHDR). */
function pngSize(path: string): string {
  const header = readFileSync(path).subarray(0, 24);
  return `${header.readUInt32BE(16)}x${header.readUInt32BE(20)}`;
}
