/** The best pairing of rows and columns. Pure. */

/** A row and a column that belong together. */
export interface Pair {
  readonly row: number;
  readonly column: number;
}

/**
 * Pairs rows with columns, each at most once, so that the sum of the gains is as large as can be: the Hungarian method
 * in its form with shortest augmenting paths and potentials (Kuhn 1955; Jonker and Volgenant 1987), O(n^3). Greedy
 * pairing would do for things apart; of two people who cross it would give one the other's place, and leave the other
 * without any.
 * @param gains `gains[row][column]`, finite; pairs that gain nothing (0 or less) are left apart
 * @returns ordered by row
 */
export function assignOptimally(gains: readonly (readonly number[])[]): Pair[] {
  const columns = gains[0]?.length ?? 0;
  if (columns === 0) return [];
  // Columns beyond the real ones stand for "no partner", at no gain, one for each row.
  const width = columns + gains.length;
  const cost = (row: number, column: number) => (column < columns ? Math.min(0, -gains[row]![column]!) : 0);

  const rowPotential = gains.map(() => 0);
  const columnPotential = new Array<number>(width).fill(0);
  const rowOf = new Array<number>(width).fill(-1);
  for (const start of gains.keys()) {
    const path = shortestPath(start, { width, cost, rowPotential, columnPotential, rowOf });
    applyPath(path, start, rowOf);
  }
  return rowOf
    .slice(0, columns)
    .map((row, column) => ({ row, column }))
    .filter(({ row, column }) => row >= 0 && gains[row]![column]! > 0)
    .sort((a, b) => a.row - b.row);
}

interface Problem {
  readonly width: number;
  readonly cost: (row: number, column: number) => number;
  readonly rowPotential: number[];
  readonly columnPotential: number[];
  /** Which row a column is paired with so far, -1 for none. */
  readonly rowOf: number[];
}

interface Path {
  /** The free column at which it ends. */
  readonly end: number;
  /** The column before each column on its path; -1 where the path starts. */
  readonly before: readonly number[];
}

/** Dijkstra from a row to the free column that costs the least; leaves the potentials such that pairs cost nothing. */
function shortestPath(start: number, problem: Problem): Path {
  const { width, cost, rowPotential, columnPotential, rowOf } = problem;
  const distance = new Array<number>(width).fill(Infinity);
  const before = new Array<number>(width).fill(-1);
  const done: number[] = [];
  const isDone = new Array<boolean>(width).fill(false);
  let row = start;
  let column = -1;
  let reached = 0;
  for (;;) {
    let next = -1;
    for (let other = 0; other < width; other++) {
      if (isDone[other]) continue;
      const through = reached + cost(row, other) - rowPotential[row]! - columnPotential[other]!;
      if (through < distance[other]!) {
        distance[other] = through;
        before[other] = column;
      }
      if (next < 0 || distance[other]! < distance[next]!) next = other;
    }
    column = next;
    reached = distance[column]!;
    if (rowOf[column]! < 0) break;
    isDone[column] = true;
    done.push(column);
    row = rowOf[column]!;
  }
  rowPotential[start]! += reached;
  for (const other of done) {
    columnPotential[other]! -= reached - distance[other]!;
    rowPotential[rowOf[other]!]! += reached - distance[other]!;
  }
  return { end: column, before };
}

/** Moves every pair on the path by one, so that the new row has a column too. */
function applyPath({ end, before }: Path, start: number, rowOf: number[]): void {
  let column = end;
  while (before[column]! >= 0) {
    rowOf[column] = rowOf[before[column]!]!;
    column = before[column]!;
  }
  rowOf[column] = start;
}
