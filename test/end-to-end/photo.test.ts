import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SourceFaultReason } from '../../src/camera/frame-source';
import { en } from '../../src/speech/phrases/en';
import { lacksShared, sharedPath } from '../shared-data';
import { type ListedThing, type PickedFile, eventually } from './app-page';
import { lacksModels } from './needs';
import { type OpenApp, openApp } from './open-app';
import {
  greyPicture,
  resized,
  transparentPng,
  truncated,
  turnedByExif,
  videoWithoutFrames,
} from './pictures';

const SAVANNA = 'data/public/seed_photos/3627527276_6fe8cd9bfe_z.jpg';

/** Figure 3 of "Squeezing Deep Learning into Mobile Devices" (2019): what is where, in pixels from the lower edge. */
const FIGURE_3 = [
  { name: 'Zebra', referencePx: 82 },
  { name: 'Zebra', referencePx: 134 },
  { name: 'Giraffe', referencePx: 182 },
  { name: 'Zebra', referencePx: 207 },
];
const TOLERANCE_PX = 6;

/** The height of that photo, in pixels: a larger copy's measures scale by it. */
const SAVANNA_HEIGHT = 476;

describe.skipIf(lacksModels || lacksShared(SAVANNA))('a photo', () => {
  const savanna = sharedPath(SAVANNA);
  let scene: OpenApp;

  beforeAll(async () => {
    scene = await openApp();
    await scene.app.open(scene.server.url);
  });

  afterAll(async () => {
    await scene.close();
  });

  async function look(photo: PickedFile): Promise<ListedThing[]> {
    await scene.app.page.reload();
    await scene.app.ready();
    await scene.app.choosePhoto(photo);
    await scene.app.waitForThings();
    return scene.app.things();
  }

  function expectFigure3(things: ListedThing[], { scale = 1, margin = 0 } = {}): void {
    expect(things.map(({ text }) => /^\p{L}+/u.exec(text)?.[0])).toEqual(FIGURE_3.map(({ name }) => name));
    for (const [index, { referencePx }] of FIGURE_3.entries()) {
      const measured = (things[index]!.referencePx - margin) / scale;
      expect(Math.abs(measured - referencePx), things[index]!.text).toBeLessThanOrEqual(TOLERANCE_PX);
    }
  }

  test('is listed and said nearest first, as in the paper', async () => {
    expectFigure3(await look(savanna));
    await scene.app.says(/zebra.*giraffe.*zebra/i);
  });

  test('that was turned in the camera is shown and measured upright', async () => {
    expectFigure3(await look(await turnedByExif(savanna)));
    const shown = await scene.app.picture.locator('img').evaluate((image: HTMLImageElement) => ({
      width: image.naturalWidth,
      height: image.naturalHeight,
    }));
    expect(shown).toEqual({ width: 640, height: SAVANNA_HEIGHT });
  });

  test('with transparent parts is looked at as if it lay on paper', async () => {
    expectFigure3(await look(await transparentPng(savanna)), { margin: 20 });
  });

  test('without colours is looked at', async () => {
    const names = (await look(await greyPicture(savanna))).map(({ text }) => text);
    expect(names).toEqual(expect.arrayContaining([expect.stringMatching(/^Zebra/)]));
  });

  test('of 50 megapixels is looked at', async () => {
    const [width, height] = [8200, 6098];
    const things = await look(await resized(savanna, width, height));
    expect(things.map(({ text }) => /^\p{L}+/u.exec(text)?.[0])).toEqual(FIGURE_3.map(({ name }) => name));
  });

  const BAD_FILES: [what: string, file: () => PickedFile | Promise<PickedFile>, reason: SourceFaultReason][] =
    [
      ['not an image', () => textFile('notes.jpg'), 'not-an-image'],
      ['empty', () => emptyFile(), 'empty-file'],
      ['truncated', () => truncated(savanna), 'broken-image'],
      ['1x1', () => resized(savanna, 1, 1), 'image-too-small'],
      ['of 70 megapixels', () => resized(savanna, 10000, 7000), 'image-too-large'],
      ['a video without frames', videoWithoutFrames, 'video-without-frames'],
    ];

  test.each(BAD_FILES)(
    'that is %s is refused with a written and spoken reason, and the last result stays',
    async (_, file, reason) => {
      const message = en.messages.sourceFaults[reason];
      const { app } = scene;
      const before = await look(savanna);
      const picked = await file();
      if (reason === 'video-without-frames') await app.chooseVideo(picked);
      else await app.choosePhoto(picked);
      await app.reads(message);
      await app.says(message);
      expect(await app.things()).toEqual(before);
      expect(await app.picture.isVisible()).toBe(true);
      await eventually(() => app.startButton.isEnabled()).toBe(true);
    },
  );
});

function textFile(name: string): PickedFile {
  return { name, mimeType: 'image/jpeg', buffer: Buffer.from('Milk, bread, two lemons.') };
}

function emptyFile(): PickedFile {
  return { name: 'empty.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(0) };
}
