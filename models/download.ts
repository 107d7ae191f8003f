/** Downloads one pinned file over HTTP, going on where an interrupted download stopped. */

import { constants } from 'node:fs';
import { open, readFile, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { findFault } from './integrity';
import type { UpstreamFile } from './catalogue';
import type { Progress } from './progress';

/** No answer, or no further byte, for so long: the connection is given up. */
const SILENCE_LIMIT_MS = 30_000;

/** A connection that breaks while bytes come is taken up again so many times. */
const RESUMPTIONS = 5;
const PAUSE_MS = 500;

/** HTTP's answer to a range that the server's file doesn't reach. */
const RANGE_NOT_SATISFIABLE = 416;

export interface DownloadOptions {
  readonly progress: Progress;
  readonly silenceLimitMs?: number;
  readonly pauseMs?: number;
}

/** The server can't or must not be used any further; trying it again is no use. What came before is kept. */
class Refusal extends Error {}

/** The server has other bytes than those that came before, which therefore can't be trusted either. */
class WrongBytes extends Refusal {}

/**
 * Writes the file to `target` once all its bytes are there and right. Until then they are in `<target>.partial`,
 * from where the next call goes on, with this or another URL, even after the process ended.
 * @throws Error saying in words why this URL did not give the file; wrong bytes are not kept.
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
 * two processes that download the same file at once do no harm to each other; a byte that is there is not overwritten,
 * so neither does a server that begins anew and then breaks off, or sends a page of its own.
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
  let target: FileHandle | undefined;
  try {
    const response = await fetch(url, {
      signal: silence.signal,
      // Ranges count the bytes that are sent, so they must be those of the file and not of a compressed form.
      headers: { 'Accept-Encoding': 'identity', ...(have > 0 && { Range: `bytes=${have}-` }) },
    });
    let position = startOf(response, have);
    expectLength(response, file.bytes - position);
    target = await open(partial, constants.O_WRONLY | constants.O_CREAT);
    for await (const chunk of response.body ?? []) {
      clearTimeout(timer);
      timer = setTimeout(giveUp, silenceLimitMs);
      if (position + chunk.length > file.bytes) {
        throw new WrongBytes(`it sends more than the expected ${file.bytes} bytes`);
      }
      const known = Math.min(chunk.length, Math.max(0, have - position));
      await target.write(chunk, known, chunk.length - known, position + known);
      position += chunk.length;
      progress.advance(position);
    }
    if (position < file.bytes)
      throw new Error(`the connection ended after ${position} of ${file.bytes} bytes`);
  } catch (error) {
    if (error instanceof WrongBytes) await rm(partial, { force: true });
    throw error instanceof Refusal ? error : new Error(reasonOf(error), { cause: error });
  } finally {
    clearTimeout(timer);
    // An answer that nobody reads to its end would keep its connection, and with it the process.
    silence.abort();
    await target?.close();
  }
}

/**
 * The place in the file of the first byte that the server sends: where we asked it to begin, or the file's start
 * when it knows no ranges.
 * @throws Refusal
 */
function startOf(response: Response, asked: number): number {
  if (!response.ok) {
    const answer = `it answered ${response.status} ${response.statusText}`.trim();
    throw response.status === RANGE_NOT_SATISFIABLE ? new WrongBytes(answer) : new Refusal(answer);
  }
  if (response.status !== 206) return 0;
  const start = /^bytes (\d+)-/.exec(response.headers.get('Content-Range') ?? '')?.[1];
  if (Number(start) !== asked)
    throw new WrongBytes('it answered with another range of bytes than was asked for');
  return asked;
}

/**
 * A network that wants a login first (a captive portal) answers everything with a page of its own: its length tells
 * before anything is written. The length of a compressed answer says nothing about ours.
 * @param missing bytes that the answer must hold
 * @throws Refusal
 */
function expectLength({ headers }: Response, missing: number): void {
  const announced = headers.get('Content-Length');
  if (announced === null || headers.has('Content-Encoding') || Number(announced) === missing) return;
  throw new Refusal(
    `it would send ${announced} bytes, ${missing} are missing: another file, or a login page of the network`,
  );
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
