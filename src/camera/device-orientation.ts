/** Which way the phone's camera looked at a moment, from the device's orientation sensor. */

import type { CameraOrientation } from '../scene/scene';
import { type CameraAxes, between, cameraAxes, orientationOf } from './orientation-angles';

/** A reading that is further than this from the frame tells nothing of it, in milliseconds; older ones are dropped. */
export const FRESH_FOR_MS = 500;

/**
 * Chrome tells only what turned by 0.1 degrees or more, and of a phone that lies or hangs still nothing at all, for as long
 * as it does. The event of the accelerometer comes all the same: as long as it does, the last reading holds. Milliseconds
 * without news after which it is taken to hold; where readings come at all, they come 60 times a second.
 */
const STILL_AFTER_MS = 100;

/**
 * How long the person may take to answer the system's question, in milliseconds: read out by a screen reader, and
 * answered by a double tap. The camera waits for it, because two questions at once hide each other.
 */
export const ANSWER_LIMIT_MS = 30_000;

/** iOS since 13 and Chrome since 150 ask (https://w3c.github.io/deviceorientation/#dom-deviceorientationevent-requestpermission). */
type AskingOrientationEvent = typeof DeviceOrientationEvent & { requestPermission?(): Promise<string> };

interface Reading {
  /** Milliseconds on the page's clock. */
  readonly time: number;
  /** Of the screen, degrees. */
  readonly screenAngle: number;
  readonly axes: CameraAxes;
}

/**
 * Asks to read the sensor, where a browser wants to be asked; must be called within a tap or key press, before anything
 * is waited for. Whatever the answer, or if there is none, the app goes on: it only knows less.
 */
export async function askForOrientation(): Promise<'denied' | 'not denied'> {
  const events = globalThis.DeviceOrientationEvent as AskingOrientationEvent | undefined;
  const answer = events?.requestPermission?.().catch(() => undefined);
  if (!answer) return 'not denied';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise((resolve) => (timer = setTimeout(resolve, ANSWER_LIMIT_MS)));
  const given = await Promise.race([answer, silence]);
  clearTimeout(timer);
  return given === 'denied' ? 'denied' : 'not denied';
}

/** Listens to the sensor until it is stopped. Without a sensor, or without leave to read it, it knows nothing. */
export class OrientationSensor {
  /** Of the last `FRESH_FOR_MS`, in their order. */
  readonly #readings: Reading[] = [];
  readonly #stopped = new AbortController();

  constructor() {
    const { signal } = this.#stopped;
    addEventListener('deviceorientation', (event) => this.#note(event), { signal });
    addEventListener('devicemotion', (event) => this.#holdStill(event), { signal });
  }

  /**
   * @param time milliseconds on the page's clock
   * @returns how the camera was turned then, between the two nearest readings; null when none is near enough
   */
  at(time: number): CameraOrientation | null {
    const next = this.#readings.find((reading) => reading.time >= time);
    const last = this.#readings.findLast((reading) => reading.time <= time);
    const nearest = !next || (last && time - last.time < next.time - time) ? last : next;
    if (!nearest || Math.abs(nearest.time - time) > FRESH_FOR_MS) return null;
    if (!last || !next || next.time === last.time || next.screenAngle !== last.screenAngle)
      return orientationOf(nearest.axes);
    return orientationOf(between(last.axes, next.axes, (time - last.time) / (next.time - last.time)));
  }

  stop(): void {
    this.#stopped.abort();
    this.#readings.length = 0;
  }

  #note({ alpha, beta, gamma, timeStamp }: DeviceOrientationEvent): void {
    // A device without the sensor sends one event of nulls.
    if (alpha === null || beta === null || gamma === null) return;
    const screenAngle = screenAngleNow();
    const axes = cameraAxes({ alpha, beta, gamma }, screenAngle);
    this.#keep({ time: timeStamp, screenAngle, axes });
  }

  #holdStill({ accelerationIncludingGravity: acceleration, timeStamp }: DeviceMotionEvent): void {
    const last = this.#readings.at(-1);
    if (!last || typeof acceleration?.x !== 'number') return;
    const age = timeStamp - last.time;
    // After a gap, as while the page was hidden, the phone may lie anyhow.
    if (age > STILL_AFTER_MS && age <= FRESH_FOR_MS) this.#keep({ ...last, time: timeStamp });
  }

  #keep(reading: Reading): void {
    this.#readings.push(reading);
    while (this.#readings[0]!.time < reading.time - FRESH_FOR_MS) this.#readings.shift();
  }
}

/** Safari before 16.4 knows only the older name. */
function screenAngleNow(): number {
  const older = (globalThis as { orientation?: number }).orientation;
  return (screen.orientation as ScreenOrientation | undefined)?.angle ?? older ?? 0;
}
