import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { focused, textOf, unmountAll } from '../../test/harness/element-harness';
import { AppHarness } from '../../test/harness/elements';
import { SessionHarness } from '../../test/harness/session-harness';
import type { Session } from '../app/session';
import type { AppState } from '../app/state';
import { de } from '../speech/phrases/de';
import { en } from '../speech/phrases/en';
import { sceneAt } from '../speech/scenes.fixture';
import './nearsay-app';
import { templates as german } from '../localisation/labels/de';
import { writeIn } from '../localisation/localisation';
import { templates as labels } from '../localisation/labels/en';

/** The screen on a real session, whose state is set by hand; it has no detector, and needs none here. */

const START = `${labels.start}${labels.startHint}`;

let session: Session;
let harness: SessionHarness;
let app: AppHarness;

async function open(): Promise<void> {
  harness = await SessionHarness.open({ safetyNoticeHeard: true });
  session = harness.session;
  app = await AppHarness.open(session);
}

async function show(state: Partial<AppState>): Promise<void> {
  session.change(state);
  await app.settled();
}

/** Notes what the screen asks of the session, which does nothing of it. */
const asked = (method: 'startCamera' | 'loadDetector') => vi.spyOn(session, method).mockResolvedValue();
const askedToOpen = () => vi.spyOn(session, 'openFile').mockResolvedValue();
const askedAtOnce = (method: 'stop' | 'describeNow' | 'repeat' | 'hush') =>
  vi.spyOn(session, method).mockReturnValue();

beforeEach(() => open());
afterEach(async () => {
  unmountAll();
  await writeIn('en');
  harness.close();
  vi.restoreAllMocks();
});

describe('Start', () => {
  it.each(['loading', 'ready', 'unavailable'] as const)('is offered while %s', async (phase) => {
    const start = asked('startCamera');
    await show({ phase });
    expect(textOf(app.startButton)).toBe(START);
    await userEvent.click(app.startButton);
    expect(start).toHaveBeenCalledTimes(1);
  });

  it.each(['opening', 'looking'] as const)('is Stop while %s', async (phase) => {
    const stop = askedAtOnce('stop');
    await show({ phase });
    expect(textOf(app.startButton)).toBe(labels.stop);
    await userEvent.click(app.startButton);
    expect(stop).toHaveBeenCalledTimes(1);
  });

  it('keeps the focus when it becomes Stop', async () => {
    app.startButton.focus();
    await show({ phase: 'looking' });
    expect(focused()).toBe(app.startButton);
  });

  it.each(['{Enter}', ' '])('is pressed by the key "%s"', async (key) => {
    const start = asked('startCamera');
    app.startButton.focus();
    await userEvent.keyboard(key);
    expect(start).toHaveBeenCalledTimes(1);
  });

  it('is the first button of the page', () => {
    expect(app.all('button')[0]).toBe(app.startButton);
  });
});

describe('the other buttons', () => {
  it.each([
    [labels.whatIsAhead, 'describeNow'],
    [labels.repeat, 'repeat'],
    [labels.beQuiet, 'hush'],
  ] as const)('"%s" asks the session', async (name, method) => {
    await show({ phase: 'ready', updateOffered: true });
    const call = askedAtOnce(method);
    await userEvent.click(app.button(name));
    expect(call).toHaveBeenCalledTimes(1);
  });

  it.each([
    [labels.updateNow, 'apply'],
    [labels.updateLater, 'postpone'],
  ] as const)('"%s" answers the offer of an update', async (name, method) => {
    await show({ phase: 'ready', updateOffered: true });
    const call = vi.spyOn(session.update, method).mockReturnValue();
    await userEvent.click(app.button(name));
    expect(call).toHaveBeenCalledTimes(1);
  });

  it('"Try again" is there only when there is no detector', async () => {
    const load = asked('loadDetector');
    await show({ phase: 'ready' });
    expect(app.buttonNames).not.toContain(labels.tryAgain);
    await show({ phase: 'unavailable' });
    await userEvent.click(app.button(labels.tryAgain));
    expect(load).toHaveBeenCalledTimes(1);
  });

  it.each([labels.tryAgain, labels.updateLater])(
    '"%s", which goes when it is pressed, hands the focus on to Start',
    async (name) => {
      await show({ phase: 'unavailable', updateOffered: true });
      asked('loadDetector').mockImplementation(() => show({ phase: 'loading' }));
      app.button(name).focus();
      await userEvent.keyboard('{Enter}');
      await app.settled();
      expect(app.buttonNames).not.toContain(name);
      expect(focused()).toBe(app.startButton);
    },
  );

  it('those of an update come in a quiet moment only', async () => {
    await show({ phase: 'looking', updateOffered: true });
    expect(app.buttonNames).not.toContain(labels.updateNow);
    await show({ phase: 'ready' });
    expect(app.buttonNames).toEqual(expect.arrayContaining([labels.updateNow, labels.updateLater]));
  });

  it('speak the language of the person', async () => {
    await writeIn('de');
    await show({ phase: 'looking', phrases: de });
    expect(textOf(app.startButton)).toBe(german.stop);
    expect(app.buttonNames).toContain(german.whatIsAhead);
  });
});

describe('Escape', () => {
  it('ends speech, wherever the focus is', async () => {
    const hush = askedAtOnce('hush');
    await userEvent.keyboard('{Escape}');
    expect(hush).toHaveBeenCalledTimes(1);
    app.startButton.focus();
    await userEvent.keyboard('{Escape}');
    expect(hush).toHaveBeenCalledTimes(2);
  });

  it('alone does so', async () => {
    const hush = askedAtOnce('hush');
    await userEvent.keyboard('x{Shift}{ArrowDown}');
    expect(hush).not.toHaveBeenCalled();
  });

  it('does nothing when the screen is gone', async () => {
    const hush = askedAtOnce('hush');
    app.element.remove();
    await userEvent.keyboard('{Escape}');
    expect(hush).not.toHaveBeenCalled();
  });
});

describe('what happened', () => {
  it('is written, a fault as one', async () => {
    await show({ message: { text: en.messages.ready, isFault: false } });
    expect(textOf(app.message!)).toBe(en.messages.ready);
    expect(app.message!.classList).not.toContain('fault');
    await show({ message: { text: en.messages.runtimeFailed, isFault: true } });
    expect(textOf(app.message!)).toBe(en.messages.runtimeFailed);
    expect(app.message!.classList).toContain('fault');
  });

  it('is no live region: the same words are spoken, or given to the screen reader', async () => {
    await show({ message: { text: en.messages.ready, isFault: true }, lastSaid: 'Chair, ahead.' });
    expect(app.all('[aria-live], [role=alert], [role=status]')).toEqual([]);
  });

  it('was said last can be read along, unless it stands there already', async () => {
    await show({ lastSaid: 'Chair, ahead.' });
    expect(textOf(app.get('.said'))).toBe(`${labels.lastSaid}: Chair, ahead.`);
    await show({ message: { text: 'Chair, ahead.', isFault: false } });
    expect(app.all('.said')).toEqual([]);
  });

  it('shows how far the download is', async () => {
    await show({ download: { bytes: 300, total: 1200 } });
    expect(app.progress).toMatchObject({ value: 300, max: 1200, ariaLabel: labels.download });
    await show({ download: null });
    expect(app.progress).toBeNull();
  });
});

describe('what is looked at', () => {
  it('is shown as picture and as list', async () => {
    const element = document.createElement('video');
    const scene = sceneAt(0, [{ label: 'chair' }, { label: 'dog', foot: 0.6 }]);
    await show({ phase: 'looking', view: { kind: 'camera', element }, scene });
    expect(element.isConnected).toBe(true);
    expect(app.picture.boxes).toHaveLength(2);
    expect(app.objects.things.map(({ what }) => what)).toEqual(['Chair, ahead', 'Dog, ahead']);
  });

  it('is gone when it is over', async () => {
    const element = document.createElement('video');
    await show({
      phase: 'looking',
      view: { kind: 'camera', element },
      scene: sceneAt(0, [{ label: 'chair' }]),
    });
    await show({ phase: 'ready', view: null, scene: null });
    expect(element.isConnected).toBe(false);
    expect(app.objects.things).toEqual([]);
  });
});

describe('a file', () => {
  const photo = new File(['a photo'], 'photo.jpg', { type: 'image/jpeg' });
  const transferOf = (...files: File[]) => {
    const transfer = new DataTransfer();
    for (const file of files) transfer.items.add(file);
    return transfer;
  };
  const paste = (clipboardData: DataTransfer) =>
    new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
  const drop = (dataTransfer: DataTransfer) =>
    new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });

  it('that is picked is opened', () => {
    const openFile = askedToOpen();
    app.sources.choose('photo', photo);
    expect(openFile.mock.calls.map(([{ name }]) => name)).toEqual(['photo.jpg']);
  });

  it.each([
    ['pasted', paste],
    ['dropped', drop],
  ])('that is %s anywhere is opened, and the browser keeps out of it', (_, eventOf) => {
    const openFile = askedToOpen();
    const event = eventOf(transferOf(photo));
    document.body.dispatchEvent(event);
    expect(openFile.mock.calls.map(([{ name }]) => name)).toEqual(['photo.jpg']);
    expect(event.defaultPrevented).toBe(true);
  });

  it('may be dropped, which a browser must be told while it is dragged', () => {
    const event = new DragEvent('dragover', { bubbles: true, cancelable: true });
    document.body.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(true);
  });

  it('is not seen in a pasted text', () => {
    const openFile = askedToOpen();
    const event = paste(transferOf());
    document.body.dispatchEvent(event);
    expect(openFile).not.toHaveBeenCalled();
    expect(event.defaultPrevented).toBe(false);
  });

  it('is left alone when the screen is gone', () => {
    const openFile = askedToOpen();
    app.element.remove();
    document.body.dispatchEvent(paste(transferOf(photo)));
    expect(openFile).not.toHaveBeenCalled();
  });
});
