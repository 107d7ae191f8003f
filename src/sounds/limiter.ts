/**
 * The last stage before the loudspeaker: however many sounds meet, none is louder than this. A bent line, not the browser's
 * compressor, which delays everything by 6 ms and makes the quiet louder
 * (https://webaudio.github.io/web-audio-api/#DynamicsCompressorNode-processing).
 */

/** Up to here nothing is changed. */
const STRAIGHT_UP_TO = 0.6;
/** No sample is above this. */
export const CEILING = 0.95;
const CURVE_POINTS = 4097;

export function createLimiter(context: BaseAudioContext): AudioNode {
  return new WaveShaperNode(context, { curve: limiterCurve() });
}

/** For inputs from -1 to 1; the browser takes what is beyond for the nearer end. */
export function limiterCurve(): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: CURVE_POINTS }, (_, index) => {
    const input = (index / (CURVE_POINTS - 1)) * 2 - 1;
    return Math.sign(input) * limited(Math.abs(input));
  });
}

function limited(amplitude: number): number {
  if (amplitude <= STRAIGHT_UP_TO) return amplitude;
  const room = CEILING - STRAIGHT_UP_TO;
  return STRAIGHT_UP_TO + room * Math.tanh((amplitude - STRAIGHT_UP_TO) / room);
}
