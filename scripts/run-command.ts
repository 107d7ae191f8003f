/** Runs a command as a step of a longer run, without standard input, and never for longer than allowed. */

import { spawn } from 'node:child_process';

/** After the polite signal a command has this long to clean up. */
const GRACE_MS = 10_000;

/**
 * Runs a command with our output. It leads a process group of its own, so that at the limit its browsers end too,
 * and so that they end with us.
 * @param limit milliseconds after which the command is ended
 * @returns whether it ended by itself with exit status 0
 */
export async function runCommand(
  command: string,
  args: readonly string[],
  { limit, environment = {} }: { limit: number; environment?: NodeJS.ProcessEnv },
): Promise<boolean> {
  const child = spawn(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...environment },
    detached: true,
  });
  const signalGroup = (signal: NodeJS.Signals) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    } catch {
      // The group has ended already.
    }
  };
  const onInterrupt = () => {
    signalGroup('SIGTERM');
    process.exit(130);
  };
  process.once('SIGINT', onInterrupt).once('SIGTERM', onInterrupt);

  let lastResort: NodeJS.Timeout | undefined;
  const timer = setTimeout(() => {
    console.error(`Took longer than ${Math.round(limit / 1000)} s: ${command} ${args.join(' ')}`);
    signalGroup('SIGTERM');
    lastResort = setTimeout(signalGroup, GRACE_MS, 'SIGKILL');
  }, limit);
  const succeeded = await new Promise<boolean>((resolve) => {
    child.once('error', (error) => {
      console.error(error.message);
      resolve(false);
    });
    child.once('exit', (code) => {
      resolve(code === 0);
    });
  });
  clearTimeout(timer);
  clearTimeout(lastResort);
  process.off('SIGINT', onInterrupt).off('SIGTERM', onInterrupt);
  return succeeded;
}
