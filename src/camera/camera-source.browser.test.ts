import { afterEach, describe, expect, it, vi } from 'vitest';
import { pixelsOf } from '../../test/fixtures/fixture-files';
import { openCamera, QUIET_LIMIT_MS, type CameraSource } from './camera-source';
import type { Frame } from './frame-source';

/** All of this runs on Chromium's own fake camera, a real device to the page; what it can't do is a stub, by name. */

const opened: CameraSource[] = [];
const images: ImageBitmap[] = [];
afterEach(() => {
  opened.splice(0).forEach((camera) => camera.stop());
  images.splice(0).forEach((image) => image.close());
  vi.restoreAllMocks();
});

async function open(): Promise<CameraSource> {
  const camera = await openCamera();
  opened.push(camera);
  return camera;
}

async function frameOf(camera: CameraSource): Promise<Frame> {
  const frame = (await camera.nextFrame())!;
  images.push(frame.image);
  return frame;
}

/** Whether two frames show different pictures; a plain answer, because a printed difference takes the browser ages. */
function differ(a: Frame, b: Frame): boolean {
  const [first, second] = [pixelsOf(a.image), pixelsOf(b.image)];
  return first.some((value, at) => value !== second[at]);
}

const trackOf = ({ element }: CameraSource) => (element.srcObject as MediaStream).getVideoTracks()[0]!;
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const fault = (reason: string) => ({ name: 'SourceFault', reason });

/** Stub: nobody can pull out the fake camera, so its track ends as an unplugged one does. */
function unplug(camera: CameraSource): void {
  const track = trackOf(camera);
  track.stop();
  track.dispatchEvent(new Event('ended'));
}

/** Stub: no other app can take the fake camera, so its track says that it is muted. */
function mute(camera: CameraSource, isMuted: boolean): void {
  Object.defineProperty(trackOf(camera), 'muted', { configurable: true, value: isMuted });
}

/** Stub: a headless page can't be sent to the background, so it says that it is. */
function hide(isHidden: boolean): void {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(isHidden);
  document.dispatchEvent(new Event('visibilitychange'));
}

/** What a browser may send when a page comes back. */
function sendReturnEvents(): void {
  document.dispatchEvent(new Event('visibilitychange'));
  window.dispatchEvent(new Event('pageshow'));
  window.dispatchEvent(new Event('focus'));
}

describe('the camera', () => {
  it('gives frames that differ as time goes on', async () => {
    const camera = await open();
    expect(camera.size).toEqual({ width: 640, height: 480 });
    const [first, second] = [await frameOf(camera), await frameOf(camera)];
    expect([first.image.width, first.image.height]).toEqual([640, 480]);
    expect(second.time).toBeGreaterThan(first.time);
    expect(second.time).toBeLessThanOrEqual(performance.now());
    expect(differ(second, first)).toBe(true);
  });

  it('gives a busy session the newest frame, not the next in a queue', async () => {
    const camera = await open();
    const first = await frameOf(camera);
    await pause(400);
    const next = await frameOf(camera);
    expect(next.time - first.time).toBeGreaterThan(200);
  });

  it('never gives a frame that was left over from before a long pause', async () => {
    const camera = await open();
    await frameOf(camera);
    await pause(100); // so that another frame has come
    camera.element.pause();
    const paused = performance.now();
    await pause(800);
    expect((await frameOf(camera)).time).toBeGreaterThan(paused + 400);
  });

  it('goes on when its element is moved out of the document, which pauses it', async () => {
    const camera = await open();
    document.body.append(camera.element);
    const before = await frameOf(camera);
    camera.element.remove();
    await vi.waitFor(() => expect(camera.element.paused).toBe(true));
    const after = await frameOf(camera);
    expect(differ(after, before)).toBe(true);
  });

  it('is freed by stop, which may come twice, and a pending wait ends with null', async () => {
    const camera = await open();
    const track = trackOf(camera);
    (await frameOf(camera)).image.close();
    const pending = camera.nextFrame();
    camera.stop();
    camera.stop();
    expect(await pending).toBeNull();
    expect(track.readyState).toBe('ended');
    expect(camera.element.srcObject).toBeNull();
    expect(await camera.nextFrame()).toBeNull();
  });

  it('delivers also where the browser knows no requestVideoFrameCallback (stub: it is hidden)', async () => {
    const { prototype } = HTMLVideoElement;
    const known = Object.getOwnPropertyDescriptor(prototype, 'requestVideoFrameCallback')!;
    Reflect.deleteProperty(prototype, 'requestVideoFrameCallback');
    try {
      const camera = await open();
      const [first, second] = [await frameOf(camera), await frameOf(camera)];
      expect(second.time).toBeGreaterThan(first.time);
      expect(differ(second, first)).toBe(true);
    } finally {
      Object.defineProperty(prototype, 'requestVideoFrameCallback', known);
    }
  });

  describe('of several lenses (stub: two names for the one fake camera)', () => {
    /** @param answer what is done when the plain lens is asked for */
    async function openUltraWide(answer: 'given' | 'refused') {
      const devices = navigator.mediaDevices;
      const lens = (deviceId: string, label: string) =>
        ({ kind: 'videoinput', deviceId, label }) as unknown as MediaDeviceInfo;
      const ask = devices.getUserMedia.bind(devices);
      const given = await ask({ video: true });
      const { deviceId } = given.getVideoTracks()[0]!.getSettings();
      given.getVideoTracks()[0]!.stop();
      vi.spyOn(devices, 'enumerateDevices').mockResolvedValue([
        lens(deviceId!, 'Back Ultra Wide Camera'),
        lens('plain', 'Back Camera'),
      ]);
      const requests = vi.spyOn(devices, 'getUserMedia').mockImplementation((constraints) => {
        const { deviceId: wanted } = constraints!.video as MediaTrackConstraints;
        if (wanted && answer === 'refused') return Promise.reject(new DOMException('', 'NotReadableError'));
        return ask({ video: true });
      });
      const camera = await open();
      const streams = await Promise.allSettled(
        requests.mock.results.map(({ value }) => value as Promise<MediaStream>),
      );
      const wanted = requests.mock.calls.map(
        ([constraints]) => (constraints!.video as MediaTrackConstraints).deviceId ?? 'rear',
      );
      return { camera, wanted, streams };
    }

    it('the plain one is taken, and the special one let go first', async () => {
      const { camera, wanted, streams } = await openUltraWide('given');
      expect(wanted).toEqual(['rear', { exact: 'plain' }]);
      const [special] = streams;
      const track = special?.status === 'fulfilled' ? special.value.getVideoTracks()[0] : undefined;
      expect(track?.readyState).toBe('ended');
      await frameOf(camera);
    });

    it('the special one serves where the plain one can not be had', async () => {
      const { camera, wanted } = await openUltraWide('refused');
      expect(wanted).toEqual(['rear', { exact: 'plain' }, 'rear']);
      await frameOf(camera);
    });
  });
});

describe('a camera that can not be opened says why', () => {
  it.each([
    ['NotAllowedError', 'camera-refused'],
    ['NotFoundError', 'camera-absent'],
    ['NotReadableError', 'camera-taken'],
    ['AbortError', 'camera-taken'],
  ])('on %s (stub: getUserMedia rejects with it)', async (name, reason) => {
    const cause = new DOMException('as a browser would', name);
    vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockRejectedValue(cause);
    await expect(open()).rejects.toMatchObject({ ...fault(reason), cause });
  });

  it('on a page without https (stub: no mediaDevices)', async () => {
    vi.spyOn(navigator, 'mediaDevices', 'get').mockReturnValue(undefined as unknown as MediaDevices);
    await expect(open()).rejects.toMatchObject(fault('camera-insecure'));
  });
});

describe('in mid-scan', () => {
  it('an unplugged camera is a fault, for a pending wait and for the next one', async () => {
    const camera = await open();
    (await frameOf(camera)).image.close();
    const pending = camera.nextFrame();
    unplug(camera);
    await expect(pending).rejects.toMatchObject(fault('camera-unplugged'));
    await expect(camera.nextFrame()).rejects.toMatchObject(fault('camera-unplugged'));
  });

  it('a camera taken by another app is a fault, and gives frames again when it is free', async () => {
    const camera = await open();
    await frameOf(camera);
    mute(camera, true);
    await expect(camera.nextFrame()).rejects.toMatchObject(fault('camera-taken'));
    mute(camera, false);
    await frameOf(camera);
  });

  it('a camera that just falls silent is a fault too (stub: its stream is taken off the element)', async () => {
    const camera = await open();
    await frameOf(camera);
    camera.element.srcObject = null;
    await expect(camera.nextFrame()).rejects.toMatchObject(fault('camera-taken'));
  });
});

describe('when the page comes back', () => {
  it('a dead camera is restarted once, though several events tell of it', async () => {
    const camera = await open();
    const before = trackOf(camera);
    before.stop();
    const request = vi.spyOn(navigator.mediaDevices, 'getUserMedia');
    sendReturnEvents();
    await frameOf(camera);
    sendReturnEvents();
    await frameOf(camera);
    expect(request).toHaveBeenCalledTimes(1);
    expect(trackOf(camera)).not.toBe(before);
  });

  it('a camera that lives is left alone', async () => {
    const camera = await open();
    const request = vi.spyOn(navigator.mediaDevices, 'getUserMedia');
    sendReturnEvents();
    await frameOf(camera);
    expect(request).not.toHaveBeenCalled();
  });

  it('a wait that began before goes on: the camera is not blamed for a hidden page', async () => {
    const camera = await open();
    await frameOf(camera);
    mute(camera, true);
    hide(true);
    const pending = frameOf(camera);
    await pause(QUIET_LIMIT_MS * 1.5);
    hide(false);
    expect((await pending).image.width).toBe(640);
  });

  it('a camera still taken is a fault, asked for once in each wait, until it is free', async () => {
    const camera = await open();
    trackOf(camera).stop();
    const cause = new DOMException('as a browser would', 'NotReadableError');
    const request = vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockRejectedValue(cause);
    window.dispatchEvent(new Event('focus'));
    await expect(camera.nextFrame()).rejects.toMatchObject({ ...fault('camera-taken'), cause });
    await expect(camera.nextFrame()).rejects.toMatchObject({ ...fault('camera-taken'), cause });
    expect(request).toHaveBeenCalledTimes(2);
    request.mockRestore();
    await frameOf(camera);
  });

  it('a camera no longer allowed is a fault at once, and the next return asks again', async () => {
    const camera = await open();
    trackOf(camera).stop();
    const cause = new DOMException('as a browser would', 'NotAllowedError');
    vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockRejectedValueOnce(cause);
    window.dispatchEvent(new Event('focus'));
    await expect(camera.nextFrame()).rejects.toMatchObject({ ...fault('camera-refused'), cause });
    await expect(camera.nextFrame()).rejects.toMatchObject({ ...fault('camera-refused'), cause });
    window.dispatchEvent(new Event('focus'));
    await frameOf(camera);
  });

  it('a stopped camera stays off, even if it was being restarted', async () => {
    const camera = await open();
    trackOf(camera).stop();
    const request = vi.spyOn(navigator.mediaDevices, 'getUserMedia');
    window.dispatchEvent(new Event('focus'));
    camera.stop();
    window.dispatchEvent(new Event('focus'));
    const stream = await (request.mock.results[0]!.value as Promise<MediaStream>);
    await vi.waitFor(() => expect(stream.getVideoTracks()[0]!.readyState).toBe('ended'));
    expect(request).toHaveBeenCalledTimes(1);
    expect(camera.element.srcObject).toBeNull();
  });
});
