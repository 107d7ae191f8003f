import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { webAppManifest } from './web-app-manifest';

describe('webAppManifest', () => {
  const { icons, shortcuts, screenshots } = webAppManifest('public');

  it('names pictures that are there, in the sizes that they have', async () => {
    const pictures = [...icons!, ...shortcuts!.flatMap((shortcut) => shortcut.icons ?? []), ...screenshots!];
    for (const { src, sizes } of pictures) {
      const { width, height, format } = await sharp(join('public', src)).metadata();
      if (format === 'png') expect(`${src} ${width}x${height}`).toBe(`${src} ${sizes}`);
    }
    const sizes = icons!.map(({ sizes, purpose }) => `${sizes} ${purpose}`);
    for (const wanted of ['192x192 any', '512x512 any', '192x192 maskable', '512x512 maskable']) {
      expect(sizes).toContain(wanted);
    }
  });

  // An id is resolved against the origin alone (https://w3c.github.io/manifest/#id-member), where "./" would be shared
  // by all apps of a host; start_url, which stands in for it, holds the app's folder.
  it('leaves the identity of the app to its address, so that each folder of a host can hold one', () => {
    expect(webAppManifest('public')).not.toHaveProperty('id');
    expect(webAppManifest('public').start_url).toBe('./');
  });

  it('keeps the mark of a maskable icon inside the circle that launchers leave', async () => {
    const size = 512;
    const red = await sharp('public/icons/maskable-512.png').extractChannel('red').raw().toBuffer();
    let farthest = 0;
    for (const [index, value] of red.entries()) {
      const isMark = value > 64;
      if (!isMark) continue;
      const x = (index % size) - size / 2;
      const y = Math.floor(index / size) - size / 2;
      farthest = Math.max(farthest, Math.hypot(x, y));
    }
    expect(farthest).toBeGreaterThan(0);
    expect(farthest).toBeLessThanOrEqual(0.4 * size);
  });

  it('names a screenshot only where there is one', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'nearsay-manifest-'));
    expect(webAppManifest(folder).screenshots).toEqual([]);
    await mkdir(join(folder, 'screenshots'));
    const picture = { width: 54, height: 96, channels: 3, background: 'black' } as const;
    await sharp({ create: picture }).toFile(join(folder, 'screenshots/narrow.png'));
    expect(webAppManifest(folder).screenshots).toMatchObject([
      { src: 'screenshots/narrow.png', sizes: '54x96', form_factor: 'narrow' },
    ]);
    await rm(folder, { recursive: true });
  });
});
