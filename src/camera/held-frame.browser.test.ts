import { afterEach, describe, expect, it, vi } from 'vitest';
import { pixelsOf } from '../../test/fixtures/fixture-files';
import { OrientationOverride } from '../../test/harness/orientation-override';
import { openCamera, type CameraSource } from './camera-source';
import type { Frame } from './frame-source';
import { holdFrame, type HeldFrame } from './held-frame';

/** All of this runs on Chromium's own fake camera; what it can't do is a stub, by name. */

const opened: { stop(): void }[] = [];
const images: ImageBitmap[] = [];
afterEach(() => {
  opened.splice(0).forEach((source) => source.stop());
  images.splice(0).forEach((image) => image.close());
  vi.restoreAllMocks();
});

async function open(): Promise<CameraSource> {
  const camera = await openCamera();
  opened.push(camera);
  return camera;
}

async function hold(camera: CameraSource): Promise<HeldFrame> {
  const held = (await holdFrame(camera))!;
  opened.push(held);
  return held;
}

async function frameOf(source: CameraSource | HeldFrame): Promise<Frame> {
  const frame = (await source.nextFrame())!;
  images.push(frame.image);
  return frame;
}

/** The mean difference of two pictures of one size, of 255. */
function difference(a: ImageBitmap, b: ImageBitmap): number {
  const [first, second] = [pixelsOf(a), pixelsOf(b)];
  return first.reduce((sum, value, at) => sum + Math.abs(value - second[at]!), 0) / first.length;
}

async function decoded(blob: Blob): Promise<ImageBitmap> {
  const image = await createImageBitmap(blob);
  images.push(image);
  return image;
}

const trackOf = ({ element }: CameraSource) => (element.srcObject as MediaStream).getVideoTracks()[0]!;
const fault = (reason: string) => ({ name: 'SourceFault', reason });

describe('a held picture', () => {
  it('is a photo of what the camera showed: one frame, of now, then none', async () => {
    const camera = await open();
    await frameOf(camera);
    const before = performance.now();
    const held = await hold(camera);
    const frame = await frameOf(held);
    expect(held).toMatchObject({ kind: 'photo', isHeld: true, size: { width: 640, height: 480 } });
    expect([frame.image.width, frame.image.height]).toEqual([640, 480]);
    expect(frame.time).toBeGreaterThan(before - 500);
    expect(frame.time).toBeLessThanOrEqual(performance.now());
    expect(await held.nextFrame()).toBeNull();
  });

  it('shows the very picture that is looked at, also after the camera has gone on', async () => {
    const camera = await open();
    const held = await hold(camera);
    const { image } = await frameOf(held);
    const shown = await decoded(held.shown);
    expect(held.shown.type).toBe('image/jpeg');
    // The fake camera's picture moves: what the format loses is less than what changes with time.
    await vi.waitFor(async () => {
      const { image: later } = await frameOf(camera);
      expect(difference(shown, image)).toBeLessThan(difference(shown, later) / 2);
    });
  });

  it('costs whoever looks at the camera nothing: a wait that began before goes on', async () => {
    const camera = await open();
    const pending = frameOf(camera);
    const held = await hold(camera);
    expect((await pending).image.width).toBe(640);
    expect((await frameOf(held)).image.width).toBe(640);
    await frameOf(camera);
  });

  it('stays when the camera ends', async () => {
    const camera = await open();
    const held = await hold(camera);
    camera.stop();
    expect((await frameOf(held)).image.width).toBe(640);
  });

  it('can be had once more, with all that was known of it', async () => {
    const held = await hold(await open());
    const first = await frameOf(held);
    const again = await held.again();
    opened.push(again);
    const second = await frameOf(again);
    expect(difference(second.image, first.image)).toBeLessThan(0.4);
    expect(again.shown).toBe(held.shown);
    expect({ ...second, image: null }).toEqual({ ...first, image: null });
    expect(await again.nextFrame()).toBeNull();
  });

  it('is freed by stop, which may come twice, but not under whoever took it', async () => {
    const camera = await open();
    const [kept, taken] = [await hold(camera), await hold(camera)];
    const { image } = await frameOf(taken);
    const freed = vi.spyOn(ImageBitmap.prototype, 'close');
    for (const held of [kept, taken]) {
      held.stop();
      held.stop();
      expect(await held.nextFrame()).toBeNull();
    }
    expect(image.width).toBe(640);
    expect(freed).toHaveBeenCalledTimes(1);
  });
});

describe('with how the camera was turned', () => {
  const override = new OrientationOverride();
  afterEach(() => override.clear());

  it('a picture is held', async () => {
    await override.set({ alpha: 0, beta: 65, gamma: 0 });
    const camera = await open();
    vi.spyOn(MediaStreamTrack.prototype, 'getSettings').mockReturnValue({ facingMode: 'environment' });
    await vi.waitFor(async () => {
      const { orientation } = await frameOf(await hold(camera));
      expect(orientation?.pitch).toBeCloseTo((-25 * Math.PI) / 180, 3);
    });
  });
});

describe('no picture is held', () => {
  it('of a stopped camera', async () => {
    const camera = await open();
    camera.stop();
    expect(await holdFrame(camera)).toBeNull();
  });

  it('of a camera that is stopped meanwhile (stub: it is muted, so that none comes before)', async () => {
    const camera = await open();
    Object.defineProperty(trackOf(camera), 'muted', { configurable: true, value: true });
    const holding = holdFrame(camera);
    camera.stop();
    expect(await holding).toBeNull();
  });

  it('of a camera that was taken (stub: its track says that it is muted)', async () => {
    const camera = await open();
    await frameOf(camera);
    Object.defineProperty(trackOf(camera), 'muted', { configurable: true, value: true });
    await expect(holdFrame(camera)).rejects.toMatchObject(fault('camera-taken'));
  });

  it('of a camera that was unplugged (stub: its track ends as an unplugged one does)', async () => {
    const camera = await open();
    const track = trackOf(camera);
    track.stop();
    track.dispatchEvent(new Event('ended'));
    await expect(holdFrame(camera)).rejects.toMatchObject(fault('camera-unplugged'));
  });
});
