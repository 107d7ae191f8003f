import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import '../app/page.css';
import { emulateMedia } from '../../test/harness/accessibility';
import { mount, textOf, unmountAll } from '../../test/harness/element-harness';
import { ExplorerHarness } from '../../test/harness/explorer-harness';
import { PictureHarness } from '../../test/harness/elements';
import type { Detection, Scene, SceneObject } from '../scene/scene';
import { defaultFocalLength } from '../scene/geometry';
import { orderByThePaper } from '../../test/fixtures/paper-order';
import { en } from '../speech/phrases/en';
import type { NearsayExplorer } from './nearsay-explorer';
import './nearsay-picture';
import { templates as labels } from '../localisation/labels/en';

const IMAGE = { width: 640, height: 480 };

/** The upper left quarter of the picture's middle, of a thing far away; and one at the lower right, nearer. */
const FAR: Detection = {
  label: 'traffic light',
  score: 0.5,
  box: { left: 160, top: 120, width: 320, height: 240 },
};
const NEAR: Detection = {
  label: 'chair',
  score: 0.734,
  box: { left: 480, top: 240, width: 160, height: 236 },
};

function sceneOf(...detections: Detection[]): Scene {
  return {
    time: 0,
    image: IMAGE,
    objects: orderByThePaper(detections, IMAGE, defaultFocalLength(IMAGE)),
    faults: [],
    timings: { total: 0, detect: 0, depth: 0, scene: 0 },
  };
}

/** A photo of that size, all grey. */
async function photoOf({ width, height } = IMAGE): Promise<string> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d')!;
  context.fillStyle = 'grey';
  context.fillRect(0, 0, width, height);
  return URL.createObjectURL(await canvas.convertToBlob());
}

const nextFrame = () => new Promise(requestAnimationFrame);

let picture: PictureHarness;

/** Shows a photo in a room of that width, CSS pixels. */
async function show(scene: Scene | null, roomWidth = 400, photoSize = IMAGE): Promise<void> {
  const room = document.createElement('div');
  room.style.width = `${roomWidth}px`;
  document.body.append(room);
  const url = await photoOf(photoSize);
  const element = document.createElement('nearsay-picture');
  Object.assign(element, { view: { kind: 'photo', url }, scene, phrases: en });
  picture = new PictureHarness(await mount(element, room));
  await picture.get<HTMLImageElement>('img').decode();
  // The photo has its height now, which the picture hears of with the next frame.
  await nextFrame();
  await nextFrame();
}

/** Shows the camera's picture; it has no camera. */
async function showLive(scene: Scene | null, video = document.createElement('video')): Promise<void> {
  const element = document.createElement('nearsay-picture');
  Object.assign(element, { view: { kind: 'camera', element: video }, scene, phrases: en });
  picture = new PictureHarness(await mount(element));
}

function systemColour(name: string): string {
  const sample = document.createElement('div');
  sample.style.color = name;
  document.body.append(sample);
  const { color } = getComputedStyle(sample);
  sample.remove();
  return color;
}

/** Where a rectangle lies in the figure, in per cent of its sides. */
function shareOfFigure({ left, top, width, height }: DOMRect): Record<string, number> {
  const figure = picture.figure.getBoundingClientRect();
  const percent = (part: number, whole: number) => Math.round((100 * part) / whole);
  return {
    left: percent(left - figure.left, figure.width),
    top: percent(top - figure.top, figure.height),
    width: percent(width, figure.width),
    height: percent(height, figure.height),
  };
}

/** The dark lines (`halo`) or the light ones (`box`), in the order of painting. */
function outlines(name: string): SVGRectElement[] {
  return [...picture.root.querySelectorAll<SVGRectElement>(`rect.${name}`)];
}

/** Where the outline of a box runs: its stroke's middle. */
function placeOf(box: SVGRectElement): DOMRect {
  const { x, y, width, height } = box.getBBox();
  const matrix = box.getScreenCTM()!;
  const start = new DOMPoint(x, y).matrixTransform(matrix);
  const end = new DOMPoint(x + width, y + height).matrixTransform(matrix);
  return new DOMRect(start.x, start.y, end.x - start.x, end.y - start.y);
}

beforeEach(() => {
  document.body.style.margin = '0';
});
afterEach(() => {
  unmountAll();
  document.body.replaceChildren();
});

describe('the picture', () => {
  it('shows nothing where nothing is looked at', async () => {
    const element = document.createElement('nearsay-picture');
    Object.assign(element, { view: null, scene: null, phrases: en });
    picture = new PictureHarness(await mount(element));
    expect(picture.all('*').filter(({ localName }) => localName !== 'style')).toEqual([]);
  });

  it('is one picture with a name to a screen reader', async () => {
    await show(sceneOf(FAR));
    expect(picture.figure.getAttribute('role')).toBe('img');
    expect(picture.figure.getAttribute('aria-label')).toBe(labels.pictureWithBoxes);
  });

  it('shows the live picture of the camera itself', async () => {
    const video = document.createElement('video');
    await showLive(null, video);
    expect(video.parentElement).toBe(picture.figure);
    picture.element.scene = sceneOf(NEAR);
    await picture.settled();
    expect(video.parentElement).toBe(picture.figure);
    expect(picture.boxes).toHaveLength(1);
  });

  it('can be felt when it stands still and was looked at, not while it is live', async () => {
    await show(null);
    expect(picture.root.querySelector('nearsay-explorer')).toBeNull();
    const scene = sceneOf(NEAR);
    picture.element.scene = scene;
    await picture.settled();
    expect(picture.get<NearsayExplorer>('nearsay-explorer').scene).toBe(scene);
    await showLive(scene);
    expect(picture.root.querySelector('nearsay-explorer')).toBeNull();
  });

  it('of a camera held upright is as narrow as its height asks for', async () => {
    document.body.style.width = '1000px';
    await showLive({ ...sceneOf(), image: { width: 480, height: 640 } });
    const { clientWidth } = picture.figure;
    document.body.style.width = '';
    expect(clientWidth).toBeCloseTo((innerHeight * 0.7 * 480) / 640, -0.5);
  });

  it.each([
    ['landscape', { width: 640, height: 480 }],
    ['portrait', { width: 1200, height: 3000 }],
  ])('in %s is felt where it is seen', async (_, size) => {
    await show({ ...sceneOf(), image: size }, 1000, size);
    const explorer = new ExplorerHarness(picture.get('nearsay-explorer'));
    const [felt, seen] = [explorer.area, picture.get('img')].map((part) => part.getBoundingClientRect());
    expect(felt!.toJSON()).toEqual(seen!.toJSON());
  });

  it('lets out what is felt', async () => {
    await show(sceneOf(NEAR));
    const heard: Event[] = [];
    picture.element.addEventListener('explore', (event) => heard.push(event));
    picture.element.addEventListener('explore-step', (event) => heard.push(event));
    const explorer = new ExplorerHarness(picture.get('nearsay-explorer'));
    explorer.area.focus();
    await userEvent.keyboard('{ArrowDown}{PageDown}');
    expect(heard.map(({ type }) => type)).toEqual(['explore', 'explore-step']);
  });

  it.each([
    ['landscape', { width: 640, height: 480 }],
    ['portrait', { width: 1200, height: 3000 }],
  ])('in %s keeps its proportions, and is as large as its frame', async (_, size) => {
    await show({ ...sceneOf(), image: size }, 1000, size);
    const image = picture.get('img').getBoundingClientRect();
    expect(image.width / image.height).toBeCloseTo(size.width / size.height, 2);
    expect(shareOfFigure(image)).toEqual({ left: 0, top: 0, width: 100, height: 100 });
    expect(image.height).toBeCloseTo(innerHeight * 0.7, 0);
  });
});

describe('boxes', () => {
  it.each([400, 800])('lie where the things are, in a room %i px wide', async (width) => {
    await show(sceneOf(FAR, NEAR), width);
    const [far, near] = picture.boxes.map(placeOf).map(shareOfFigure);
    expect(far).toEqual({ left: 25, top: 25, width: 50, height: 50 });
    expect(near).toEqual({ left: 75, top: 50, width: 25, height: 49 });
  });

  it('are drawn over the picture, whatever its size on the screen is', async () => {
    await show(sceneOf(FAR), 300);
    const box = placeOf(picture.boxes[0]!);
    const { width, height } = picture.get('img').getBoundingClientRect();
    expect(box.width).toBeCloseTo(width / 2, 0);
    expect(box.height).toBeCloseTo(height / 2, 0);
  });

  it('stand out on any ground: a light line on a dark one that is wider', async () => {
    await show(sceneOf(NEAR, FAR));
    const widths = (name: string) =>
      outlines(name).map((rect) => parseFloat(getComputedStyle(rect).strokeWidth));
    const [halos, boxes] = [widths('halo'), widths('box')];
    for (const [index, halo] of halos.entries()) expect(halo).toBeGreaterThanOrEqual(boxes[index]! + 4);
    expect(outlines('halo').map((rect) => getComputedStyle(rect).stroke)).toEqual([
      'rgb(0, 0, 0)',
      'rgb(0, 0, 0)',
    ]);
  });

  it('are thickest for the nearest thing, or for all that are equally near', async () => {
    const widths = () => picture.boxes.map((rect) => parseFloat(getComputedStyle(rect).strokeWidth));
    await show(sceneOf(NEAR, FAR));
    const [far, near] = widths() as [number, number];
    expect(near).toBeGreaterThanOrEqual(far * 1.5);
    picture.element.scene = sceneOf(NEAR, { ...NEAR, label: 'dog' }, FAR);
    await picture.settled();
    expect(widths()).toEqual([far, near, near]);
  });

  it('differ by colour and by pattern, as their labels do by colour', async () => {
    const things = Array.from({ length: 8 }, (_, index) => ({
      ...NEAR,
      box: { left: 40 * index, top: 40, width: 30, height: 400 - 20 * index },
    }));
    await show(sceneOf(...things));
    const styles = picture.boxes.map((rect) => getComputedStyle(rect)).reverse();
    const looks = styles.map(({ stroke, strokeDasharray }) => `${stroke} ${strokeDasharray}`);
    expect(new Set(looks).size).toBe(8);
    expect(new Set(styles.slice(0, 5).map(({ stroke }) => stroke)).size).toBe(5);
    expect(new Set(styles.slice(0, 4).map(({ strokeDasharray }) => strokeDasharray)).size).toBe(4);
    const grounds = picture.labels.map((label) => getComputedStyle(label).backgroundColor).reverse();
    expect(grounds).toEqual(styles.map(({ stroke }) => stroke));
  });

  it('and labels have the colours of the system where it has its own', async () => {
    await show(sceneOf(NEAR));
    await emulateMedia({ 'forced-colors': 'active' });
    try {
      const [halo, box] = ['halo', 'box'].map((name) => getComputedStyle(outlines(name)[0]!).stroke);
      const { color, backgroundColor } = getComputedStyle(picture.labels[0]!);
      expect([box, color]).toEqual([systemColour('CanvasText'), systemColour('CanvasText')]);
      expect([halo, backgroundColor]).toEqual([systemColour('Canvas'), systemColour('Canvas')]);
    } finally {
      await emulateMedia({});
    }
  });

  it('of the nearest thing lie on top, with its label', async () => {
    await show(sceneOf(NEAR, FAR));
    expect(picture.labels.map((label) => textOf(label).split(' ')[0])).toEqual(['2', '1']);
    const widths = picture.boxes.map(({ width }) => width.baseVal.value);
    expect(widths).toEqual([FAR.box.width, NEAR.box.width]);
  });

  it('follow the newest scene', async () => {
    await show(sceneOf(FAR, NEAR));
    picture.element.scene = sceneOf({ ...FAR, box: { left: 0, top: 0, width: 64, height: 48 } });
    await picture.settled();
    expect(picture.boxes.map(placeOf).map(shareOfFigure)).toEqual([
      { left: 0, top: 0, width: 10, height: 10 },
    ]);
  });
});

describe('labels', () => {
  it('on a still picture tell rank, name, and the distance where it is known', async () => {
    const metres = { near: 2, best: 2.34, far: 3 };
    const [near, far] = sceneOf(NEAR, FAR).objects as [SceneObject, SceneObject];
    await show({ ...sceneOf(), objects: [{ ...near, metres }, far] });
    expect(picture.labels.map(textOf)).toEqual(['2 traffic light', '1 chair · 2.3 m']);
  });

  it('on a live picture tell the certainty as well', async () => {
    await showLive(sceneOf(NEAR));
    expect(picture.labels.map(textOf)).toEqual(['1 chair 73% · 4 px']);
  });

  it('are as large as text on a live picture, and larger on a still one', async () => {
    const size = () => parseFloat(getComputedStyle(picture.labels[0]!).fontSize);
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    await showLive(sceneOf(NEAR));
    expect(size()).toBeGreaterThanOrEqual(rem);
    await show(sceneOf(NEAR));
    expect(size()).toBeGreaterThanOrEqual(1.4 * rem);
  });

  it('on a still picture are mere numbers where they would hide each other, and whole again with room', async () => {
    const pile = ['chair', 'dog', 'cat', 'traffic light', 'person', 'bench'].map((label, index) => ({
      label,
      score: 0.8,
      box: { left: 300, top: 200, width: 40, height: 270 - 5 * index },
    }));
    await show(sceneOf(...pile), 400);
    const shown = () => picture.labels.map(({ innerText }) => innerText.trim()).reverse();
    expect(shown()[0]).toBe('1 chair');
    expect(shown().slice(-2)).toEqual(['5', '6']);
    const places = picture.labels.map((label) => label.getBoundingClientRect());
    for (const place of places) expect(place.width).toBeGreaterThan(10);
    picture.element.scene = sceneOf(pile[0]!, {
      ...pile[3]!,
      box: { ...pile[3]!.box, top: 10, height: 100 },
    });
    await picture.settled();
    expect(shown()).toEqual(['1 chair', '2 traffic light']);
  });

  it('begin at the left edge of their box, above it', async () => {
    await show(sceneOf(FAR), 800);
    const label = picture.labels[0]!.getBoundingClientRect();
    const box = placeOf(picture.boxes[0]!);
    expect(label.left).toBeCloseTo(box.left, 0);
    expect(label.bottom).toBeCloseTo(box.top, 0);
  });

  it('find their places anew when the room changes, as when the phone is turned', async () => {
    await show(sceneOf(FAR), 800);
    picture.element.parentElement!.style.width = '600px';
    await nextFrame();
    await nextFrame();
    const label = picture.labels[0]!.getBoundingClientRect();
    expect(label.left).toBeCloseTo(placeOf(picture.boxes[0]!).left, 0);
  });

  it.each([
    ['the upper left corner', { left: 0, top: 0, width: 40, height: 40 }],
    ['the upper right corner', { left: 600, top: 0, width: 40, height: 40 }],
    ['the lower left corner', { left: 0, top: 440, width: 40, height: 40 }],
    ['the lower right corner', { left: 600, top: 440, width: 40, height: 40 }],
    ['left of the middle', { left: 290, top: 200, width: 40, height: 40 }],
    ['right of the middle', { left: 310, top: 200, width: 40, height: 40 }],
    ['all of it', { left: 0, top: 0, width: 640, height: 480 }],
  ])('stay within a small picture, for a box at %s', async (_, box) => {
    await show(sceneOf({ label: 'traffic light', score: 0.55, box }), 288);
    const [element] = picture.labels;
    expect(element!.scrollWidth).toBeLessThanOrEqual(element!.clientWidth);
    const label = element!.getBoundingClientRect();
    const figure = picture.figure.getBoundingClientRect();
    expect(label.left).toBeGreaterThanOrEqual(figure.left - 0.5);
    expect(label.right).toBeLessThanOrEqual(figure.right + 0.5);
    expect(label.top).toBeGreaterThanOrEqual(figure.top - 0.5);
    expect(label.bottom).toBeLessThanOrEqual(figure.bottom + 0.5);
  });
});
