import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SessionHarness } from '../../test/harness/session-harness';
import { de } from '../speech/phrases/de';
import { en } from '../speech/phrases/en';
import { nearestLanguage } from '../speech/phrases/languages';
import { SpeechSynthesisStub, UtteranceStub } from '../speech/speech-synthesis-stub.fixture';
import { DEFAULT_SETTINGS, type Settings } from './settings';
import { loadSettings } from './settings-store';

/** What needs no detector: it is never loaded here, so a camera that was started waits for it. */

const { messages } = en;

const VOICE = { name: 'Voice', localService: true, default: true };

let app: SessionHarness;

async function open(settings?: Partial<Settings>): Promise<void> {
  app = await SessionHarness.open(settings);
}

beforeEach(() => open());
afterEach(() => {
  app.close();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  document.documentElement.lang = 'en';
});

/** Resolves when a screen reader is given these words. */
const untilSaid = (text: string) => app.until(({ lastSaid }) => lastSaid === text);

describe('a changed setting', () => {
  it('is kept', async () => {
    await app.session.changeSettings({ units: 'feet', rate: 2 });
    expect(app.state.settings).toMatchObject({ units: 'feet', rate: 2 });
    await vi.waitFor(async () => expect(await loadSettings()).toMatchObject({ units: 'feet', rate: 2 }));
  });

  it('that the device does not keep (stub: its storage is full) is told, once', async () => {
    const full = new DOMException('as a browser would', 'QuotaExceededError');
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw full;
    });
    await app.session.changeSettings({ units: 'feet' });
    await app.untilMessage(messages.settingsNotKept);
    await app.session.changeSettings({ units: 'metres' });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(app.messages).toEqual([messages.settingsNotKept]);
    expect(app.state.settings.units).toBe('metres');
  });

  it('of the language changes the page, the phrases and the words at once', async () => {
    app.session.tell(messages.ready);
    await app.session.changeSettings({ language: 'de' });
    expect(document.documentElement.lang).toBe('de');
    expect(app.state).toMatchObject({ phrases: { language: 'de' }, message: null });
    app.session.stop();
    await untilSaid(de.messages.stopped);
    const region = [...app.liveRegions.children].find(({ textContent }) => textContent !== '');
    expect(region).toMatchObject({ lang: 'de', textContent: de.messages.stopped });
  });

  it('of the language to that of the device follows the device', async () => {
    await app.session.changeSettings({ language: 'de' });
    await app.session.changeSettings({ language: null });
    expect(document.documentElement.lang).toBe(nearestLanguage(navigator.language));
  });

  it('of the language wins over an earlier one that takes longer to load', async () => {
    const earlier = app.session.changeSettings({ language: 'fr' });
    const later = app.session.changeSettings({ language: 'en' });
    await Promise.all([earlier, later]);
    expect(app.state).toMatchObject({ settings: { language: 'en' }, phrases: { language: 'en' } });
    expect(document.documentElement.lang).toBe('en');
  });

  it('takes effect though the language is changed at the same time (stub of the speech engine)', async () => {
    const engine = new SpeechSynthesisStub();
    engine.voices = ['en-US', 'de-DE'].map((lang) => ({ ...VOICE, lang, voiceURI: lang }));
    vi.stubGlobal('speechSynthesis', engine);
    vi.stubGlobal('SpeechSynthesisUtterance', UtteranceStub);
    await open({ output: 'own-voice' });
    const language = app.session.changeSettings({ language: 'de' });
    await app.session.changeSettings({ output: 'screen-reader' });
    await language;
    app.session.stop();
    await untilSaid(de.messages.stopped);
    expect(engine.given.map(({ text }) => text.trim()).filter(Boolean)).toEqual([]);
  });

  it('shows in the preferences by which is spoken', async () => {
    await app.session.changeSettings({ units: 'feet', announced: ['person'], minimumScore: 0.7 });
    expect(app.session.preferences).toEqual({
      units: 'feet',
      stepLengthMetres: DEFAULT_SETTINGS.stepLengthMetres,
      directions: 'words',
      announced: ['person'],
      minimumScore: 0.7,
    });
  });
});

describe('an update', () => {
  it('is offered in a quiet moment, and applied only when the person says so', () => {
    const apply = vi.fn();
    app.session.update.offer(apply);
    expect(app.state.updateOffered).toBe(true);
    expect(apply).not.toHaveBeenCalled();
    app.session.update.apply();
    expect(apply).toHaveBeenCalledTimes(1);
  });

  it('is not told while the camera is looked at or opened', async () => {
    void app.session.startCamera();
    app.session.update.offer(() => undefined);
    await app.until(({ view }) => view?.kind === 'camera');
    app.session.update.offer(() => undefined);
    app.session.stop();
    expect(app.state.updateOffered).toBe(true);
    expect(app.announced).not.toContain(messages.updateOffered);
    await untilSaid(messages.updateOffered);
  });

  it('can wait', () => {
    app.session.update.offer(() => undefined);
    app.session.update.postpone();
    expect(app.state.updateOffered).toBe(false);
  });
});

describe('the safety notice', () => {
  it('is said at the wish of the person', async () => {
    app.session.sayNotice();
    await untilSaid(messages.safetyNotice);
  });

  it('once read is not shown again, and what happened behind it is told', async () => {
    app.session.tell(messages.ready);
    app.session.noticeRead();
    expect(app.state.settings.safetyNoticeHeard).toBe(true);
    await untilSaid(messages.ready);
    await vi.waitFor(async () => expect((await loadSettings()).safetyNoticeHeard).toBe(true));
  });
});

describe('Repeat', () => {
  it('says that there is nothing yet', () => {
    app.session.repeat();
    expect(app.state.message?.text).toBe(messages.nothingToRepeat);
  });

  it('says the last words again', async () => {
    app.session.tell(messages.ready);
    await untilSaid(messages.ready);
    app.session.change({ lastSaid: '-' });
    app.session.repeat();
    await untilSaid(messages.ready);
  });
});

describe('the page is in use, so that it must not reload by itself,', () => {
  it('not before the person does something', () => {
    app.session.tell(messages.ready);
    expect(app.session.inUse).toBe(false);
  });

  it.each([
    ['Start', () => void app.session.startCamera()],
    ['a file', () => void app.session.openFile(new File([], 'empty.jpg'))],
    ['Stop', () => app.session.stop()],
    ['Repeat', () => app.session.repeat()],
    ['What is ahead?', () => app.session.describeNow()],
    ['the safety notice', () => app.session.noticeRead()],
    ['hearing the voice', () => app.session.sayNotice()],
    ['Be quiet', () => app.session.hush()],
  ])('after %s', (_, act) => {
    act();
    expect(app.session.inUse).toBe(true);
  });
});
