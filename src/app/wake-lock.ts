/** Keeps the screen on while scanning: a phone that locks stops the camera, and the silence would look like safety. */

export interface WakeLock {
  release(): void;
}

/** The system takes the lock away whenever the page is hidden, so it is asked for again each time the page shows. */
export function holdWakeLock(): WakeLock {
  let held: WakeLockSentinel | null = null;
  let released = false;
  let isPending = false;

  const acquire = async () => {
    if (isPending || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
    isPending = true;
    try {
      const lock = await navigator.wakeLock.request('screen');
      if (released) await lock.release();
      else held = lock;
    } catch {
      // Refused when the battery is low: scanning goes on without it.
    } finally {
      isPending = false;
    }
  };
  const reacquire = () => void acquire();
  document.addEventListener('visibilitychange', reacquire);
  void acquire();

  return {
    release() {
      released = true;
      document.removeEventListener('visibilitychange', reacquire);
      void held?.release();
    },
  };
}
