import { type FilterTerm, isTextTerm } from '../filters/ast.ts';
import { canonicalNumber, type Reading } from './readings.ts';
import type { Literal } from './solver.ts';

/** A value that a record can have. A boolean matches like its text. */
export type CellValue = string | number;

/** The attribute that a condition is about. */
export function attributeOf(term: FilterTerm): string {
  return term.kind === 'tag' ? '_tags' : term.attribute;
}

/** The values of one attribute, divided into cells. No condition can tell two values in a cell apart. Each cell has a variable. */
export class AttributeCells {
  readonly attribute: string;
  readonly line: NumberLine;
  /** The variable of each cell of `line`. */
  readonly numberVariables: readonly Literal[];
  readonly #reading: Reading;
  readonly #texts = new Map<string, { value: string; variable: Literal }>();
  /** A text that no condition names. */
  readonly otherText: { readonly value: string; readonly variable: Literal };

  constructor(attribute: string, terms: readonly FilterTerm[], reading: Reading, newVariable: () => Literal) {
    this.attribute = attribute;
    this.#reading = reading;
    for (const text of terms.flatMap(term => (isTextTerm(term) ? [term.value] : []))) {
      const key = this.#keyOf(text);
      if (!this.#texts.has(key)) this.#texts.set(key, { value: text, variable: newVariable() });
    }
    this.line = new NumberLine(terms.flatMap(term => this.#numbersOf(term)));
    this.numberVariables = Array.from({ length: this.line.cellCount }, newVariable);
    this.otherText = { value: this.#unusedText(), variable: newVariable() };
  }

  get textVariables(): Literal[] {
    return [this.otherText, ...this.#texts.values()].map(({ variable }) => variable);
  }

  /** The cells of a facet or tag value: its text, and the number with this text. The number comes first, except for tags. */
  cellsOfText(text: string): Literal[] {
    const { variable } = this.#texts.get(this.#keyOf(text))!;
    const number = this.#numberOf(text);
    if (number === undefined) return [variable];
    const numberVariable = this.numberVariables[this.line.cellOf(number)]!;
    return this.attribute === '_tags' ? [variable, numberVariable] : [numberVariable, variable];
  }

  /** A value for each cell. A cell between neighboring numbers has none, and is left out. */
  *values(): Generator<readonly [variable: Literal, value: CellValue]> {
    for (const [cell, variable] of this.numberVariables.entries()) {
      const number = this.line.numberIn(cell);
      if (number !== undefined) yield [variable, number];
    }
    for (const { variable, value } of this.#texts.values()) yield [variable, value];
    yield [this.otherText.variable, this.otherText.value];
  }

  /** Tags are case-sensitive. */
  #keyOf(text: string): string {
    return this.attribute === '_tags' ? text : this.#reading.foldText(text);
  }

  #numberOf(text: string): number | undefined {
    return canonicalNumber(this.#keyOf(text));
  }

  #numbersOf(term: FilterTerm): number[] {
    if (term.kind === 'comparison') return [term.value];
    if (term.kind === 'range') return [term.low, term.high];
    return [this.#numberOf(term.value)].filter(number => number !== undefined);
  }

  #unusedText(): string {
    const isNamed = (text: string): boolean => this.#texts.has(this.#keyOf(text));
    let text = 'other';
    for (let attempt = 2; isNamed(text); attempt++) text = `other ${attempt}`;
    return text;
  }
}

/**
 * The numbers, divided into cells: a point for each number that a condition names, and the intervals between and beyond these
 * points. Cell 2i + 1 is point i; the cells around it are intervals.
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

  /** A number in the cell, an integer if possible. Undefined if there is none, as between two neighboring doubles. */
  numberIn(cell: number): number | undefined {
    if (cell % 2 === 1) return this.#points[(cell - 1) / 2];
    const low = this.#points[cell / 2 - 1] ?? -Infinity;
    const high = this.#points[cell / 2] ?? Infinity;
    return candidatesBetween(low, high).find(
      number => low < number && number < high && Number.isFinite(number),
    );
  }
}

/** Far from zero, neighboring doubles are more than 1 apart. */
function candidatesBetween(low: number, high: number): number[] {
  if (low === -Infinity && high === Infinity) return [0];
  if (low === -Infinity) return [Math.ceil(high) - 1, high * 2, -Number.MAX_VALUE];
  if (high === Infinity) return [Math.floor(low) + 1, low * 2, Number.MAX_VALUE];
  return [Math.floor(low) + 1, low / 2 + high / 2];
}
