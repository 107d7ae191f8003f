import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Listener } from '../../test/harness/listener';
import { CLEAR_DELAY_MS, HOLD_MS } from '../speech/live-region-speaker';
import { GAP_MS, START_TIMEOUT_MS } from '../speech/web-speech-speaker';

/** Before a touch a browser may refuse the voice: the engine is a stub, so that it can. */

let listener: Listener;

beforeEach(() => {
  listener = new Listener('stub');
});
afterEach(() => {
  listener.close();
  vi.restoreAllMocks();
});

describe('a page that is opened to do something at once, without a touch,', () => {
  it('tries the voice, for an installed app may be allowed to speak', async () => {
    listener.begin();
    listener.narrator.prime();
    listener.narrator.tell('Looking.');
    await listener.pass(GAP_MS);
    await listener.speakOut();
    listener.narrator.tell('Stopped.');
    await listener.pass(GAP_MS + CLEAR_DELAY_MS);
    expect(listener.spoken).toEqual(['Looking.', 'Stopped.']);
    expect(listener.announced).toEqual([]);
  });

  it('gives all words to the screen reader after a refusal, and asks the engine no more', async () => {
    listener.begin();
    await listener.pass(0);
    listener.narrator.prime();
    listener.narrator.tell('Camera covered.', 'fault');
    listener.narrator.tell('Chair, ahead.', 'answer');
    await listener.refuse();
    await listener.pass(HOLD_MS + CLEAR_DELAY_MS + HOLD_MS);
    listener.narrator.prime();
    listener.narrator.tell('Stopped.');
    await listener.pass(CLEAR_DELAY_MS);
    expect(listener.said).toEqual(['Camera covered.', 'Chair, ahead.', 'Stopped.']);
    expect(listener.spoken).toEqual(['Camera covered.']);
    expect(listener.faults).toEqual([]);
  });

  it('has its voice from the first touch on, woken within it', async () => {
    listener.begin();
    await listener.pass(0);
    listener.narrator.prime();
    listener.narrator.tell('Looking.');
    await listener.refuse();
    expect(listener.announced).toEqual(['Looking.']);
    listener.tap();
    expect(listener.engine.newest).toMatchObject({ text: ' ', volume: 0 });
    expect(listener.announced).toEqual([]);
    await listener.speakOut();
    listener.narrator.tell('Stopped.');
    await listener.pass(GAP_MS);
    expect(listener.spoken).toEqual(['Looking.', 'Stopped.']);
  });

  it('does not count a refusal that shows only after the touch, as on iOS, which says nothing', async () => {
    listener.begin();
    await listener.pass(0);
    listener.narrator.prime();
    listener.narrator.tell('Looking.');
    await listener.pass(START_TIMEOUT_MS - 1000);
    listener.tap();
    await listener.pass(1000 + CLEAR_DELAY_MS);
    expect(listener.announced).toEqual(['Looking.']);
    await listener.pass(HOLD_MS);
    listener.narrator.tell('Stopped.');
    await listener.pass(GAP_MS);
    await listener.refuse();
    expect(listener.spoken).toEqual(['Looking.', 'Stopped.']);
    expect(listener.faults).toEqual([]);
  });

  it('has a voice that counts as any other once it was heard', async () => {
    listener.begin();
    await listener.pass(0);
    listener.narrator.prime();
    listener.narrator.tell('Looking.');
    await listener.speakOut();
    for (const text of ['First.', 'Second.']) {
      listener.narrator.tell(text);
      await listener.pass(GAP_MS);
      await listener.refuse();
      await listener.pass(HOLD_MS);
    }
    expect(listener.spoken).toEqual(['Looking.', 'First.', 'Second.']);
    expect(listener.faults).toEqual(['no-engine']);
  });

  it('takes a call for a touch where the browser does not tell (stub: it is taken away)', () => {
    vi.spyOn(Navigator.prototype, 'userActivation', 'get').mockReturnValue(undefined as never);
    listener.begin();
    listener.narrator.prime();
    expect(listener.engine.newest).toMatchObject({ text: ' ', volume: 0 });
  });
});
