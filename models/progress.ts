/** Shows how far a download has come: a bar on a terminal, plain lines where the output goes to a file or a pipe. */

import { Presets, SingleBar } from 'cli-progress';

export interface Progress {
  /** @param total bytes of the whole file */
  start(fileName: string, total: number, host: string): void;
  /** @param done bytes of the file that are there now, those of earlier attempts included */
  advance(done: number): void;
  stop(): void;
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(2);

/** Writes to the error stream by default, so that a command's standard output stays clean. */
export function createProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  return stream.isTTY ? progressBar(stream) : progressLines(stream);
}

function progressBar(stream: NodeJS.WriteStream): Progress {
  const bar = new SingleBar(
    { stream, format: '{file} from {host} [{bar}] {done} of {size} MB', hideCursor: true },
    Presets.shades_classic,
  );
  return {
    start: (file, total, host) =>
      bar.start(total, 0, { file, host, done: megabytes(0), size: megabytes(total) }),
    advance: (done) => bar.update(done, { done: megabytes(done) }),
    stop: () => bar.stop(),
  };
}

function progressLines(stream: NodeJS.WritableStream): Progress {
  return {
    start: (file, total, host) =>
      void stream.write(`Downloading ${file}, ${megabytes(total)} MB, from ${host}\n`),
    advance: () => undefined,
    stop: () => undefined,
  };
}
