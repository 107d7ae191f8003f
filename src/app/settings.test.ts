import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CAMERA_HEIGHT_RANGE,
  DEFAULT_SETTINGS,
  RATE_RANGE,
  SCORE_RANGE,
  STEP_LENGTH_RANGE,
  TEXT_SCALES,
  THEMES,
  type Settings,
  repairSettings,
} from './settings';

const within = ({ min, max }: { min: number; max: number }) => fc.double({ min, max, noNaN: true });
const textOrNull = fc.option(fc.string(), { nil: null });

const anySettings: fc.Arbitrary<Settings> = fc.record({
  output: fc.constantFrom('own-voice', 'screen-reader'),
  voice: textOrNull,
  rate: within(RATE_RANGE),
  language: textOrNull,
  units: fc.constantFrom('steps', 'metres', 'feet'),
  stepLengthMetres: within(STEP_LENGTH_RANGE),
  directions: fc.constantFrom('words', 'clock'),
  cameraHeightMetres: within(CAMERA_HEIGHT_RANGE),
  announced: fc.oneof(fc.constant('all' as const), fc.array(fc.string(), { minLength: 1 })),
  minimumScore: fc.option(within(SCORE_RANGE), { nil: null }),
  detector: textOrNull,
  earcons: fc.boolean(),
  heartbeat: fc.boolean(),
  vibration: fc.boolean(),
  theme: fc.constantFrom(...THEMES),
  textScale: fc.constantFrom(...TEXT_SCALES),
  firstMinuteDone: fc.boolean(),
  safetyNoticeHeard: fc.boolean(),
  singleThreadOn: textOrNull,
});

describe('settings that were stored', () => {
  test('come back as they were', () => {
    fc.assert(
      fc.property(anySettings, (settings) => {
        expect(repairSettings(structuredClone(settings))).toEqual(settings);
      }),
    );
  });

  test('by an older version get the defaults of what it did not know', () => {
    expect(repairSettings({ rate: 2, units: 'metres' })).toEqual({
      ...DEFAULT_SETTINGS,
      rate: 2,
      units: 'metres',
    });
  });

  test.each([
    ['output', ['loud', null, 1]],
    ['voice', [1, {}, undefined]],
    ['rate', [0.4, 3.1, NaN, Infinity, '1', null]],
    ['language', [1, ['de']]],
    ['units', ['miles', 0, null]],
    ['stepLengthMetres', [0.2, 1.3, NaN, '0.7', null]],
    ['cameraHeightMetres', [0.45, 2.25, NaN, '1.3', null]],
    ['announced', ['none', null, [1], ['person', null], {}]],
    ['minimumScore', [0.1, 0.9, NaN, '0.5', undefined]],
    ['detector', [0, true]],
    ['directions', ['hours', 12, null]],
    ['earcons', ['on', 1, null]],
    ['heartbeat', ['off', 0, null]],
    ['vibration', ['yes', 2, null]],
    ['theme', ['black', 1, null, ['dark']]],
    ['textScale', [0, 1.1, 3, '2', NaN, null]],
    ['firstMinuteDone', ['yes', 1, null]],
    ['safetyNoticeHeard', ['yes', 1, null]],
    ['singleThreadOn', [true, 4]],
  ] satisfies [keyof Settings, unknown[]][])(
    'give way to the default where %s is not right, and keep the rest',
    (name, wrongValues) => {
      fc.assert(
        fc.property(anySettings, fc.constantFrom<unknown>(...wrongValues), (settings, wrong) => {
          expect(repairSettings({ ...settings, [name]: wrong })).toEqual({
            ...settings,
            [name]: DEFAULT_SETTINGS[name],
          });
        }),
        { numRuns: 20 },
      );
    },
  );

  test.each([undefined, null, 'own-voice', 7, true, [], [DEFAULT_SETTINGS], new Map(), new Date(0)])(
    'are the defaults where %o was stored',
    (stored) => {
      expect(repairSettings(stored)).toEqual(DEFAULT_SETTINGS);
    },
  );

  test('hold nothing that is no setting, not even what every object has', () => {
    const stored: unknown = JSON.parse(
      '{ "volume": 1, "toString": "x", "constructor": 1, "hasOwnProperty": "rate", "__proto__": { "rate": 2 } }',
    );
    expect(Reflect.ownKeys(repairSettings(stored)).toSorted()).toEqual(
      Object.keys(DEFAULT_SETTINGS).toSorted(),
    );
    expect(repairSettings(stored)).toEqual(DEFAULT_SETTINGS);
  });

  test('are settings, whatever was stored', () => {
    fc.assert(
      fc.property(fc.anything(), (stored) => {
        const settings = repairSettings(stored);
        expect(Object.keys(settings).toSorted()).toEqual(Object.keys(DEFAULT_SETTINGS).toSorted());
        expect(repairSettings(settings)).toEqual(settings);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the defaults', () => {
  test('are right by their own checks, and within their ranges', () => {
    expect(repairSettings({ ...DEFAULT_SETTINGS })).toEqual(DEFAULT_SETTINGS);
    for (const [value, { min, max }] of [
      [DEFAULT_SETTINGS.rate, RATE_RANGE],
      [DEFAULT_SETTINGS.stepLengthMetres, STEP_LENGTH_RANGE],
      [DEFAULT_SETTINGS.cameraHeightMetres, CAMERA_HEIGHT_RANGE],
    ] as const) {
      expect(value).toBeGreaterThanOrEqual(min);
      expect(value).toBeLessThanOrEqual(max);
    }
  });
});
