import fc from 'fast-check';
import * as Logic from 'logic-solver';
import { describe, expect, it } from 'vitest';
import type { FilterTerm } from '../../src/filters/ast.ts';
import { filterGroupsOf } from '../../src/filters/of-parameters.ts';
import type { AttributeFacts, RecordSchema } from '../../src/isolation/facts.ts';
import { proveConfined } from '../../src/isolation/prove-confined.ts';
import { proveDisjoint } from '../../src/isolation/prove-disjoint.ts';
import { randomCases } from '../support/random-numbers.ts';
import { filterOf, restrictionsOf, schemaOf, someUniverses, type Universe } from './arbitrary.ts';

/**
 * Another encoding, with nothing of the first: a variable for each value that a record may have, and formulas instead of
 * clauses. One MiniSat, compiled to JavaScript, solves several cases; their variables have different names.
 */
class Encoding {
  readonly #prefix: string;
  readonly #universes: readonly Universe[];

  constructor(prefix: string, universes: readonly Universe[]) {
    this.#prefix = prefix;
    this.#universes = universes;
  }

  restrictions(parameters: object): Logic.Formula {
    return Logic.and(
      ...filterGroupsOf(parameters).map(({ group }) => Logic.or(...group.map(term => this.#term(term)))),
    );
  }

  facts(schema: RecordSchema): Logic.Formula {
    return Logic.and(
      ...this.#universes.map(({ attribute, values }) => {
        const isId = attribute === 'objectID';
        const stated: AttributeFacts = {
          ...schema[attribute],
          ...(isId && { singleValued: true, required: true }),
        };
        const has = (value: unknown) => this.#has(attribute, value);
        return Logic.and(
          stated.singleValued ? Logic.atMostOne(...values.map(has)) : Logic.and(),
          stated.required ? Logic.or(...values.map(has)) : Logic.and(),
          stated.integer
            ? Logic.not(Logic.or(...values.filter(value => !Number.isInteger(value)).map(has)))
            : Logic.and(),
        );
      }),
    );
  }

  #has(attribute: string, value: unknown): string {
    return `${this.#prefix} ${attribute} ${typeof value} ${value}`;
  }

  #some(attribute: string, isMeant: (value: unknown) => boolean): Logic.Formula {
    const { values } = this.#universes.find(universe => universe.attribute === attribute)!;
    return Logic.or(...values.filter(isMeant).map(value => this.#has(attribute, value)));
  }

  #term(term: FilterTerm): Logic.Formula {
    const isNumber = (value: unknown) => typeof value === 'number';
    switch (term.kind) {
      case 'tag': {
        const found = this.#some('_tags', value => String(value) === term.value);
        return term.negated ? Logic.not(found) : found;
      }
      case 'facet': {
        const found = this.#some(
          term.attribute,
          value => String(value).toUpperCase() === term.value.toUpperCase(),
        );
        return term.negated ? Logic.not(found) : found;
      }
      default: {
        const inside = this.#some(term.attribute, value => isNumber(value) && isInside(term, Number(value)));
        return term.negated ? Logic.and(this.#some(term.attribute, isNumber), Logic.not(inside)) : inside;
      }
    }
  }
}

function isInside(term: FilterTerm, number: number): boolean {
  if (term.kind === 'range') return term.low <= number && number <= term.high;
  if (term.kind !== 'comparison') return false;
  const order = number < term.value ? '<' : number > term.value ? '>' : '=';
  return term.operator === '!=' ? order !== '=' : term.operator.includes(order);
}

const scenario = someUniverses(2, 4).chain(chosen =>
  fc.record({
    chosen: fc.constant(chosen),
    a: restrictionsOf(chosen, 8),
    b: restrictionsOf(chosen, 8),
    claim: filterOf(chosen, 3),
    schema: schemaOf(chosen),
  }),
);

describe('a public solver agrees', () => {
  it('in 2,000 random cases of four attributes', () => {
    let solver = new Logic.Solver();
    const canHold = (...formulas: Logic.Formula[]) => solver.solveAssuming(Logic.and(...formulas)) !== null;
    let cases = 0;
    fc.assert(
      fc.property(scenario, ({ chosen, a, b, claim, schema }) => {
        // It slows down with every formula that it knows, and a new one takes a while.
        if (cases % 20 === 0) solver = new Logic.Solver();
        const encoding = new Encoding(`case ${cases++}`, chosen);
        const facts = encoding.facts(schema);
        const [keyA, keyB] = [encoding.restrictions(a), encoding.restrictions(b)];
        const claimed = encoding.restrictions({ filters: claim });
        const isVacuous = [keyA, keyB].map(key => !canHold(facts, key));
        const confined = isVacuous[0]
          ? 'vacuous'
          : canHold(facts, keyA, Logic.not(claimed))
            ? 'refuted'
            : 'proved';
        const disjoint = isVacuous.includes(true)
          ? 'vacuous'
          : canHold(facts, keyA, keyB)
            ? 'refuted'
            : 'proved';
        expect(proveConfined(a, claim, { schema }).verdict).toBe(confined);
        expect(proveDisjoint(a, b, { schema }).verdict).toBe(disjoint);
      }),
      { numRuns: randomCases(2_000) },
    );
  }, 120_000);
});
