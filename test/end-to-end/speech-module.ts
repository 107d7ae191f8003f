/** The process that really speaks, to be stopped and killed as a phone's speech engine stops and dies. Linux only. */

import { readFileSync, readdirSync } from 'node:fs';
import type { SpeechEnvironment } from './speech-server';

/** As the kernel shortens it to 15 letters. */
const MODULE_NAME = 'sd_espeak-ng';

/**
 * Sends a signal to the speech module of this server, and of no other.
 * @throws Error when the server has none: nothing was spoken yet, or it was killed
 */
export function signalSpeechModule({ XDG_RUNTIME_DIR }: SpeechEnvironment, signal: NodeJS.Signals): void {
  const modules = readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((id) => isModuleOf(id, XDG_RUNTIME_DIR));
  if (modules.length === 0) throw new Error('The speech server runs no module.');
  for (const id of modules) process.kill(id, signal);
}

function isModuleOf(id: number, folder: string): boolean {
  try {
    const name = readFileSync(`/proc/${id}/comm`, 'utf8').trim();
    return name === MODULE_NAME && readFileSync(`/proc/${id}/environ`, 'utf8').includes(`=${folder}\0`);
  } catch {
    // It has ended meanwhile, or belongs to somebody else.
    return false;
  }
}
