import { SingleBar } from 'cli-progress';

/**
 * Shows on a terminal how many photos are done, while a task runs. The bar is gone when the task ends, well or not:
 * it would keep the process from ending.
 * @param total photos
 * @param task gets a function to call after each photo
 * @returns what the task returns
 */
export async function withPhotoBar<Result>(
  total: number,
  task: (onPhoto: () => void) => Promise<Result>,
  stream: NodeJS.WritableStream = process.stderr,
): Promise<Result> {
  const bar = new SingleBar({ format: '[{bar}] {value}/{total} photos', clearOnComplete: true, stream });
  bar.start(total, 0);
  try {
    return await task(() => bar.increment());
  } finally {
    bar.stop();
  }
}
