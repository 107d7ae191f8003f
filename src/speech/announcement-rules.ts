/**
 * The numbers by which the announcer decides, each with its source, or with its reason where it is our own choice.
 * Times in milliseconds.
 */
export const ANNOUNCEMENT_RULES = {
  /** A thing must be seen in this many of the last looks before it is spoken: one may be an error. */
  sightingsToEnter: 2,
  looksRemembered: 3,

  /** Absent for no longer than this, a thing still counts as there: detectors flicker. */
  absentAfterMs: 600,
  /**
   * Absent for longer, a thing is forgotten, and news when it comes again. Long enough for a pillar or a passer-by to
   * hide it; a walker has then done five steps and meets other things in its place.
   */
  forgottenAfterMs: 4000,

  /**
   * How far the middle of a box may move between two looks and still be the same thing: half its own size, and a
   * share of the picture's width for the sway of a hand-held phone (6 degrees of about 50), and more as time passes
   * (a person who crosses at 1.4 m/s, 3 m away, does half the picture in a second).
   */
  moveOfOwnSize: 0.5,
  moveOfPicture: 0.12,
  moveOfPicturePerSecond: 0.5,
  /** How much larger or smaller (in square root of area) it may be: detectors cut legs off and put them on again. */
  resize: 1.8,
  resizePerSecond: 0.5,
  /** Boxes that overlap more than this, IoU, are one thing to which the detector gives two names in turn. */
  sameThingOverlap: 0.7,

  /** A new direction must last this long: two or three looks, more than a sway of the hand. */
  directionHoldMs: 300,
  /** A new zone, likewise. */
  zoneHoldMs: 300,

  /**
   * Inside this window the same words are not said of a thing again, whatever it did meanwhile. Soundscape keeps silent
   * about a place for as long (microsoft/soundscape, docs/ios-client/components/callout-designs.md).
   */
  repeatWindowMs: 60_000,
  /** What is told of one thing comes no faster: what crosses the picture is told where it appears and where it goes. */
  changeGapMs: 4000,
  /** The same words are not said of another thing so soon: to the listener they are the same thing, and often they are. */
  sameWordsGapMs: 10_000,

  /** Only the nearest few are worth a walker's attention, and of a list heard once about three are remembered. */
  thingsAtMost: 3,
  /** Things of one class in one direction are a group if their distances differ by no more than this. */
  groupByPicture: 0.15,
  groupByMetres: 1.5,
  /** So many alike are a crowd: it is told as one, and who joins it is no news. */
  crowdSize: 3,

  /** Between the starts of two pieces of news while walking: time to listen to the street. */
  newsGapMs: 2000,
  /** About what a word takes at a normal rate (six words in under 3 s): news doesn't run into news. */
  wordMs: 400,
  /**
   * A listener's attention is a budget that refills: too much talk is what blind walkers complain of first (Hoogsteen
   * et al., Beyond the Cane, TACCESS 2022). What is saved up and what a minute adds make 20 words in any minute; hazards,
   * faults and answers are not counted. One thing with its place takes four to six
   * words; where a language needs more, the first thing after a silence is told all the same.
   */
  wordsPerMinute: 10,
  burstWords: 10,
  /** A thing beyond eight steps is told only from what is left over: words for one thing stay for what comes nearer. */
  wordsKeptForNear: 6,

  /** The same hazard is told again only as a worse one, or when it was none for so long. */
  hazardForgottenMs: 4000,
  /** Share of the picture's width at its left and right edge: a box that ends there goes on outside. */
  sideOfPicture: 0.02,
  /** Out of the way for so long, a hazard that was told is told to be gone. A sway is shorter. */
  clearHoldMs: 1000,
  /** Later than this its end is no news any more. */
  clearStaleMs: 3000,

  /**
   * Who silences the app hears the street for so long, or the same words would follow at once. Faults don't wait. Our own
   * choice; longer would be a silence that looks like safety.
   */
  hushMs: 5000,
  /** A scene older than this when it arrives is no longer true: three steps. */
  staleAfterMs: 2000,

  /** A fault that lasts is told again: silence must not look like safety. */
  faultReminderMs: 20_000,
  /** A sweep over a bare wall is no fault; staring at one is. */
  blankHoldMs: 1000,
  /** The picture must be good for this long before the app says that it sees again. */
  sightReturnsAfterMs: 1000,

  /** A photo or "what is ahead": what is remembered of a list heard once, then a count. */
  answeredAtMost: 3,
} as const;
