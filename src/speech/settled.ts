/** A value that changes only when it has been another one for long enough, so that it doesn't flicker. Pure. */

export interface Settled<Value> {
  readonly value: Value;
  /** What it seems to be now, but not for long enough yet. */
  readonly next: { readonly value: Value; readonly since: number } | null;
}

/**
 * @param candidate what it seems to be now
 * @param time milliseconds, never before that of the call before
 * @param holdMs how long it must seem so
 */
export function settle<Value>(
  former: Settled<Value>,
  candidate: Value,
  time: number,
  holdMs: number,
): Settled<Value> {
  if (candidate === former.value) return { value: candidate, next: null };
  if (candidate !== former.next?.value) return { ...former, next: { value: candidate, since: time } };
  return time - former.next.since >= holdMs ? { value: candidate, next: null } : former;
}
