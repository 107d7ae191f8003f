/** What this run has, for `describe.skipIf`: in CI nothing is skipped, and what is missing fails its test. */

import { inject } from 'vitest';
import { IN_CI } from '../shared-data';
import type { SpeechEnvironment } from './speech-server';

export const lacksVoice = !IN_CI && inject('speech') === null;
export const lacksModels = !IN_CI && !inject('siteHasModels');

/** @throws Error when there is no speech server; ask `lacksVoice` first. */
export function speechEnvironment(): SpeechEnvironment {
  const environment = inject('speech');
  if (environment === null) throw new Error('This test needs a speech server, and there is none.');
  return environment;
}
