/** What the commands for evaluation share: flags in, tables out. */

/** A mistake in the flags; the message says which. */
export class UsageError extends Error {}

export interface NumberRange {
  readonly from: number;
  readonly to: number;
  readonly whole?: boolean;
}

/**
 * @param flag for the message, for instance "--size"
 * @returns undefined when the flag wasn't given
 * @throws UsageError when the text is no number, or out of range (both ends belong to it)
 */
export function numberFlag(
  flag: string,
  text: string | undefined,
  { from, to, whole = false }: NumberRange,
): number | undefined {
  if (text === undefined) return undefined;
  const value = text.trim() === '' ? NaN : Number(text);
  if (!(value >= from && value <= to) || (whole && !Number.isInteger(value))) {
    throw new UsageError(
      `${flag} takes a ${whole ? 'whole ' : ''}number from ${from} to ${to}, not "${text}".`,
    );
  }
  return value;
}

/** Lets `--pitch -10` be written as people write it; Node's parser wants `--pitch=-10`. */
export function joinNegativeNumbers(args: readonly string[]): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    const previous = joined.at(-1);
    if (/^-\.?\d/.test(arg) && previous?.startsWith('--') && !previous.includes('=')) {
      joined[joined.length - 1] = `${previous}=${arg}`;
    } else {
      joined.push(arg);
    }
  }
  return joined;
}

/**
 * Runs a command and sets the exit status: what it returns, 1 when it fails, 2 when the flags are wrong. Messages go
 * to standard error, so that standard output holds results only.
 * @param usage is shown after a mistake in the flags
 */
export async function runCommand(usage: string, command: () => Promise<number>): Promise<void> {
  process.stdout.on('error', stopWhenNobodyReads);
  try {
    process.exitCode = await command();
  } catch (error) {
    const isUsage = error instanceof UsageError || isParseError(error);
    console.error(error instanceof Error ? error.message : String(error));
    if (isUsage) console.error(`\n${usage}`);
    process.exitCode = isUsage ? 2 : 1;
  }
}

/** `npm run look ... | head` closes the pipe early; that is no fault. */
function stopWhenNobodyReads(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
}

function isParseError(error: unknown): boolean {
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

/** Columns of a table: text to the left, figures to the right. */
export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
}

/** Columns of a table of figures: a name, then figures. */
export function figureColumns(name: string, titles: readonly string[]): Column[] {
  return [{ title: name, align: 'left' }, ...titles.map((title) => ({ title, align: 'right' }) as const)];
}

/** A table in plain text, two blanks between columns, without a trailing newline. */
export function formatTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const lines = [columns.map(({ title }) => title), ...rows];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]!.length)));
  return lines
    .map((line) =>
      line
        .map((cell, index) =>
          columns[index]!.align === 'left' ? cell.padEnd(widths[index]!) : cell.padStart(widths[index]!),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
