import { describe, expect, inject, test } from 'vitest';
import { earconLatency, stages, wordLatency } from '../benchmark/latency';
import { soundSegments } from '../recording';
import { APPEARANCES, lacksAppearances } from './appearing-clip';
import { RECORDED_AHEAD_MS, type ToldAppearance, kindOfSound, measureLatency } from './latency';
import { lacksModels, lacksVoice, speechEnvironment } from './needs';
import { launchAudible } from './ready-app';
import { recordSpeech } from './speech-server';

/** How long it takes is printed and never asserted: `npm run bench` does that, on a machine that does nothing else. */
describe.skipIf(lacksVoice || lacksModels || lacksAppearances)(
  'a thing that appears before the camera',
  () => {
    const labels = APPEARANCES.map(({ label }) => label);

    test('is told by its word, heard after its first frame', async () => {
      const { told, seenInEmptyRoom } = await measureLatency({
        ...{ site: inject('site'), speech: speechEnvironment(), earcons: false, rounds: 1 },
      });
      print(told);
      console.log(wordLatency(told), stages(told));
      expect(seenInEmptyRoom).toEqual([]);
      expect(
        told.filter(({ started, heard }) => started !== null && heard !== null).map(({ label }) => label),
      ).toEqual(labels);
      expect(new Set(told.map(({ firstSound }) => firstSound))).toEqual(new Set(['voice']));
    });

    test('is told by a tone first, and then by its word', async () => {
      const { told } = await measureLatency({
        ...{ site: inject('site'), speech: speechEnvironment(), earcons: true, rounds: 1 },
      });
      print(told);
      console.log(earconLatency(told));
      expect(told.filter(isToneThenVoice).map(({ label }) => label)).toEqual(labels);
    });
  },
);

/** Of these two sounds all figures are made; a page of our own makes them at known times. */
describe.skipIf(lacksVoice)('a recorded tone', () => {
  test('is known for a tone, and its place in time is that of the page', async () => {
    const browser = await launchAudible(speechEnvironment());
    const page = await browser.newPage();
    await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body: '<button>Play' }));
    await page.goto('http://localhost/');
    const recorder = await recordSpeech(speechEnvironment());
    const playing = page.evaluate(playOnClick);
    await page.getByRole('button').click();
    const played = await playing;
    await page.waitForTimeout(1000);
    const recording = await recorder.stop();
    await browser.close();

    const sounds = soundSegments(recording);
    console.log(
      `A tone was heard ${Math.round(sounds[0]!.start + RECORDED_AHEAD_MS - played.asked)} ms after it was started; ` +
        `the browser expected ${Math.round(played.expected - played.asked)} ms.`,
    );
    expect(sounds).toHaveLength(1);
    expect(sounds[0]!.start + RECORDED_AHEAD_MS).toBeGreaterThan(played.asked);
    expect(kindOfSound(recording, sounds[0]!.start)).toBe('tone');
  });
});

function isToneThenVoice({ heard, voiced, firstSound, text }: ToldAppearance): boolean {
  return heard !== null && voiced !== null && text !== null && firstSound === 'tone' && heard < voiced;
}

function print(told: readonly ToldAppearance[]): void {
  for (const { label, text, captured, looks, ...moments } of told) {
    const since = Object.entries(moments).flatMap(([name, time]) =>
      typeof time === 'number' && time > captured ? [`${name} ${Math.round(time - captured)}`] : [],
    );
    console.log(`${label}: ${since.join(', ')} ms after its first frame, ${looks} looks; "${text}"`);
  }
}

/** Runs in the page. */
async function playOnClick(): Promise<{ asked: number; expected: number }> {
  const epoch = (time: number) => performance.timeOrigin + time;
  await new Promise((resolve) => {
    document.querySelector('button')!.addEventListener('click', resolve, { once: true });
  });
  const context = new AudioContext();
  await context.resume();
  // The output runs evenly only after a moment.
  await new Promise((resolve) => setTimeout(resolve, 500));
  const tone = new OscillatorNode(context, { frequency: 1000 });
  tone.connect(new GainNode(context, { gain: 0.5 })).connect(context.destination);
  const { contextTime = 0, performanceTime = 0 } = context.getOutputTimestamp();
  const now = context.currentTime;
  const asked = epoch(performance.now());
  tone.start(now);
  tone.stop(now + 0.15);
  return { asked, expected: epoch(performanceTime + (now - contextTime) * 1000) };
}
