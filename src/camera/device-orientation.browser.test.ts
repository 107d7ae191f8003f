import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OrientationOverride } from '../../test/harness/orientation-override';
import { ANSWER_LIMIT_MS, FRESH_FOR_MS, OrientationSensor, askForOrientation } from './device-orientation';

const DEGREE = Math.PI / 180;

describe("the browser's own sensor", () => {
  const override = new OrientationOverride();
  let sensor: OrientationSensor | undefined;
  afterEach(async () => {
    sensor?.stop();
    await override.clear();
  });

  it('tells how the phone is held', async () => {
    await override.set({ alpha: 0, beta: 60, gamma: 0 });
    sensor = new OrientationSensor();
    const orientation = await vi.waitUntil(() => sensor!.at(performance.now()));
    expect(orientation.pitch / DEGREE).toBeCloseTo(-30, 1);
    expect(orientation.roll / DEGREE).toBeCloseTo(0, 1);
  });

  it('that is not there tells nothing', async () => {
    let isTold = false;
    addEventListener('deviceorientation', () => (isTold = true), { once: true });
    sensor = new OrientationSensor();
    await vi.waitUntil(() => isTold);
    expect(sensor.at(performance.now())).toBeNull();
  });
});

describe('of several readings (events of the real class, their times are stubs)', () => {
  let sensor: OrientationSensor;
  beforeEach(() => {
    sensor = new OrientationSensor();
  });
  afterEach(() => {
    sensor.stop();
    vi.restoreAllMocks();
  });

  const send = (event: Event, time: number) => {
    Object.defineProperty(event, 'timeStamp', { value: time });
    dispatchEvent(event);
  };
  const turn = (time: number, beta: number, { alpha = 0 as number | null, gamma = 0 } = {}) =>
    send(new DeviceOrientationEvent('deviceorientation', { alpha, beta, gamma }), time);
  const shake = (time: number, x: number | null = 0) =>
    send(new DeviceMotionEvent('devicemotion', { accelerationIncludingGravity: { x, y: 9.8, z: 0 } }), time);
  const pitchAt = (time: number) => {
    const orientation = sensor.at(time);
    return orientation && orientation.pitch / DEGREE;
  };

  it('what lies between two is taken at its share of the time', () => {
    turn(1000, 80);
    turn(1016, 90);
    expect(pitchAt(1004)).toBeCloseTo(-7.5, 1);
    expect(pitchAt(1000)).toBeCloseTo(-10, 6);
    expect(pitchAt(1016)).toBeCloseTo(0, 6);
  });

  it('the nearest serves outside of them, as long as it is fresh', () => {
    turn(1000, 80);
    turn(1016, 90);
    expect(pitchAt(1016 + FRESH_FOR_MS)).toBeCloseTo(0, 6);
    expect(pitchAt(1016 + FRESH_FOR_MS + 1)).toBeNull();
    expect(pitchAt(1000 - FRESH_FOR_MS)).toBeCloseTo(-10, 6);
    expect(pitchAt(1000 - FRESH_FOR_MS - 1)).toBeNull();
  });

  it('those of long ago are forgotten', () => {
    turn(1000, 80);
    turn(3000, 90);
    expect(pitchAt(1000)).toBeNull();
  });

  it('two a long time apart say nothing of the time between', () => {
    turn(1000, 80);
    for (let time = 1010; time < 1500; time += 10) turn(time, 80);
    turn(2600, 90);
    expect(pitchAt(2050)).toBeNull();
  });

  it('one with a gap in it counts for nothing', () => {
    turn(1000, 80, { alpha: null });
    expect(pitchAt(1000)).toBeNull();
  });

  it('the last one holds while the phone is still: it moves nothing, but the accelerometer works', () => {
    turn(1000, 70);
    for (let time = 1010; time <= 5000; time += 100) shake(time);
    expect(pitchAt(5000)).toBeCloseTo(-20, 6);
    turn(5016, 90);
    expect(pitchAt(5016)).toBeCloseTo(0, 6);
  });

  it('the last one does not hold over a gap in which nothing came, nor without an accelerometer', () => {
    turn(1000, 70);
    shake(1000 + FRESH_FOR_MS + 100);
    expect(pitchAt(1000 + FRESH_FOR_MS + 100)).toBeNull();
    turn(3000, 70);
    for (let time = 3010; time <= 5000; time += 100) shake(time, null);
    expect(pitchAt(5000)).toBeNull();
  });

  it('each belongs to the way the screen stood then (stub: the screen says that it was turned)', () => {
    const angle = vi.spyOn(ScreenOrientation.prototype, 'angle', 'get').mockReturnValue(0);
    turn(1000, 90);
    // The phone was turned counterclockwise first, then the screen followed, and the picture is upright again.
    turn(1050, 0, { gamma: -90 });
    angle.mockReturnValue(90);
    turn(1100, 0, { gamma: -90 });
    const rollAt = (time: number) => sensor.at(time)!.roll / DEGREE;
    expect(rollAt(1000)).toBeCloseTo(0, 6);
    expect(rollAt(1050)).toBeCloseTo(-90, 6);
    expect(rollAt(1070)).toBeCloseTo(-90, 6);
    expect(rollAt(1080)).toBeCloseTo(0, 6);
    expect(rollAt(1100)).toBeCloseTo(0, 6);
  });

  it('none is heard after the stop', () => {
    turn(1000, 90);
    sensor.stop();
    expect(sensor.at(1000)).toBeNull();
    turn(1010, 90);
    expect(sensor.at(1010)).toBeNull();
  });
});

describe('the question whether the sensor may be read (stub: the browser that asks)', () => {
  const EVENT = DeviceOrientationEvent as unknown as { requestPermission?: unknown };
  const own = EVENT.requestPermission;
  afterEach(() => {
    EVENT.requestPermission = own;
    vi.useRealTimers();
  });

  it('is put at once, while the tap still counts', () => {
    const request = vi.fn(() => Promise.resolve('granted'));
    EVENT.requestPermission = request;
    void askForOrientation();
    expect(request).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['is not put', undefined, 'not denied'],
    ['is allowed', () => Promise.resolve('granted'), 'not denied'],
    ['is refused', () => Promise.resolve('denied'), 'denied'],
    ['comes without a tap', () => Promise.reject(new DOMException('', 'NotAllowedError')), 'not denied'],
  ])('ends without a fault where it %s', async (_, request, answer) => {
    EVENT.requestPermission = request;
    await expect(askForOrientation()).resolves.toBe(answer);
  });

  it('is waited for, but not for ever', async () => {
    vi.useFakeTimers();
    EVENT.requestPermission = () => new Promise(() => undefined);
    let isOver = false;
    void askForOrientation().then(() => (isOver = true));
    await vi.advanceTimersByTimeAsync(ANSWER_LIMIT_MS - 1);
    expect(isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(isOver).toBe(true);
  });
});
