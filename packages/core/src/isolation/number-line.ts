/**
 * The numbers, divided into cells that no condition can tell apart: a point for each number that one names, and the intervals
 * between them and beyond. Cell 2i + 1 is the point i; the cells around it are intervals.
 */
export class NumberLine {
  readonly #points: readonly number[];
  readonly #indices: ReadonlyMap<number, number>;

  constructor(numbers: Iterable<number>) {
    this.#points = [...new Set(numbers)].sort((a, b) => a - b);
    this.#indices = new Map(this.#points.map((point, index) => [point, index]));
  }

  get cellCount(): number {
    return 2 * this.#points.length + 1;
  }

  /** The cell of a number that a condition names. */
  cellOf(number: number): number {
    return 2 * this.#indices.get(number)! + 1;
  }

  /** A number of the cell, whole if the cell has one; undefined between two neighbouring numbers, where there is none. */
  numberIn(cell: number): number | undefined {
    if (cell % 2 === 1) return this.#points[(cell - 1) / 2];
    const low = this.#points[cell / 2 - 1] ?? -Infinity;
    const high = this.#points[cell / 2] ?? Infinity;
    return candidatesBetween(low, high).find(
      number => low < number && number < high && Number.isFinite(number),
    );
  }
}

/** Far from zero, numbers are more than 1 apart. */
function candidatesBetween(low: number, high: number): number[] {
  if (low === -Infinity && high === Infinity) return [0];
  if (low === -Infinity) return [Math.ceil(high) - 1, high * 2, -Number.MAX_VALUE];
  if (high === Infinity) return [Math.floor(low) + 1, low * 2, Number.MAX_VALUE];
  return [Math.floor(low) + 1, low + (high - low) / 2, low / 2 + high / 2];
}
