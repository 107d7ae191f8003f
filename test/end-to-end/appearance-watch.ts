/**
 * Watches the page while things appear before its camera: when the first frame of each one reached the page, and what
 * the looks at the frames found. All times are milliseconds of the Unix epoch.
 */

import type { BrowserContext, Page } from 'playwright';
import { APPEARANCES, CLIP } from './appearing-clip';

/** The first frame with another mark than the frame before it. */
export interface MarkedFrame {
  /** Which of the appearances, or -1 for the empty room. */
  readonly appearance: number;
  /** When the camera delivered it. */
  readonly captured: number;
  /** When the browser handed it to the page. */
  readonly presented: number;
}

/** One look of the app at one frame. */
export interface Look {
  /** When the frame was taken, as the app understands it. */
  readonly taken: number;
  /** When the page gave the frame to the worker, and when the scene came back. */
  readonly asked: number;
  readonly answered: number;
  /** How long the detector ran, milliseconds; 0 where the gate found nothing new. */
  readonly detect: number;
  /** What the scene names. */
  readonly labels: readonly string[];
}

interface Watched {
  readonly frames: MarkedFrame[];
  readonly looks: Look[];
}

type WatchedWindow = Window & { watched?: Watched };

/** Watches every page of the context from its next load on. */
export async function watchAppearances(context: BrowserContext): Promise<void> {
  await context.addInitScript(watchPage, {
    marks: APPEARANCES.map(({ mark }) => mark.join()),
    width: CLIP.width,
    markSize: CLIP.markSize,
  });
}

/** What was seen since the page was loaded. */
export async function appearancesIn(page: Page): Promise<Watched> {
  return page.evaluate(() => (window as WatchedWindow).watched ?? { frames: [], looks: [] });
}

/** Runs in the page, before the page's own code. */
function watchPage({ marks, width, markSize }: { marks: string[]; width: number; markSize: number }): void {
  const watched: Watched = { frames: [], looks: [] };
  (window as WatchedWindow).watched = watched;
  const epoch = (time: number) => performance.timeOrigin + time;

  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  const markOf = (video: HTMLVideoElement) => {
    // The middle of the block, which compression doesn't blur.
    const side = ((markSize / 2) * video.videoWidth) / width;
    context.drawImage(video, side / 2, side / 2, side, side, 0, 0, 1, 1);
    const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
    return marks.indexOf([red!, green!, blue!].map((level) => (level > 127 ? 255 : 0)).join());
  };
  const seen = new WeakSet<HTMLVideoElement>();
  const play = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'play')!
    .value as HTMLMediaElement['play'];
  HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
    if (this instanceof HTMLVideoElement && !seen.has(this)) {
      seen.add(this);
      let former = -1;
      const look = (now: number, { captureTime }: VideoFrameCallbackMetadata) => {
        const appearance = markOf(this);
        if (appearance !== former) {
          watched.frames.push({ appearance, captured: epoch(captureTime ?? now), presented: epoch(now) });
        }
        former = appearance;
        this.requestVideoFrameCallback(look);
      };
      this.requestVideoFrameCallback(look);
    }
    return play.call(this);
  };

  interface Scene {
    readonly time: number;
    readonly objects: readonly { readonly label: string }[];
    readonly timings: { readonly detect: number };
  }
  window.Worker = new Proxy(Worker, {
    construct(target, args: ConstructorParameters<typeof Worker>) {
      const worker = new target(...args);
      let asked = 0;
      const post = worker.postMessage.bind(worker) as (...given: unknown[]) => void;
      worker.postMessage = (...given: unknown[]) => {
        asked = performance.now();
        post(...given);
      };
      worker.addEventListener('message', ({ data }: MessageEvent<{ value?: Partial<Scene> } | null>) => {
        const scene = data?.value;
        if (!scene?.objects || !scene.timings) return;
        watched.looks.push({
          taken: epoch(scene.time!),
          asked: epoch(asked),
          answered: epoch(performance.now()),
          detect: scene.timings.detect,
          labels: scene.objects.map(({ label }) => label),
        });
      });
      return worker;
    },
  });
}
