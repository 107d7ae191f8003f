import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { drawnRoom } from '../../test/harness/drawn-room';
import { SessionHarness } from '../../test/harness/session-harness';
import { en } from '../speech/phrases/en';
import { nameOf } from '../speech/phrases/sentences';

/** The ways to use the app, on a real session with a real camera, whose test picture moves. */

let app: SessionHarness;

beforeEach(async () => {
  app = await SessionHarness.open();
  await app.session.loadDetector();
});
afterEach(() => app.close());

const { messages, sentences } = en;
const capitalised = (text: string) => text[0]!.toUpperCase() + text.slice(1);
const photoOf = () => (app.state.view?.kind === 'photo' ? app.state.view : null);

describe.skipIf(inject('lacksModels'))('one look around', () => {
  it('opens the camera, tells what it sees, and leaves the picture to be touched', async () => {
    app.session.describeNow();
    await app.until(({ phase, view }) => phase === 'ready' && view?.kind === 'photo');
    expect(photoOf()!.isHeld).toBe(true);
    const [first] = app.state.scene!.objects;
    const expected = first ? capitalised(nameOf(en, first.label)) : sentences.nothingKnown;
    await app.until(({ lastSaid }) => lastSaid.startsWith(expected));
  });

  it('is taken anew when it is asked for again, for the picture is past', async () => {
    app.session.describeNow();
    await app.until(({ phase, view }) => phase === 'ready' && view?.kind === 'photo');
    const { url } = photoOf()!;
    app.session.describeNow();
    await app.until(({ view }) => view?.kind === 'camera');
    await app.until(({ phase, view }) => phase === 'ready' && view?.kind === 'photo');
    expect(photoOf()!.url).not.toBe(url);
  });

  it('is not taken of a photo that was chosen: that is told again', async () => {
    await app.session.openFile(new File([await drawnRoom()], 'room.png', { type: 'image/png' }));
    const { url } = photoOf()!;
    app.session.describeNow();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(photoOf()).toEqual({ kind: 'photo', url, isHeld: false });
  });

  it('gives way when the person starts to walk', async () => {
    app.session.describeNow();
    void app.session.startCamera();
    await app.until(({ phase, scene }) => phase === 'looking' && scene !== null);
    await new Promise((resolve) => setTimeout(resolve, 2000));
    expect(app.state.view?.kind).toBe('camera');
  });
});

describe.skipIf(inject('lacksModels'))('holding the picture', () => {
  it('ends the camera and shows what it saw', async () => {
    void app.session.startCamera();
    await app.until(({ phase, scene }) => phase === 'looking' && scene !== null);
    app.session.ways.hold();
    await app.until(({ phase, view }) => phase === 'ready' && view?.kind === 'photo');
    expect(photoOf()!.isHeld).toBe(true);
  });

  it('is told, and the next walk is greeted as ever, also after a look around', async () => {
    app.session.describeNow();
    await app.until(({ phase, view }) => phase === 'ready' && view?.kind === 'photo');
    app.forget();
    void app.session.startCamera();
    await app.untilMessage(messages.started);
    app.session.ways.hold();
    await app.untilMessage(messages.touch.held);
  });

  it('does nothing without a camera', async () => {
    app.session.ways.hold();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(app.state.view).toBeNull();
  });
});

describe.skipIf(inject('lacksModels'))('finding', () => {
  it('opens the camera if need be, says what is looked for, and when it ends', async () => {
    app.session.ways.find('chair');
    expect(app.state.finding).toBe('chair');
    await app.until(({ phase, scene }) => phase === 'looking' && scene !== null);
    app.session.ways.endFinding();
    expect(app.state.finding).toBeNull();
    await app.until(({ lastSaid }) => lastSaid === messages.find.ended);
    expect(app.state.phase).toBe('looking');
  });

  it('goes on in what is looked at, and ends with it', async () => {
    void app.session.startCamera();
    await app.until(({ phase }) => phase === 'looking');
    const { view } = app.state;
    app.session.ways.find('cup');
    expect(app.state.view).toBe(view);
    app.session.stop();
    expect(app.state.finding).toBeNull();
  });
});

describe('practice', () => {
  it('plays a scene in the place of the camera, and says that it is none', async () => {
    app.session.ways.practise('approach');
    expect(app.messages).toContain(messages.practice.begun);
    await app.until(({ scene }) => scene !== null && scene.objects.length > 0);
    expect(app.state.practising).toBe('approach');
    expect(app.state.view).toBeNull();
    await app.until(({ lastSaid }) => /^Person/.test(lastSaid));
    app.session.ways.endPractice();
    expect(app.state).toMatchObject({ practising: null, scene: null });
    expect(app.messages.at(-1)).toBe(messages.practice.ended);
  });

  it('of finding leads to the thing', async () => {
    app.session.ways.practise('find');
    await app.until(({ lastSaid }) => /^Chair/.test(lastSaid));
    expect(app.state.finding).toBeNull();
  });

  it('ends when the camera starts', async () => {
    app.session.ways.practise('street');
    void app.session.startCamera();
    expect(app.state.practising).toBeNull();
    await app.until(({ view }) => view?.kind === 'camera');
  });
});
