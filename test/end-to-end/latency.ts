/**
 * How long it takes from a thing's first frame until it is heard: real app, real browser, real voice, measured from the
 * recorded sound. For the test, which asks only whether and in which order, and for the benchmark, which asks how long.
 */

import type { Page } from 'playwright';
import { startServer } from '../../scripts/serve';
import { en } from '../../src/speech/phrases/en';
import { nameOf } from '../../src/speech/phrases/sentences';
import {
  type Recording,
  type SilenceRule,
  type SoundSegment,
  excerpt,
  loudness,
  soundSegments,
  soundColour,
} from '../recording';
import { type Look, type MarkedFrame, appearancesIn, watchAppearances } from './appearance-watch';
import { APPEARANCES, CLIP_SECONDS, appearingClip } from './appearing-clip';
import { cameraArguments } from './fake-camera';
import { launchAudible, openReadyApp } from './ready-app';
import { type SpeechEnvironment, recordSpeech } from './speech-server';
import { type Spoken, spokenIn } from './spoken';

export interface LatencyOptions {
  /** Folder of the production build, models included. */
  readonly site: string;
  readonly speech: SpeechEnvironment;
  /** Whether a sound goes ahead of the words. Without, the first sound is the word. */
  readonly earcons: boolean;
  /** How often the clip is gone through; each time every one of its things appears once. */
  readonly rounds: number;
}

/** One thing that appeared before the camera. All times in milliseconds of the Unix epoch; null: it didn't happen. */
export interface ToldAppearance {
  readonly label: string;
  /** When the camera delivered the first frame with it. */
  readonly captured: number;
  /** When that frame reached the page. */
  readonly presented: number;
  /** When the first look that shows it was asked for, and when its scene came back. */
  readonly lookAsked: number | null;
  readonly seen: number | null;
  /** How many looks came back until then, that one included, and how long the detector ran in it. */
  readonly looks: number;
  readonly detect: number;
  /** When the app gave its words to the voice, and when the voice said that it begins. */
  readonly asked: number | null;
  readonly started: number | null;
  readonly text: string | null;
  /** When the first sound after the frame was heard; null when something was being heard already, or nothing came. */
  readonly heard: number | null;
  /** How that sound begins: with a tone of the app or with the voice. */
  readonly firstSound: 'tone' | 'voice' | null;
  /** When a voice was voiced first, to within 40 ms: tones that go ahead of it are passed over, and so is a "p" or an "f". */
  readonly voiced: number | null;
}

export interface LatencyRun {
  /** One entry for each time that a thing appeared, in their order. */
  readonly told: readonly ToldAppearance[];
  /** Everything that was said meanwhile. */
  readonly spoken: readonly Spoken[];
  /** What the last look before each appearance showed: the room was empty. */
  readonly seenInEmptyRoom: readonly string[];
}

/**
 * The null sink hands the recorder each block of sound before it would be played, a block of 20 ms ahead: a click was
 * recorded 16 to 22 ms before it was given to the sound server (measured). No word shall seem earlier than it is.
 */
export const RECORDED_AHEAD_MS = 20;

/**
 * From this share in one narrow band on it is a tone: the first sounds of espeak-ng's words have 0.02 to 0.22, our earcons
 * 0.4 (the brightest) and more.
 */
const LEAST_TONE = 0.3;

/** What is voiced has more than this below all tones. */
const LEAST_DEEP = 0.2;

const STEP_MS = 10;

/** Fine enough to part a tone from the word behind it. */
const ONSET_RULE: SilenceRule = { threshold: 0.01, shortestPause: 100, shortestSound: 30 };

/** The clip begins when the camera opens; the last thing's words may end later. */
const MARGIN_SECONDS = 2;

/** @throws Error when photos or browser can't be had, or the app doesn't become ready in a minute */
export async function measureLatency(options: LatencyOptions): Promise<LatencyRun> {
  const server = await startServer({ directory: options.site });
  const browser = await launchAudible(options.speech, cameraArguments(await appearingClip()));
  try {
    const page = await openReadyApp(browser, server.url, { earcons: options.earcons }, watchAppearances);
    const runs: LatencyRun[] = [];
    for (let round = 0; round < options.rounds; round++) runs.push(await goThroughClip(page, options.speech));
    return {
      told: runs.flatMap(({ told }) => told),
      spoken: runs.flatMap(({ spoken }) => spoken),
      seenInEmptyRoom: runs.flatMap(({ seenInEmptyRoom }) => seenInEmptyRoom),
    };
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Opening the camera begins the clip anew, and the app has forgotten what it told. */
async function goThroughClip(page: Page, speech: SpeechEnvironment): Promise<LatencyRun> {
  const recorder = await recordSpeech(speech);
  const since = Date.now();
  await page.getByRole('button', { name: /^Start/ }).click();
  await page.waitForTimeout((CLIP_SECONDS + MARGIN_SECONDS) * 1000);
  const watched = await appearancesIn(page);
  const spoken = (await spokenIn(page)).filter(({ asked }) => asked > since);
  const recording = await recorder.stop();
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.waitForTimeout(MARGIN_SECONDS * 1000);

  const frames = watched.frames.filter(({ captured }) => captured > since);
  const looks = watched.looks.filter(({ taken }) => taken > since);
  const sounds = soundSegments(recording, ONSET_RULE);
  const appeared = frames.filter(({ appearance }) => appearance >= 0).slice(0, APPEARANCES.length);
  const told = appeared.map((frame, index) => {
    const until = appeared[index + 1]?.captured ?? Infinity;
    return follow(frame, until, { looks, spoken, recording, sounds });
  });
  const beforehand = appeared.map(({ captured }) => looks.findLast(({ answered }) => answered < captured));
  return { told, spoken, seenInEmptyRoom: beforehand.flatMap((look) => look?.labels ?? []) };
}

interface Evidence {
  readonly looks: readonly Look[];
  readonly spoken: readonly Spoken[];
  readonly recording: Recording;
  readonly sounds: readonly SoundSegment[];
}

function follow(
  { appearance, captured, presented }: MarkedFrame,
  until: number,
  { looks, spoken, recording, sounds }: Evidence,
): ToldAppearance {
  const { label } = APPEARANCES[appearance]!;
  const isOurs = (time: number) => time >= captured && time < until;
  const since = looks.filter(({ answered }) => isOurs(answered));
  const shown = since.findIndex(({ labels }) => labels.includes(label));
  const name = nameOf(en, label);
  const words = spoken.find(({ asked, text }) => isOurs(asked) && text.toLowerCase().includes(name));
  const sound = firstSound(sounds, captured, until);
  return {
    label,
    captured,
    presented,
    lookAsked: since[shown]?.asked ?? null,
    seen: since[shown]?.answered ?? null,
    looks: shown + 1,
    detect: since[shown]?.detect ?? 0,
    asked: words?.asked ?? null,
    started: words?.started ?? null,
    text: words?.text ?? null,
    heard: sound === null ? null : sound + RECORDED_AHEAD_MS,
    firstSound: sound === null ? null : kindOfSound(recording, sound),
    voiced: sound === null ? null : firstVoice(recording, sound, until),
  };
}

export function kindOfSound(recording: Recording, at: number): 'tone' | 'voice' {
  const { tone, deep } = soundColour(recording, at);
  return tone > LEAST_TONE && deep < LEAST_DEEP ? 'tone' : 'voice';
}

function firstVoice(recording: Recording, from: number, until: number): number | null {
  const end = recording.startedAt + (recording.samples.length / recording.sampleRate) * 1000;
  for (let at = from; at < Math.min(until, end); at += STEP_MS) {
    const isLoud = loudness(excerpt(recording, at, at + STEP_MS).samples) > ONSET_RULE.threshold;
    if (isLoud && soundColour(recording, at).deep > LEAST_DEEP) return at + RECORDED_AHEAD_MS;
  }
  return null;
}

/** On the recording's clock; null when it was not quiet before. */
function firstSound(sounds: readonly SoundSegment[], captured: number, until: number): number | null {
  const from = captured - RECORDED_AHEAD_MS;
  const next = sounds.find(({ end }) => end >= from);
  return next && next.start >= from && next.start < until ? next.start : null;
}
