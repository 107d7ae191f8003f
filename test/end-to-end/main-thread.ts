/** Watches how long the page's main thread is held by one task: for so long a person, or a screen reader, waits. */

import type { Page } from 'playwright';

/** A task may take this long (the limit of W3C Long Tasks, from the RAIL model), in milliseconds. */
export const LONGEST_TASK_MS = 50;

/** Shorter ones are left out, in milliseconds. */
const WORTH_NOTING_MS = 10;

export interface MainThreadTask {
  /**
   * Milliseconds that it computed. Judge by these: on a machine that has other work as well, a task also stands
   * still for as long as something else has the core.
   */
  readonly computed: number;
  /** Milliseconds from its start to its end. */
  readonly lasted: number;
  /** What took most of it, from the outside inwards, by the names of Chromium's trace. */
  readonly what: string;
}

export interface MainThreadWatch {
  /** Ends the watch. The tasks of 10 ms and more since it began, those that computed longest first. */
  stop(): Promise<MainThreadTask[]>;
}

/** An entry of Chromium's trace; times in microseconds, `tdur` is the thread's own computing time. */
interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur: number;
  tdur?: number;
  args: { name?: string; data?: { functionName?: string; url?: string; lineNumber?: number } };
}

/**
 * Begins to watch. The trace itself costs little, reading the page by the test may cost much: so let it be.
 * `stop` throws an Error when the browser traced nothing: no task is no proof then.
 */
export async function watchMainThread(page: Page): Promise<MainThreadWatch> {
  const debug = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  debug.on('Tracing.dataCollected', ({ value }) => {
    events.push(...(value as unknown as TraceEvent[]));
  });
  await debug.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', 'devtools.timeline'] },
  });
  return {
    async stop() {
      // A task is traced when it ends, and what the test waited for may have come from within it: one more task sees to
      // it that the one before has ended.
      await page.evaluate(() => 0);
      const complete = new Promise((resolve) => debug.once('Tracing.tracingComplete', resolve));
      await debug.send('Tracing.end');
      await complete;
      await debug.detach();
      if (!events.some(({ name }) => name.endsWith('RunTask'))) throw new Error('The browser traced no task');
      return mainThreadTasks(events);
    },
  };
}

function mainThreadTasks(events: readonly TraceEvent[]): MainThreadTask[] {
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid}:${tid}`;
  const mainThreads = new Set(
    events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(threadOf),
  );
  const onMainThread = events.filter((event) => event.ph === 'X' && mainThreads.has(threadOf(event)));
  return onMainThread
    .filter(({ name, dur }) => name.endsWith('RunTask') && dur >= WORTH_NOTING_MS * 1000)
    .map((task) => ({
      computed: (task.tdur ?? task.dur) / 1000,
      lasted: task.dur / 1000,
      what: onMainThread
        .filter(
          (event) =>
            event !== task &&
            threadOf(event) === threadOf(task) &&
            event.ts >= task.ts &&
            event.ts + event.dur <= task.ts + task.dur &&
            event.dur > task.dur / 2,
        )
        .map(({ name, args: { data } }) => [name, data?.functionName, data?.url].filter(Boolean).join(' '))
        .join(' > '),
    }))
    .toSorted((a, b) => b.computed - a.computed);
}
