import { describe, expect, test } from 'vitest';
import { readRecordedScenes } from '../../test/fixtures/recorded-scenes';
import { PRACTICE_NAMES, PRACTICE_SCENES } from '../practice/scenes';
import type { Scene } from '../scene/scene';
import { LANGUAGES, loadPhrases } from './phrases/languages';
import { en } from './phrases/en';
import { PREFERENCES } from './scenes.fixture';
import { listenTo, writeTranscript, type SpokenLine } from './transcript.fixture';
import { countWords } from './word-budget';
import { ANNOUNCEMENT_RULES as RULES } from './announcement-rules';

/**
 * What is said in recorded and scripted scenes, line by line, with times. The files in `transcripts` are read like code:
 * whoever changes them has listened to the scene.
 */

const CLIPS = ['footpath-walk', 'indoor-persons'] as const;

const practiceScenes = (name: (typeof PRACTICE_NAMES)[number]): Scene[] => {
  const { seconds, at } = PRACTICE_SCENES[name];
  return Array.from({ length: seconds * 5 }, (_, index) => at(index / 5, index * 200));
};

const goldenFile = (name: string) => `transcripts/${name}.txt`;

describe.each(CLIPS)('the clip %s', (name) => {
  const lines = listenTo(readRecordedScenes(name), PREFERENCES, en);

  test('is told as it was reviewed', async () => {
    await expect(writeTranscript(lines)).toMatchFileSnapshot(goldenFile(name));
  });

  test('takes at most 20 words in any minute, hazards aside', () => {
    expect(mostWordsInAMinute(lines)).toBeLessThanOrEqual(20);
  });

  test('never says the same line twice within the window of one thing, hazards aside', () => {
    const news = lines.filter(
      ({ utterance }) => utterance.urgency === 'news' && utterance.cue?.kind !== 'clear',
    );
    const repeated = news.filter(({ at, utterance }, index) =>
      news
        .slice(0, index)
        .some((other) => other.utterance.text === utterance.text && at - other.at < RULES.sameWordsGapMs),
    );
    expect(repeated).toEqual([]);
  });
});

describe('practice', () => {
  test.each(PRACTICE_NAMES.filter((name) => name !== 'find'))(
    '"%s" is told as it was reviewed',
    async (name) => {
      const lines = listenTo(practiceScenes(name), PREFERENCES, en);
      await expect(writeTranscript(lines)).toMatchFileSnapshot(goldenFile(`practice-${name}`));
    },
  );
});

describe('one scene in all languages', () => {
  test.each(LANGUAGES.map(({ language }) => language))('%s', async (language) => {
    const lines = listenTo(practiceScenes('street'), PREFERENCES, await loadPhrases(language));
    await expect(writeTranscript(lines)).toMatchFileSnapshot(goldenFile(`street.${language}`));
  });
});

function mostWordsInAMinute(lines: readonly SpokenLine[]): number {
  const news = lines.filter(
    ({ utterance }) => utterance.urgency === 'news' && utterance.cue?.kind !== 'clear',
  );
  const counts = news.map(({ at: from }) =>
    news
      .filter(({ at }) => at >= from && at < from + 60_000)
      .reduce((sum, { utterance }) => sum + countWords(utterance.text, utterance.language), 0),
  );
  return Math.max(0, ...counts);
}
