import { afterEach, describe, expect, it, vi } from 'vitest';
import { OrientationOverride } from '../../test/harness/orientation-override';
import { openCamera, type CameraSource } from './camera-source';
import { OrientationSensor } from './device-orientation';
import type { Frame } from './frame-source';

const opened: CameraSource[] = [];
afterEach(() => {
  opened.splice(0).forEach((camera) => camera.stop());
  vi.restoreAllMocks();
});

async function open(): Promise<CameraSource> {
  const camera = await openCamera();
  opened.push(camera);
  return camera;
}

async function frameOf(camera: CameraSource): Promise<Frame> {
  const frame = (await camera.nextFrame())!;
  frame.image.close();
  return frame;
}

describe('with its frames the camera tells how it was turned', () => {
  const override = new OrientationOverride();
  const facing = (facingMode: string | undefined) =>
    vi.spyOn(MediaStreamTrack.prototype, 'getSettings').mockReturnValue(facingMode ? { facingMode } : {});
  afterEach(() => override.clear());

  it.each(['environment', undefined])('where it looks away (stub: it says "%s")', async (mode) => {
    await override.set({ alpha: 0, beta: 65, gamma: 0 });
    const camera = await open();
    facing(mode);
    await vi.waitFor(async () =>
      expect(await frameOf(camera)).toMatchObject({
        orientation: { pitch: expect.closeTo((-25 * Math.PI) / 180, 3) as number },
      }),
    );
    expect(await frameOf(camera)).toMatchObject({ focalLength35: null, depth: null });
  });

  it('but not where it looks at the person (stub: it says so)', async () => {
    await override.set({ alpha: 0, beta: 65, gamma: 0 });
    const heard = new Promise((resolve) => addEventListener('deviceorientation', resolve, { once: true }));
    const camera = await open();
    facing('user');
    await heard;
    for (let frames = 0; frames < 3; frames++) expect((await frameOf(camera)).orientation).toBeNull();
  });

  it('but not without a sensor', async () => {
    const camera = await open();
    expect((await frameOf(camera)).orientation).toBeNull();
  });

  it('until it is stopped', async () => {
    const removed = vi.spyOn(OrientationSensor.prototype, 'stop');
    const camera = await open();
    camera.stop();
    expect(removed).toHaveBeenCalled();
  });
});
