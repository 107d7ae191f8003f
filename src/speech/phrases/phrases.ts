/**
 * Everything that Nearsay can say in one language. A language is data of this type: what is missing is a
 * compile error. The announcer decides what to say, `sentences.ts` puts the words together, a language knows them.
 */

import type { SourceFaultReason } from '../../camera/frame-source';
import type { ModelFaultReason } from '../../offline/model-fault';
import type { OBSTACLE_LABEL } from '../../scene/obstacle/label';
import type { SightFault } from '../../scene/scene';
import type { Direction } from '../direction';
import type { CocoClass } from './coco-classes';

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
  /** Alone, before the name of what is about to be hit. The same word in every version: who hears it stops. */
  readonly stop: string;
  /** After name and direction of what moves toward the person, in place of its distance. */
  readonly coming: string;
  /** Of a danger that was told and is seen to be out of the way now. Never that the way itself is clear. */
  readonly cleared: (name: string) => string;
  /** Said when nothing was recognised; it must never sound as if the way were free. */
  readonly nothingKnown: string;
  /** Said when something was recognised, but nothing of what the person wants to hear of. */
  readonly nothingChosen: string;
}

export interface FindMessages {
  /** @param name of the thing, as in a list: "chair" */
  readonly begun: (name: string) => string;
  /** It has not been seen for a while. */
  readonly notSeenYet: string;
  /** It was seen, and is no longer in the picture. */
  readonly lost: string;
  readonly ended: string;
  /** The microphone listens now. */
  readonly sayNow: string;
  readonly notUnderstood: string;
}

export interface TouchMessages {
  /** The camera's picture is held now. */
  readonly held: string;
  /** Nothing known lies under the finger. */
  readonly nothingHere: string;
  readonly edge: string;
}

export interface PracticeMessages {
  readonly begun: string;
  readonly ended: string;
}

/** The safety notice is a step as well, and has its own text. */
export const FIRST_MINUTE_STEPS = ['welcome', 'voice', 'camera', 'holding', 'look', 'done'] as const;

export type FirstMinuteStep = (typeof FIRST_MINUTE_STEPS)[number];

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
  /** The language's file can't be had: not stored, and no network. */
  readonly languageMissing: string;
  /** The browser doesn't store what the person has set (no storage, or none left). */
  readonly settingsNotKept: string;
  /** The motion sensors were refused; the app goes on without them. */
  readonly sensorsRefused: string;
  /** A call, an alarm or another app took the sound, and gave it back. */
  readonly soundInterrupted: string;
  /** Headphones were plugged in or out. */
  readonly soundOutputChanged: string;
  /** After a time in which the screen reader got the words. */
  readonly voiceBack: string;
  readonly find: FindMessages;
  readonly touch: TouchMessages;
  readonly practice: PracticeMessages;
  /** The steps of the first minute, each with what there is to do; together less than a minute of speech. */
  readonly firstMinute: Readonly<Record<FirstMinuteStep, string>>;
  /** What Nearsay is not, said once and kept in the settings. */
  readonly safetyNotice: string;
}

export interface Phrases {
  /** BCP 47 tag. */
  readonly language: string;
  /** By COCO's own class name; a class that isn't here is spoken as the model writes it. */
  readonly names: Readonly<Record<KnownLabel, PluralForms>>;
  readonly directions: Readonly<Record<Direction, string>>;
  /** @param hour of a clock that lies before the person, 12 straight ahead; 9 to 12 and 1 to 3 */
  readonly clock: (hour: number) => string;
  readonly distances: DistanceWords;
  readonly sentences: SentenceWords;
  readonly messages: Messages;
}
