/**
 * The way through the first minute: which step comes next. Pure. It can be left at any time, but not before the
 * safety notice was heard once.
 */

import type { Messages } from '../speech/phrases/phrases';

/** In their order. `limits` tells the safety notice, before the camera is asked for. */
export const FIRST_MINUTE = ['welcome', 'voice', 'limits', 'camera', 'holding', 'look', 'done'] as const;

export type IntroductionStep = (typeof FIRST_MINUTE)[number];

export interface Introduction {
  readonly step: IntroductionStep;
  /** The person has said, now or earlier, to have understood the safety notice. */
  readonly isNoticeHeard: boolean;
  /** The person wants no more of it, and is only kept for the safety notice. */
  readonly isSkipped: boolean;
}

/** @param isNoticeHeard whether the safety notice was understood in an earlier visit */
export function begin(isNoticeHeard: boolean, step: IntroductionStep = 'welcome'): Introduction {
  return { step, isNoticeHeard, isSkipped: false };
}

/** @returns null at the end. From `limits` it is the answer to the notice, which counts as heard from then on. */
export function next(introduction: Introduction): Introduction | null {
  const { step, isSkipped } = introduction;
  const answered = { ...introduction, isNoticeHeard: introduction.isNoticeHeard || step === 'limits' };
  const following = FIRST_MINUTE[FIRST_MINUTE.indexOf(step) + 1];
  return following && !isSkipped ? { ...answered, step: following } : skip(answered);
}

/** The first step stays. */
export function back(introduction: Introduction): Introduction {
  const former = FIRST_MINUTE[FIRST_MINUTE.indexOf(introduction.step) - 1];
  return { ...introduction, step: former ?? introduction.step, isSkipped: false };
}

/** @returns null at the end; the safety notice where it has still to be heard, which can't be skipped */
export function skip(introduction: Introduction): Introduction | null {
  return introduction.isNoticeHeard ? null : { ...introduction, step: 'limits', isSkipped: true };
}

/** What a step says. */
export function textOf(step: IntroductionStep, messages: Messages): string {
  return step === 'limits' ? messages.safetyNotice : messages.firstMinute[step];
}
