import { execFile } from 'node:child_process';
import { resolve } from 'node:path';

export interface ScriptResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs one of the commands as npm does, as a process of its own.
 * @param script beside this file, for instance "look.ts"
 */
export function runScript(script: string, args: readonly string[]): Promise<ScriptResult> {
  const command = ['--import', 'tsx', resolve(import.meta.dirname, script), ...args];
  return new Promise((done) => {
    const child = execFile(process.execPath, command, { maxBuffer: 1e8 }, (_error, stdout, stderr) => {
      done({ status: child.exitCode ?? -1, stdout, stderr });
    });
  });
}
