import { afterEach, describe, expect, it } from 'vitest';
import { type AudioSession, claimPlayback, releasePlayback } from './audio-session';

/** Stub: only Apple's browsers have an audio session. */
function stubSession(session: object): void {
  Object.defineProperty(navigator, 'audioSession', { value: session, configurable: true });
}

afterEach(() => {
  delete (navigator as { audioSession?: unknown }).audioSession;
});

describe('the audio session (stub: an iPhone)', () => {
  it('is claimed for playback, which the silent switch does not mute, and given back', () => {
    const session: AudioSession = { type: 'auto' };
    stubSession(session);
    claimPlayback();
    expect(session.type).toBe('playback');
    releasePlayback();
    expect(session.type).toBe('auto');
  });

  it('does without where setting it fails', () => {
    stubSession({
      get type() {
        return 'auto';
      },
      set type(_) {
        throw new DOMException('as a browser might', 'InvalidStateError');
      },
    });
    expect(claimPlayback).not.toThrow();
    expect(releasePlayback).not.toThrow();
  });
});

it('does without an audio session, as this browser does', () => {
  expect('audioSession' in navigator).toBe(false);
  expect(claimPlayback).not.toThrow();
  expect(releasePlayback).not.toThrow();
});
