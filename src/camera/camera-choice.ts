/** A camera of this device. */
export interface CameraChoice {
  /** Valid for this launch only. */
  readonly deviceId: string;
  /** As the system names it, in its language; empty until the camera was allowed once. */
  readonly label: string;
  /** Where it looks, if the browser knows: away from the person or toward them. */
  readonly facing: 'environment' | 'user' | null;
}

/** Words by which iOS, Android and desktop browsers mark a camera that looks away from the person, for those that don't tell `facing`. */
const BACK = /back|rear|environment|world/i;

/**
 * Words for back cameras that serve worse: ultra-wide ones bend and shrink what is near the edge, telephoto ones see
 * too little, and the joined ones of the iPhone switch lenses by themselves.
 * No constraint can express this (https://github.com/w3c/mediacapture-extensions/issues/4).
 */
const SPECIAL = /ultra|wide|tele|dual|triple|macro|depth|infrared|desk view/i;

/** 0 for a plain back camera, 1 for a special one, 2 for any other. */
function rank({ label, facing }: CameraChoice): number {
  const looksAway = facing ? facing === 'environment' : BACK.test(label);
  if (!looksAway) return 2;
  return SPECIAL.test(label) ? 1 : 0;
}

/** Sorts cameras, the best for looking around first; equals stay in the order of their names ("camera2 0" first). */
export function bestFirst(cameras: readonly CameraChoice[]): CameraChoice[] {
  const byName = new Intl.Collator('en', { numeric: true });
  return cameras.toSorted((a, b) => rank(a) - rank(b) || byName.compare(a.label, b.label));
}

/**
 * The camera to open in place of the one that is open, or null where none is better.
 * @param opened its `deviceId`
 */
export function betterThan(
  opened: string | undefined,
  cameras: readonly CameraChoice[],
): CameraChoice | null {
  const current = cameras.find(({ deviceId }) => deviceId === opened);
  const [best] = bestFirst(cameras);
  return best && current && rank(best) < rank(current) ? best : null;
}

/** The cameras of this device, in the order of the system; empty where there are none. */
export async function listCameras(): Promise<CameraChoice[]> {
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  return devices
    .filter((device) => device.kind === 'videoinput')
    .map((device) => ({ deviceId: device.deviceId, label: device.label, facing: facingOf(device) }));
}

/** Labels come in the language of the system, so what the device can do tells more (Firefox doesn't say it). */
function facingOf(device: MediaDeviceInfo): CameraChoice['facing'] {
  const capabilities = 'getCapabilities' in device && (device as InputDeviceInfo).getCapabilities();
  const facing = (capabilities && capabilities.facingMode?.[0]) || null;
  return facing === 'environment' || facing === 'user' ? facing : null;
}
