/**
 * The numbers by which a search is guided, each with its source, or with its reason where it is our own choice. Times in
 * milliseconds.
 */
export const FIND_RULES = {
  /**
   * From the start of one piece of guidance to the next: one takes about 2 s to say, and leaves a moment to turn or walk
   * by it. The ticks tell what changes meanwhile. Only "within reach" doesn't wait.
   */
  gapMs: 3000,

  /** Another one takes the target's place when it is nearer by a quarter, more than two distances sway against each other. */
  clearlyNearer: 0.75,
  /** The same where metres are missing: nearer to the picture's lower edge by this share of its height. */
  clearlyLower: 0.1,
  /** It must be nearer for so long, as with directions. */
  challengeHoldMs: 300,

  /** Longer than a detector flickers or a passer-by at arm's length hides it; a sweep of the phone takes as long. */
  lostAfterMs: 1500,
  /**
   * What was within reach leaves the picture because the person stands before it and the camera looks over it: a hand
   * that searches isn't told to turn back.
   */
  lostAfterReachMs: 10_000,

  /** A slow turn all around takes about 20 s: half of it, and from then on a whole one. Silence must not look like the end. */
  firstReminderMs: 10_000,
  reminderMs: 20_000,

  /**
   * The ticks. Slowest: still heard as a row (a walker does two steps meanwhile). Quickest: as fast as single ticks are told
   * apart without merging into a buzz; parking sensors go over to a lasting sound about there.
   */
  slowestTickMs: 1200,
  quickestTickMs: 120,
  /** How much of the quickening is for the middle; the rest is for nearness. One turns first, and walks then. */
  middleShare: 0.6,
} as const;
