import { type Browser, chromium } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserLaunchOptions } from '../browser';
import { soundSegments } from '../recording';
import { lacksVoice, speechEnvironment } from './needs';
import { recordSpeech } from './speech-server';

/** A page that knows nothing of Nearsay: it proves the rig, so that a silent app is the app's own fault. */
const PLAIN_PAGE = '<!doctype html><title>Voice</title><button>Speak</button>';

/** The longest pause within the sentence is far below a second. */
const PAUSE_AFTER_SPEECH_MS = 1000;

interface Spoken {
  voice: string;
  localService: boolean;
  /** Milliseconds of the Unix epoch. */
  asked: number;
  started: number;
  ended: number;
}

describe.skipIf(lacksVoice)('the voice of the browser', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await chromium.launch({
      ...browserLaunchOptions(['--enable-speech-dispatcher']),
      env: { ...process.env, ...speechEnvironment() },
    });
  });

  afterAll(async () => {
    await browser.close();
  });

  test('is local, and what it says can be heard and measured', async () => {
    const page = await browser.newPage();
    await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body: PLAIN_PAGE }));
    await page.goto('http://localhost/');
    await page.waitForFunction(() => speechSynthesis.getVoices().length > 0);
    const recorder = await recordSpeech(speechEnvironment());
    const speaking = page.evaluate(speakOnClick, 'Zebra, three steps, slightly left.');
    await page.getByRole('button', { name: 'Speak' }).click();
    const spoken = await speaking;
    await page.waitForTimeout(PAUSE_AFTER_SPEECH_MS);
    const segments = soundSegments(await recorder.stop());

    console.log(
      `${spoken.voice}: start event ${Math.round(spoken.started - spoken.asked)} ms after speak(), ` +
        `first sound ${Math.round(segments[0]!.start - spoken.asked)} ms, ` +
        `sound ${segments.map(({ start, end }) => Math.round(end - start)).join(' + ')} ms, ` +
        `end event ${Math.round(spoken.ended - segments.at(-1)!.end)} ms after the last`,
    );
    expect(spoken.localService).toBe(true);
    expect(segments).not.toEqual([]);
    expect(segments[0]!.start).toBeGreaterThan(spoken.asked);
    expect(segments.at(-1)!.end - segments[0]!.start).toBeGreaterThan(1000);
  });

  test('is silent when nothing is said', async () => {
    const page = await browser.newPage();
    const recorder = await recordSpeech(speechEnvironment());
    await page.waitForTimeout(PAUSE_AFTER_SPEECH_MS);
    const recording = await recorder.stop();
    expect(recording.samples.length).toBeGreaterThan(0);
    expect(soundSegments(recording)).toEqual([]);
  });
});

/** Runs in the page: speaks at the next click, because browsers let no page speak before its person did something. */
async function speakOnClick(sentence: string): Promise<Spoken> {
  const now = () => performance.timeOrigin + performance.now();
  const voice = speechSynthesis
    .getVoices()
    .find(({ lang, localService }) => localService && lang === 'en-US');
  const utterance = new SpeechSynthesisUtterance(sentence);
  utterance.lang = 'en-US';
  utterance.voice = voice ?? null;
  await new Promise((resolve) => {
    document.querySelector('button')!.addEventListener('click', resolve, { once: true });
  });
  const moments = { asked: now(), started: 0, ended: 0 };
  await new Promise((resolve, reject) => {
    utterance.onstart = () => (moments.started = now());
    utterance.onerror = ({ error }) => {
      reject(new Error(error));
    };
    utterance.onend = resolve;
    speechSynthesis.speak(utterance);
  });
  moments.ended = now();
  return { voice: voice?.name ?? 'default voice', localService: voice?.localService ?? false, ...moments };
}
