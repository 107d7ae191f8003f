/**
 * Tells an iPhone what our sounds are for (https://w3c.github.io/audio-session). Without it Web Audio counts as a
 * decoration there, and the switch at the side of the phone mutes it: a walker would lose the warnings without knowing.
 *
 * Only `playback` is free of that switch; WebKit takes `transient` and `ambient` for decoration as well
 * (`DOMAudioSession.cpp`). The price is that `playback` doesn't mix: music or a podcast of another app pauses. So it is
 * claimed only while sounds are needed (while watching, or for a sound that the person asked for), never by a mere tap, and
 * given back after. VoiceOver isn't an app with such a session, and goes on speaking. Android and other browsers have
 * neither the switch nor this interface.
 */

/** The part of the interface that is used; TypeScript doesn't know it yet. */
export interface AudioSession {
  type: 'auto' | 'playback';
}

function audioSession(): AudioSession | undefined {
  return (navigator as Navigator & { readonly audioSession?: AudioSession }).audioSession;
}

/**
 * WebKit ignores the request without a word where the page's Permissions-Policy forbids the microphone (`setType` in
 * `DOMAudioSession.cpp`). Where a browser has no such interface nothing happens.
 */
export function claimPlayback(): void {
  setType('playback');
}

/** Lets other apps sound again. */
export function releasePlayback(): void {
  setType('auto');
}

function setType(type: AudioSession['type']): void {
  const session = audioSession();
  if (!session) return;
  try {
    if (session.type !== type) session.type = type;
  } catch {
    // An experimental interface: sounds go on as they would without it.
  }
}
