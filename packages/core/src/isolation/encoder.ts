import { type FilterTerm, isTextTerm, type NumericTerm } from '../filters/ast.ts';
import { jsonText } from '../lib/json.ts';
import { AttributeCells, attributeOf, type CellValue } from './cells.ts';
import type { Fact } from './facts.ts';
import type { StepBudget } from './proof-context.ts';
import type { Reading } from './readings.ts';
import { type Clause, type Literal, Solver } from './solver.ts';

/** The values of a record, by attribute. */
export type RecordValues = Map<string, readonly CellValue[]>;

/**
 * Turns conditions and facts into clauses over the cells of the attributes. Each condition becomes one literal. The clauses make it
 * true exactly if the condition holds, so it serves conditions that must hold and conditions that must not.
 */
export class Encoder {
  readonly #reading: Reading;
  readonly #budget: StepBudget;
  readonly #attributes = new Map<string, AttributeCells>();
  // The solver branches in this order: on what must hold, on what that requires, and on what is excluded.
  readonly #demands: Clause[] = [];
  readonly #expansions: Clause[] = [];
  readonly #exclusions: Clause[] = [];
  readonly #terms = new Map<string, Literal>();
  readonly #numberTrees = new Map<string, Literal[]>();
  #variableCount = 0;

  constructor(terms: Iterable<FilterTerm>, reading: Reading, budget: StepBudget) {
    this.#reading = reading;
    this.#budget = budget;
    for (const [attribute, named] of byAttribute(terms)) {
      const cells = new AttributeCells(attribute, named, reading, this.#newVariable);
      this.#attributes.set(attribute, cells);
      this.#excludeEmptyCells(cells);
    }
  }

  get attributes(): Iterable<string> {
    return this.#attributes.keys();
  }

  /** A literal: if it is assumed, the group holds. */
  group(terms: readonly FilterTerm[]): Literal {
    const selector = this.#newVariable();
    this.#add(this.#demands, [-selector, ...terms.map(term => this.term(term))]);
    return selector;
  }

  /** A literal: if it is assumed, the fact holds. */
  fact({ attribute, name }: Fact): Literal {
    const selector = this.#newVariable();
    const cells = this.#attributes.get(attribute)!;
    const all = [...cells.textVariables, ...cells.numberVariables];
    if (name === 'required') this.#add(this.#demands, [-selector, ...all]);
    if (name === 'integer') this.#allowIntegersOnly(cells, selector);
    if (name === 'singleValued') this.#atMostOne(all, selector);
    return selector;
  }

  /** The literal of one condition. */
  term(term: FilterTerm): Literal {
    const key = jsonText([term.kind, attributeOf(term), ...operandsOf(term)]);
    let literal = this.#terms.get(key);
    if (literal === undefined) {
      literal = this.#condition(term);
      this.#terms.set(key, literal);
    }
    if (!term.negated) return literal;
    return isTextTerm(term) ? -literal : this.#negatedNumber(term, literal);
  }

  solver(): Solver {
    return new Solver(
      this.#variableCount,
      [...this.#demands, ...this.#expansions, ...this.#exclusions],
      this.#budget,
    );
  }

  /** The record that a solution describes. */
  valuesIn(isTrue: (literal: Literal) => boolean): RecordValues {
    const record: RecordValues = new Map();
    for (const [attribute, cells] of this.#attributes) {
      const values = [...cells.values()].filter(([variable]) => isTrue(variable)).map(([, value]) => value);
      if (values.length > 0) record.set(attribute, values);
    }
    return record;
  }

  readonly #newVariable = (): Literal => {
    this.#budget.spend();
    return ++this.#variableCount;
  };

  #add(list: Clause[], clause: Clause): void {
    this.#budget.spend(clause.length);
    list.push(clause);
  }

  /** A literal that is true exactly if one of `literals` is. */
  #anyOf(literals: readonly Literal[]): Literal {
    if (literals.length === 1) return literals[0]!;
    const variable = this.#newVariable();
    this.#add(this.#expansions, [-variable, ...literals]);
    for (const literal of literals) this.#add(this.#exclusions, [-literal, variable]);
    return variable;
  }

  #condition(term: FilterTerm): Literal {
    const cells = this.#attributes.get(attributeOf(term))!;
    if (isTextTerm(term)) return this.#anyOf(cells.cellsOfText(term.value));
    return this.#someNumberIn(cells, cellRanges(term, cells));
  }

  /** policies.negatedNumbers */
  #negatedNumber(term: NumericTerm, literal: Literal): Literal {
    const key = jsonText(['negated', term.kind, term.attribute, ...operandsOf(term)]);
    const known = this.#terms.get(key);
    if (known !== undefined) return known;
    const cells = this.#attributes.get(term.attribute)!;
    const negated = this.#reading.negatesEveryNumber
      ? -this.#anyOf([literal, -this.#someNumberIn(cells, [[0, cells.line.cellCount]])])
      : this.#someNumberIn(cells, complement(cellRanges(term, cells), cells.line.cellCount));
    this.#terms.set(key, negated);
    return negated;
  }

  /** A literal for "some number is in these cells". A tree over all cells keeps its clauses short, even for many cells. */
  #someNumberIn(cells: AttributeCells, ranges: readonly CellRange[]): Literal {
    const tree = this.#numberTree(cells);
    return this.#anyOf(ranges.flatMap(([from, to]) => nodesOver(tree, from, to)));
  }

  /** A binary tree in an array: node i means node 2i or node 2i + 1, and the leaves are the cells. */
  #numberTree(cells: AttributeCells): Literal[] {
    const known = this.#numberTrees.get(cells.attribute);
    if (known !== undefined) return known;
    const leaves = cells.numberVariables;
    const tree: Literal[] = [0, ...leaves.map(() => 0).slice(1), ...leaves];
    for (let node = leaves.length - 1; node > 0; node--) {
      tree[node] = this.#anyOf([tree[2 * node]!, tree[2 * node + 1]!]);
    }
    this.#numberTrees.set(cells.attribute, tree);
    return tree;
  }

  #excludeEmptyCells({ line, numberVariables }: AttributeCells): void {
    for (const [cell, variable] of numberVariables.entries()) {
      if (line.numberIn(cell) === undefined) this.#add(this.#exclusions, [-variable]);
    }
  }

  #allowIntegersOnly({ line, numberVariables, textVariables }: AttributeCells, selector: Literal): void {
    const others = numberVariables.filter((_, cell) => !Number.isInteger(line.numberIn(cell)));
    for (const variable of [...textVariables, ...others]) this.#add(this.#exclusions, [-variable, -selector]);
  }

  /** `before` is true if one of the earlier variables is. */
  #atMostOne(variables: readonly Literal[], selector: Literal): void {
    let before: Literal | undefined;
    for (const variable of variables) {
      const next = this.#newVariable();
      this.#add(this.#exclusions, [-variable, next]);
      if (before !== undefined) {
        this.#add(this.#exclusions, [-before, next]);
        this.#add(this.#exclusions, [-before, -variable, -selector]);
      }
      before = next;
    }
  }
}

/** The cells from `from` to before `to`. Empty if `to` is not after `from`. */
type CellRange = readonly [from: number, to: number];

/** The number cells that satisfy a condition, as if it had no NOT. */
function cellRanges(term: NumericTerm, { line }: AttributeCells): CellRange[] {
  const end = line.cellCount;
  if (term.kind === 'range') {
    return [[line.cellOf(term.low), line.cellOf(term.high) + 1]];
  }
  const cell = line.cellOf(term.value);
  switch (term.operator) {
    case '<':
      return [[0, cell]];
    case '<=':
      return [[0, cell + 1]];
    case '=':
      return [[cell, cell + 1]];
    case '!=':
      return complement([[cell, cell + 1]], end);
    case '>':
      return [[cell + 1, end]];
    case '>=':
      return [[cell, end]];
  }
}

/** The cells outside ascending ranges. */
function complement(ranges: readonly CellRange[], end: number): CellRange[] {
  const bounds = [0, ...ranges.flat(), end];
  return bounds.flatMap((from, at): CellRange[] => (at % 2 === 0 ? [[from, bounds[at + 1]!]] : []));
}

/** The fewest nodes of a tree that together cover the leaves of a range, in ascending order. */
function nodesOver(tree: readonly Literal[], first: number, end: number): Literal[] {
  const leafCount = tree.length / 2;
  const left: Literal[] = [];
  const right: Literal[] = [];
  let from = first + leafCount;
  let to = end + leafCount;
  for (; from < to; from >>= 1, to >>= 1) {
    if (from % 2 === 1) left.push(tree[from++]!);
    if (to % 2 === 1) right.unshift(tree[--to]!);
  }
  return [...left, ...right];
}

function operandsOf(term: FilterTerm): (string | number)[] {
  if (term.kind === 'range') return [term.low, term.high];
  return term.kind === 'comparison' ? [term.operator, term.value] : [term.value];
}

function byAttribute(terms: Iterable<FilterTerm>): ReadonlyMap<string, FilterTerm[]> {
  const named = new Map<string, FilterTerm[]>();
  for (const term of terms) {
    const attribute = attributeOf(term);
    const list = named.get(attribute);
    if (list === undefined) named.set(attribute, [term]);
    else list.push(term);
  }
  return named;
}
