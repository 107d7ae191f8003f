/** Downloads one pinned file over HTTP, going on where an interrupted download stopped. */

import { constants } from 'node:fs';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { findFault } from './integrity';
import type { UpstreamFile } from './catalogue';
import type { Progress } from './progress';

/** No answer, or no further byte, for so long: the connection is given up. */
const SILENCE_LIMIT_MS = 30_000;

/** A connection that breaks while bytes come is taken up again so many times. */
const RESUMPTIONS = 5;
const PAUSE_MS = 500;

export interface DownloadOptions {
  readonly progress: Progress;
  readonly silenceLimitMs?: number;
  readonly pauseMs?: number;
}

/** The server can't or must not be used any further; trying it again is no use. */
class Refusal extends Error {}

/**
 * Writes the file to `target` once all its bytes are there and right. Until then they are in `<target>.partial`,
 * from where the next call goes on, even after the process ended.
 * @throws Error saying in words why this URL did not give the file; a wrong file is not kept.
 */
export async function download(
  url: string,
  file: UpstreamFile,
  target: string,
  { progress, silenceLimitMs = SILENCE_LIMIT_MS, pauseMs = PAUSE_MS }: DownloadOptions,
): Promise<void> {
  const partial = `${target}.partial`;
  const begun = (await sizeOf(partial)) > 0;
  progress.start(file.name, file.bytes, new URL(url).host);
  try {
    for (let resumptions = 0; (await sizeOf(partial)) < file.bytes; resumptions++) {
      const before = await sizeOf(partial);
      try {
        await fetchRest(url, file, partial, progress, silenceLimitMs);
      } catch (error) {
        const cameFurther = (await sizeOf(partial)) > before;
        if (error instanceof Refusal || !cameFurther || resumptions === RESUMPTIONS) throw error;
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }
  } finally {
    progress.stop();
  }

  const fault = findFault(await readFile(partial), file);
  if (!fault) return rename(partial, target);
  await rm(partial, { force: true });
  // The first bytes may have come from an earlier, wrong source: the whole file from here deserves its own verdict.
  if (begun) return download(url, file, target, { progress, silenceLimitMs, pauseMs });
  throw new Error(`it sent another file: ${fault}`);
}

/**
 * Asks for the bytes that are missing in `partial` and writes them. Every byte goes to its own place in the file, so
 * two processes that download the same file at once do no harm to each other.
 */
async function fetchRest(
  url: string,
  file: UpstreamFile,
  partial: string,
  progress: Progress,
  silenceLimitMs: number,
): Promise<void> {
  const silence = new AbortController();
  const giveUp = () => silence.abort(new Error(`no byte came for ${silenceLimitMs / 1000} seconds`));
  let timer = setTimeout(giveUp, silenceLimitMs);
  const have = await sizeOf(partial);
  const target = await open(partial, constants.O_WRONLY | constants.O_CREAT);
  try {
    const response = await fetch(url, {
      signal: silence.signal,
      // Ranges count the bytes that are sent, so they must be those of the file and not of a compressed form.
      headers: { 'Accept-Encoding': 'identity', ...(have > 0 && { Range: `bytes=${have}-` }) },
    });
    let position = startOf(response, have);
    for await (const chunk of response.body ?? []) {
      clearTimeout(timer);
      timer = setTimeout(giveUp, silenceLimitMs);
      if (position + chunk.length > file.bytes) {
        throw new Refusal(`it sends more than the expected ${file.bytes} bytes`);
      }
      await target.write(chunk, 0, chunk.length, position);
      position += chunk.length;
      progress.advance(position);
    }
    if (position < file.bytes)
      throw new Error(`the connection ended after ${position} of ${file.bytes} bytes`);
  } catch (error) {
    if (error instanceof Refusal) await rm(partial, { force: true });
    throw new (error instanceof Refusal ? Refusal : Error)(reasonOf(error), { cause: error });
  } finally {
    clearTimeout(timer);
    await target.close();
  }
}

/**
 * The place in the file of the first byte that the server sends: where we asked it to begin, or the file's start
 * when it knows no ranges.
 */
function startOf(response: Response, asked: number): number {
  if (!response.ok) throw new Refusal(`it answered ${response.status} ${response.statusText}`.trim());
  if (response.status !== 206) return 0;
  const start = /^bytes (\d+)-/.exec(response.headers.get('Content-Range') ?? '')?.[1];
  if (Number(start) !== asked)
    throw new Refusal('it answered with another range of bytes than was asked for');
  return asked;
}

/** Node's fetch says only "fetch failed"; what happened is in the error's cause. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  if (!(cause instanceof Error)) return message;
  const { code } = cause as NodeJS.ErrnoException;
  return code === 'ENOTFOUND' || code === 'EAI_AGAIN'
    ? `no connection (${cause.message})`
    : cause.message || message;
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.size ?? 0;
}
