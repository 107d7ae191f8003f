import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import '../app/page.css';
import { mount, textOf, unmountAll } from '../../test/harness/element-harness';
import { PictureHarness } from '../../test/harness/elements';
import type { Detection, Scene } from '../scene/scene';
import { defaultFocalLength } from '../scene/geometry';
import { orderByThePaper } from '../../test/fixtures/paper-order';
import { en } from '../speech/phrases/en';
import './nearsay-picture';

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
    expect(picture.figure.getAttribute('aria-label')).toBe(en.interface.pictureWithBoxes);
  });

  it('shows the live picture of the camera itself', async () => {
    const video = document.createElement('video');
    const element = document.createElement('nearsay-picture');
    Object.assign(element, { view: { kind: 'camera', element: video }, scene: null, phrases: en });
    picture = new PictureHarness(await mount(element));
    expect(video.parentElement).toBe(picture.figure);
    element.scene = sceneOf(NEAR);
    await picture.settled();
    expect(video.parentElement).toBe(picture.figure);
    expect(picture.boxes).toHaveLength(1);
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
    await show(sceneOf(FAR));
    const [halo, box] = [...picture.root.querySelectorAll('rect')].map((rect) => getComputedStyle(rect));
    expect(parseFloat(halo!.strokeWidth)).toBeGreaterThan(parseFloat(box!.strokeWidth));
    expect([halo!.stroke, box!.stroke]).toEqual(['rgb(0, 0, 0)', 'rgb(255, 225, 77)']);
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
  it('tell rank, name, certainty and the paper’s distance', async () => {
    await show(sceneOf(NEAR));
    expect(picture.labels.map(textOf)).toEqual(['1 chair 73% · 4 px']);
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
    picture.element.parentElement!.style.width = '400px';
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
