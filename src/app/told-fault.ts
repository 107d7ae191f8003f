/** A fault that is found again and again as long as it lasts: when it was said, and when to say it again. Pure. */

/** A person who missed it must not trust the silence: after this long it is said again, milliseconds. */
export const AGAIN_AFTER_MS = 10_000;

export interface ToldFault {
  /** In the person's language; empty when there is none. */
  readonly text: string;
  /** When it was said: milliseconds, on any one clock. */
  readonly at: number;
}

export const NO_FAULT: ToldFault = { text: '', at: -Infinity };

/** Whether this fault is to be said now, after `told` was: another one at once, the same one once in a while. */
export function isToBeSaid(text: string, now: number, told: ToldFault): boolean {
  return text !== told.text || now - told.at >= AGAIN_AFTER_MS;
}
