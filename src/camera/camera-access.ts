import { SourceFault, type SourceFaultReason } from './frame-source';

/** Which camera to open. */
export interface CameraOptions {
  /**
   * One of `listCameras()`. Browsers may give a camera another id on the next launch, so it is not to be kept for
   * longer than this one; an id that no camera has gives `camera-absent`.
   */
  readonly deviceId?: string;
  /** Without a `deviceId`: away from the person (default) or toward them. */
  readonly facing?: 'environment' | 'user';
}

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
 * Asks for the camera; this may show a question to the person, and waits for the answer without a limit.
 * @throws SourceFault `camera-refused`, `camera-absent`, `camera-taken`, or `camera-insecure` (the page is not served
 * by https, or the browser has no camera interface).
 */
export async function requestCamera({
  deviceId,
  facing = 'environment',
}: CameraOptions): Promise<MediaStream> {
  // Older type definitions than the browsers: outside secure contexts there is no `mediaDevices`.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) throw new SourceFault('camera-insecure');
  const which =
    deviceId === undefined ? { facingMode: { ideal: facing } } : { deviceId: { exact: deviceId } };
  try {
    return await devices.getUserMedia({ audio: false, video: { ...PICTURE, ...which } });
  } catch (cause) {
    // DOMException and OverconstrainedError share only the name.
    const name = (cause as { readonly name?: string }).name ?? '';
    throw new SourceFault(REASON_OF_ERROR[name] ?? 'camera-taken', { cause });
  }
}
