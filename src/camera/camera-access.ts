import { betterThan, listCameras } from './camera-choice';
import { SourceFault, type SourceFaultReason } from './frame-source';

/**
 * What we ask of the camera; all of it "ideal", so that any camera will do. The detector sees 416 pixels on the
 * longer side, so 640 x 480 loses nothing, and fewer pixels are read, copied and paid for by the battery.
 * 30 frames a second is the rate at which phone cameras run anyway; a frame is then at most 33 ms old when asked for.
 */
const PICTURE: MediaTrackConstraints = {
  width: { ideal: 640 },
  height: { ideal: 480 },
  frameRate: { ideal: 30 },
};

/** How getUserMedia's errors read (https://w3c.github.io/mediacapture-main/#dom-mediadevices-getusermedia). */
const REASON_OF_ERROR: Readonly<Record<string, SourceFaultReason>> = {
  NotAllowedError: 'camera-refused',
  NotFoundError: 'camera-absent',
  OverconstrainedError: 'camera-absent',
  NotReadableError: 'camera-taken',
  AbortError: 'camera-taken',
  SecurityError: 'camera-insecure',
};

/**
 * Asks for the rear camera; this may show a question to the person, and waits for the answer without a limit. Where the
 * browser gives a special lens of it although there is a plain one, that one is asked for: only with a camera open are
 * their names known.
 * @throws SourceFault `camera-refused`, `camera-absent`, `camera-taken`, or `camera-insecure` (the page is not served
 * by https, or the browser has no camera interface).
 */
export async function requestCamera(): Promise<MediaStream> {
  const rear: MediaTrackConstraints = { facingMode: { ideal: 'environment' } };
  const stream = await request(rear);
  const opened = stream.getVideoTracks()[0];
  const better = betterThan(opened?.getSettings().deviceId, await listCameras());
  if (!better) return stream;
  // Some phones open one camera at a time.
  opened?.stop();
  return request({ deviceId: { exact: better.deviceId } }).catch(() => request(rear));
}

async function request(which: MediaTrackConstraints): Promise<MediaStream> {
  // Older type definitions than the browsers: outside secure contexts there is no `mediaDevices`.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) throw new SourceFault('camera-insecure');
  try {
    return await devices.getUserMedia({ audio: false, video: { ...PICTURE, ...which } });
  } catch (cause) {
    // DOMException and OverconstrainedError share only the name.
    const name = (cause as { readonly name?: string }).name ?? '';
    throw new SourceFault(REASON_OF_ERROR[name] ?? 'camera-taken', { cause });
  }
}
