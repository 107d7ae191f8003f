import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { focused, isWithin, textOf, unmountAll } from '../../test/harness/element-harness';
import { AppHarness, type DialogHarness } from '../../test/harness/elements';
import { SessionHarness } from '../../test/harness/session-harness';
import type { Session } from '../app/session';
import type { Settings } from '../app/settings';
import type { AppState } from '../app/state';
import { en } from '../speech/phrases/en';
import './nearsay-app';
import { templates as labels } from '../localisation/labels/en';

/** What lies over the screen: settings and safety notice, on a real session without a detector. */

let session: Session;
let harness: SessionHarness;
let app: AppHarness;

async function open(settings: Partial<Settings> = {}): Promise<void> {
  harness = await SessionHarness.open({ safetyNoticeHeard: true, ...settings });
  session = harness.session;
  app = await AppHarness.open(session);
}

async function show(state: Partial<AppState>): Promise<void> {
  session.change(state);
  await app.settled();
}

async function openBy(button: string, dialog: () => DialogHarness): Promise<void> {
  await userEvent.click(app.button(button));
  await vi.waitFor(() => expect(dialog().isOpen).toBe(true));
}

/** Notes what the screen asks of the session, which does nothing of it. */
const askedAtOnce = (method: 'endSample' | 'hush' | 'sayNotice') =>
  vi.spyOn(session, method).mockReturnValue();

beforeEach(() => open());
afterEach(() => {
  unmountAll();
  harness.close();
  vi.restoreAllMocks();
});

describe('the safety notice', () => {
  it('comes first on the first visit, with the focus on its heading', async () => {
    unmountAll();
    await open({ safetyNoticeHeard: false });
    await vi.waitFor(() => expect(app.safetyNotice.isOpen).toBe(true));
    expect(focused()).toBe(app.safetyNotice.heading);
    expect(textOf(app.safetyNotice.heading)).toBe(labels.whatItCannotDo);
    expect(textOf(app.dialogs.get('.notice'))).toBe(en.messages.safetyNotice);
    expect(textOf(app.safetyNotice.closeButton)).toBe(labels.understood);
  });

  it('once read is told to the session, and stays away', async () => {
    unmountAll();
    await open({ safetyNoticeHeard: false });
    await vi.waitFor(() => expect(app.safetyNotice.isOpen).toBe(true));
    await userEvent.click(app.safetyNotice.closeButton);
    await vi.waitFor(() => expect(session.state.settings.safetyNoticeHeard).toBe(true));
  });

  it('does not come on later visits, but can be had', async () => {
    expect(app.safetyNotice.isOpen).toBe(false);
    const opener = app.button(labels.whatItCannotDo);
    await userEvent.click(opener);
    await vi.waitFor(() => expect(app.safetyNotice.isOpen).toBe(true));
    expect(textOf(app.safetyNotice.closeButton)).toBe(labels.close);
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(app.safetyNotice.isOpen).toBe(false));
    expect(focused()).toBe(opener);
  });

  it('can be heard', async () => {
    const say = askedAtOnce('sayNotice');
    await userEvent.click(app.button(labels.whatItCannotDo));
    await userEvent.click(app.dialogs.button(labels.tryVoice));
    expect(say).toHaveBeenCalledTimes(1);
  });
});

describe('the settings', () => {
  it('open, take effect at each change, and give the focus back', async () => {
    const change = vi.spyOn(session, 'changeSettings').mockResolvedValue();
    const opener = app.button(labels.settings);
    await userEvent.click(opener);
    await vi.waitFor(() => expect(app.settings.dialog.isOpen).toBe(true));
    app.settings.set(labels.language, 'Deutsch');
    expect(change.mock.calls).toEqual([[{ language: 'de' }]]);
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(app.settings.dialog.isOpen).toBe(false));
    expect(focused()).toBe(opener);
  });

  it('end what is said when they close', async () => {
    await openBy(labels.settings, () => app.settings.dialog);
    const end = askedAtOnce('endSample');
    await userEvent.click(app.settings.dialog.closeButton);
    await vi.waitFor(() => expect(end).toHaveBeenCalledTimes(1));
  });

  it('know the detector’s classes, its lowest score, and the others that there are', async () => {
    const detectors = [{ name: 'second', title: 'Second detector' }];
    await show({ classes: ['chair'], minimumScore: 0.55, detectors });
    expect(app.settings.control(labels.scoreThreshold)).toMatchObject({ value: '0.55' });
    expect(app.settings.optionsOf(labels.detector)).toContain('Second detector');
    await session.changeSettings({ announced: ['chair'] });
    await app.settled();
    expect(app.settings.all('.classes label').map(textOf)).toEqual(['chair']);
  });
});

describe.each([
  ['settings', labels.settings, () => app.settings.dialog],
  ['safety notice', labels.whatItCannotDo, () => app.safetyNotice],
] as const)('while the %s cover the screen', (_, button, dialog) => {
  beforeEach(() => openBy(button, dialog));

  it('what is told arrives in them: from behind them a screen reader hears nothing', async () => {
    session.tell(en.messages.ready, 'fault');
    await vi.waitFor(() => expect(harness.announced).toEqual([en.messages.ready]));
    expect(isWithin(harness.liveRegions, dialog().get('dialog'))).toBe(true);
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(harness.liveRegions.parentElement).toBe(document.body));
  });

  it('Escape closes them, and is not also for speech', async () => {
    const whileOpen: boolean[] = [];
    askedAtOnce('hush').mockImplementation(() => whileOpen.push(dialog().isOpen));
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(dialog().isOpen).toBe(false));
    expect(whileOpen).not.toContain(true);
  });
});
