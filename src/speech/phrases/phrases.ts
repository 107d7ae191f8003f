/**
 * Everything that Nearsay can say or show in one language. A language is data of this type: what is missing is a
 * compile error. The announcer decides what to say, `sentences.ts` puts the words together, a language knows them.
 */

import type { SourceFaultReason } from '../../camera/frame-source';
import type { ModelFaultReason } from '../../offline/model-fault';
import type { OBSTACLE_LABEL } from '../../scene/obstacle/label';
import type { SightFault } from '../../scene/scene';
import type { Direction } from '../direction';
import type { CocoClass } from './coco-classes';
import type { InterfaceLabels } from './labels/labels';

/** In what a distance is told. */
export type Units = 'steps' | 'metres' | 'feet';

/**
 * Words for a count, chosen by `Intl.PluralRules`; "{count}" stands for the number. A category that a language
 * doesn't name uses `other`.
 */
export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & {
  readonly one: string;
  readonly other: string;
};

/** What has a name in every language: the classes that detectors know, and what is in the way without one of them. */
export type KnownLabel = CocoClass | typeof OBSTACLE_LABEL;

/** Why the app can't use a voice of its own. */
export type SpeechFaultReason = 'no-engine' | 'no-local-voice';

/** Download progress that is spoken, in per cent; the screen may show more. */
export type SpokenProgress = 25 | 50 | 75;

/** A distance that is known well, and one that is known only roughly. */
export interface DistanceForms {
  readonly exact: PluralForms;
  readonly about: PluralForms;
}

export interface DistanceWords extends Readonly<Record<Units, DistanceForms>> {
  /** Nearer than any step or metre: an arm's length. */
  readonly withinReach: string;
  /** Farther than is worth counting. */
  readonly far: string;
}

export interface SentenceWords {
  /** Between name, distance and direction. */
  readonly separator: string;
  readonly end: string;
  /** Between things of which none is nearer than the other. */
  readonly tieSeparator: string;
  /** @param things name, distance and direction of each, joined by `tieSeparator` */
  readonly equallyNear: (things: string) => string;
  /** "And 3 more": what a list leaves out. */
  readonly more: PluralForms;
  /** Said when nothing was recognised; it must never sound as if the way were free. */
  readonly nothingKnown: string;
  /** Said when something was recognised, but nothing of what the person wants to hear of. */
  readonly nothingChosen: string;
}

/** Whole messages. A fault says what happened and what to do. */
export interface Messages {
  readonly sourceFaults: Readonly<Record<SourceFaultReason, string>>;
  readonly sightFaults: Readonly<Record<SightFault, string>>;
  readonly sightRestored: string;
  readonly modelFaults: Readonly<Record<ModelFaultReason, string>>;
  readonly speechFaults: Readonly<Record<SpeechFaultReason, string>>;
  readonly runtimeFailed: string;
  /** A look takes so long that a walker is past what it will tell. */
  readonly tooSlow: string;
  /** The vision worker broke and is being started again: for some seconds nothing is seen. */
  readonly runtimeRestarting: string;
  /** Said before the browser asks for the camera, so that its question doesn't surprise. */
  readonly cameraQuestionAhead: string;
  readonly downloadStarted: string;
  readonly downloadProgress: Readonly<Record<SpokenProgress, string>>;
  /** What the person asked for has to wait until the detector can look. */
  readonly gettingReady: string;
  readonly ready: string;
  readonly readyOffline: string;
  readonly started: string;
  readonly stopped: string;
  /** The page was hidden while scanning: nothing is seen until it is shown again. */
  readonly paused: string;
  readonly lookingAtPhoto: string;
  readonly lookingAtVideo: string;
  /** The app was opened for a file from another app, and got none. */
  readonly nothingShared: string;
  readonly videoEnded: string;
  readonly nothingToRepeat: string;
  readonly updateOffered: string;
  /** The browser doesn't store what the person has set (no storage, or none left). */
  readonly settingsNotKept: string;
  /** What Nearsay is not, said once and kept in the settings. */
  readonly safetyNotice: string;
}

export interface Phrases {
  /** BCP 47 tag. */
  readonly language: string;
  /** By COCO's own class name; a class that isn't here is spoken as the model writes it. */
  readonly names: Readonly<Record<KnownLabel, PluralForms>>;
  readonly directions: Readonly<Record<Direction, string>>;
  readonly distances: DistanceWords;
  readonly sentences: SentenceWords;
  readonly messages: Messages;
  readonly interface: InterfaceLabels;
}
