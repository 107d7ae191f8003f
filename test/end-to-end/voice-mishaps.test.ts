import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { type RunningServer, startServer } from '../../scripts/serve';
import { en } from '../../src/speech/phrases/en';
import { excerpt, soundSegments } from '../recording';
import { lacksShared, sharedPath } from '../shared-data';
import { AppPage, eventually } from './app-page';
import { lacksModels, lacksVoice } from './needs';
import { launchAudible, openReadyApp } from './ready-app';
import { signalSpeechModule } from './speech-module';
import { type SpeechServer, recordSpeech, startSpeechServer } from './speech-server';
import { type Spoken, announcedIn, spokenIn } from './spoken';

const SAVANNA = 'data/public/seed_photos/3627527276_6fe8cd9bfe_z.jpg';
const ANSWER = /zebra/i;

/** A speech server of its own for each test: what is killed here is missed by nobody else. */
describe.skipIf(lacksVoice || lacksModels || lacksShared(SAVANNA))('when the engine of the voice', () => {
  let site: RunningServer;
  let speech: SpeechServer;
  let browser: Browser;
  let page: Page;
  let app: AppPage;

  beforeAll(async () => {
    site = await startServer({ directory: inject('site') });
  });

  beforeEach(async () => {
    speech = await startSpeechServer();
    browser = await launchAudible(speech.environment);
    page = await openReadyApp(browser, site.url, { earcons: false });
    app = new AppPage(page);
    await app.choosePhoto(sharedPath(SAVANNA));
    await eventually(answers).toHaveLength(1);
    return async () => {
      await browser.close();
      await speech.stop();
    };
  });

  afterAll(async () => {
    await site.close();
  });

  /** What the voice was given about the photo. */
  async function answers(): Promise<Spoken[]> {
    return (await spokenIn(page)).filter(({ text }) => ANSWER.test(text));
  }

  const lastAnswer = async () => (await answers()).at(-1);
  const isBegun = { started: expect.any(Number) as number };
  const isOver = { ...isBegun, ended: expect.any(Number) as number };
  const repeat = () => page.getByRole('button', { name: 'Repeat', exact: true }).click();
  const toScreenReader = async () => (await announcedIn(page)).join(' ');

  test('hangs, the words reach the screen reader, and the voice goes on when the engine does', async () => {
    await eventually(lastAnswer).toMatchObject(isOver);
    const { length: given } = await answers();
    signalSpeechModule(speech.environment, 'SIGSTOP');
    await repeat();
    await eventually(toScreenReader).toMatch(ANSWER);
    // It was asked twice before it was given up.
    expect(await answers()).toHaveLength(given + 2);

    signalSpeechModule(speech.environment, 'SIGCONT');
    const recorder = await recordSpeech(speech.environment);
    await page.waitForTimeout(2000);
    await repeat();
    await eventually(async () => (await answers()).length).toBeGreaterThan(given + 2);
    await eventually(lastAnswer).toMatchObject(isOver);
    await page.waitForTimeout(1000);
    const { started, ended } = (await lastAnswer())!;
    expect(soundSegments(excerpt(await recorder.stop(), started!, ended!))).not.toEqual([]);
  });

  test('dies in mid-sentence, the screen reader gets these words, the reason, and all that follows', async () => {
    await eventually(lastAnswer).toMatchObject(isBegun);
    signalSpeechModule(speech.environment, 'SIGKILL');
    await eventually(toScreenReader).toMatch(ANSWER);
    await page.waitForTimeout(2000);
    await repeat();
    await eventually(toScreenReader).toContain(en.messages.speechFaults['no-engine']);
    await app.reads(en.messages.speechFaults['no-engine']);
    const given = (await spokenIn(page)).length;
    await repeat();
    await eventually(async () => (await toScreenReader()).match(/zebra/gi)?.length ?? 0).toBeGreaterThan(1);
    expect(await spokenIn(page)).toHaveLength(given);
  });
});
