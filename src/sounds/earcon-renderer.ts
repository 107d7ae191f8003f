/** Makes earcons sound: from their notes to Web Audio's nodes, in a live context as in an offline one. */

import type { Earcon, Note } from './earcon-design';
import { TIMBRES, type Timbre } from './timbres';

/** A sound that was set going. */
export interface Playing {
  /** Ends it at once and without a click; does nothing when it has ended. */
  stop(): void;
}

/** In seconds. Shorter clicks, longer is heard as late. */
const ATTACK_S = 0.005;
const RELEASE_S = 0.008;
/** A struck tone fades to this share (-20 dB) before its release; fading to less, it would be gone before it has glided. */
const STRUCK_FLOOR = 0.1;
/** When a sound is cut off, in seconds: too short to cover what follows, long enough not to click. */
const CUT_OFF_S = 0.004;
/** The responses of the head ring on for some milliseconds after a tone: nodes are kept that long, in seconds. */
const HEAD_RINGS_S = 0.05;

/** The responses of the head take 4 dB of a sound from the front, as measured in Chromium; half of it is given back. */
const MAKE_UP_GAIN = 1.25;
/**
 * A sound from the side comes to one ear later than to the other, so that the two weaken each other by about 3 dB where a
 * phone adds them for its one loudspeaker: a sound from the very side is made louder by as much.
 */
const SIDE_GAIN = 1.4;

/** Plays earcons from where they are: for headphones by the responses of a head, and none the less loud without. */
export class EarconRenderer {
  readonly #context: BaseAudioContext;
  readonly #destination: AudioNode;
  readonly #waves: ReadonlyMap<Timbre, PeriodicWave>;

  /** Builds what all earcons share, so that none has to wait for it. */
  constructor(context: BaseAudioContext, destination: AudioNode) {
    this.#context = context;
    this.#destination = destination;
    const timbres = Object.keys(TIMBRES) as Timbre[];
    this.#waves = new Map(timbres.map((timbre) => [timbre, periodicWave(context, timbre)]));
    // Chromium loads the responses of the head with the first such node; until then all is heard in the middle.
    headPanner(context, 0);
  }

  /** @param at seconds on the context's clock */
  play({ notes, azimuth }: Earcon, at: number): Playing {
    const context = this.#context;
    // A panner of its own for each: one that is moved would slide from its former place.
    const panner = headPanner(context, azimuth);
    const gain = MAKE_UP_GAIN * (1 + (SIDE_GAIN - 1) * Math.abs(Math.sin(azimuth)));
    const fader = new GainNode(context, { gain });
    fader.connect(panner).connect(this.#destination);
    const tones = notes.map((note) => this.#startTone(fader, note, at));
    tones.at(-1)?.addEventListener('ended', () => panner.disconnect());
    return {
      stop() {
        const now = context.currentTime;
        fader.gain.setValueAtTime(gain, now);
        fader.gain.linearRampToValueAtTime(0, now + CUT_OFF_S);
        for (const tone of tones) tone.stop(now + CUT_OFF_S + HEAD_RINGS_S);
      },
    };
  }

  #startTone(destination: AudioNode, note: Note, at: number): OscillatorNode {
    const context = this.#context;
    const start = at + note.startMs / 1000;
    const end = start + note.durationMs / 1000;
    const tone = new OscillatorNode(context, { periodicWave: this.#waves.get(note.timbre)! });
    tone.frequency.setValueAtTime(note.fromHz, start);
    tone.frequency.exponentialRampToValueAtTime(note.toHz, end);
    const envelope = new GainNode(context, { gain: 0 });
    shape(envelope.gain, note, start, end);
    tone.connect(envelope).connect(destination);
    tone.start(start);
    tone.stop(end + HEAD_RINGS_S);
    return tone;
  }
}

function headPanner(context: BaseAudioContext, azimuth: number): PannerNode {
  return new PannerNode(context, {
    panningModel: 'HRTF',
    positionX: Math.sin(azimuth),
    positionZ: -Math.cos(azimuth),
    rolloffFactor: 0,
  });
}

function shape(gain: AudioParam, { level, timbre }: Note, start: number, end: number): void {
  gain.setValueAtTime(0, start);
  gain.linearRampToValueAtTime(level, start + ATTACK_S);
  const fadesFrom = end - RELEASE_S;
  if (TIMBRES[timbre].envelope === 'held') gain.setValueAtTime(level, fadesFrom);
  else gain.exponentialRampToValueAtTime(level * STRUCK_FLOOR, fadesFrom);
  gain.linearRampToValueAtTime(0, end);
}

/** The browser scales a wave to a peak of 1. */
function periodicWave(context: BaseAudioContext, timbre: Timbre): PeriodicWave {
  const imag = [0, ...TIMBRES[timbre].harmonics];
  return new PeriodicWave(context, { imag, real: imag.map(() => 0) });
}
