/** Headphones in or out: what was heard on the left may now come from one loudspeaker, or be heard by everybody. */

/** One plug makes the browser tell several times, within this many milliseconds. */
const SETTLES_WITHIN_MS = 500;

export interface OutputDevices {
  dispose(): void;
}

/**
 * Calls back after headphones came or went. Does nothing where the browser doesn't tell.
 *
 * Without leave to use the microphone most browsers name no audio device, so that the change itself is all there is to see;
 * cameras are named, and what is a change of cameras alone is left out.
 */
export function watchOutputDevices(changed: () => void): OutputDevices {
  const devices: MediaDevices | undefined = navigator.mediaDevices;
  if (!devices) return { dispose: () => undefined };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isDisposed = false;
  let former = listed(devices);
  const settled = async () => {
    const before = await former;
    former = listed(devices);
    const after = await former;
    const isOfCameras = before.cameras !== after.cameras && before.audio === after.audio;
    if (!isDisposed && !isOfCameras) changed();
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void settled(), SETTLES_WITHIN_MS);
  };
  devices.addEventListener('devicechange', later);
  return {
    dispose() {
      isDisposed = true;
      clearTimeout(timer);
      devices.removeEventListener('devicechange', later);
    },
  };
}

interface Listed {
  readonly cameras: string;
  readonly audio: string;
}

async function listed(devices: MediaDevices): Promise<Listed> {
  try {
    const all = await devices.enumerateDevices();
    const name = ({ kind, deviceId, label }: MediaDeviceInfo) => `${kind} ${deviceId} ${label}`;
    const isCamera = ({ kind }: MediaDeviceInfo) => kind === 'videoinput';
    return {
      cameras: all.filter(isCamera).map(name).join('\n'),
      audio: all
        .filter((device) => !isCamera(device))
        .map(name)
        .join('\n'),
    };
  } catch {
    return { cameras: '', audio: '' };
  }
}
