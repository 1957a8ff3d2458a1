import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StepBudget } from '../../src/isolation/proof-context.ts';
import { type Clause, type Literal, Solver } from '../../src/isolation/solver.ts';
import { randomCases } from '../support/random-numbers.ts';

const VARIABLES = 5;

/** Every way to give the variables a value: the literals that are then true. */
const worlds = Array.from(
  { length: 2 ** VARIABLES },
  (_, world) =>
    new Set(Array.from({ length: VARIABLES }, (_, at) => ((world >> at) % 2 === 1 ? at + 1 : -at - 1))),
);
const canHold = (clauses: readonly Clause[]): boolean =>
  worlds.some(world => clauses.every(clause => clause.some(literal => world.has(literal))));
const each = (literals: readonly Literal[]): Clause[] => literals.map(literal => [literal]);

const literal = fc
  .tuple(fc.integer({ min: 1, max: VARIABLES }), fc.constantFrom(1, -1))
  .map(([variable, sign]) => variable * sign);
const clauses = fc.array(fc.array(literal, { minLength: 1, maxLength: 3 }), { maxLength: 16 });
const questions = fc.array(fc.array(literal, { maxLength: 5 }), { minLength: 1, maxLength: 5 });

describe('the solver', () => {
  it('agrees with a truth table, one question after another, in 3,000 random cases', () => {
    const found = { satisfiable: 0, contradictory: 0 };
    fc.assert(
      fc.property(clauses, questions, (given, asked) => {
        const solver = new Solver(VARIABLES, given, new StepBudget(100_000));
        for (const assumptions of asked) {
          const solution = solver.solve(assumptions);
          expect(solution.satisfiable).toBe(canHold([...given, ...each(assumptions)]));
          if (solution.satisfiable) {
            found.satisfiable++;
            for (const clause of [...given, ...each(assumptions)]) {
              expect(clause.some(solution.isTrue)).toBe(true);
            }
            expect([...worlds[0]!].some(one => solution.isTrue(one) && solution.isTrue(-one))).toBe(false);
          } else {
            found.contradictory++;
            for (const assumption of solution.core) expect(assumptions).toContain(assumption);
            expect(canHold([...given, ...each(solution.core)])).toBe(false);
          }
        }
      }),
      { numRuns: randomCases(3_000) },
    );
    expect(found.satisfiable).toBeGreaterThan(randomCases(1_000));
    expect(found.contradictory).toBeGreaterThan(randomCases(1_000));
  });

  it('makes the first open literal of the first clause true', () => {
    const isTrue = (given: Clause[], assumptions: Literal[] = []) => {
      const solution = new Solver(4, given, new StepBudget(1_000)).solve(assumptions);
      return [1, 2, 3, 4].filter(one => solution.satisfiable && solution.isTrue(one));
    };
    expect(
      isTrue([
        [1, 2],
        [3, 4],
      ]),
    ).toEqual([1, 3]);
    expect(
      isTrue([
        [2, 1],
        [1, 3],
      ]),
    ).toEqual([1, 2]);
    expect(
      isTrue(
        [
          [1, 2],
          [3, 4],
        ],
        [-3, 2],
      ),
    ).toEqual([2, 4]);
  });

  it('blames only assumptions that matter', () => {
    const solver = new Solver(4, [[-1, -2]], new StepBudget(1_000));
    expect(solver.solve([3, 1, 4, 2])).toEqual({ satisfiable: false, core: [2, 1] });
    expect(solver.solve([3, 1, 4]).satisfiable).toBe(true);
    expect(new Solver(1, [[1], [-1]], new StepBudget(1_000)).solve([])).toEqual({
      satisfiable: false,
      core: [],
    });
    expect(new Solver(1, [[]], new StepBudget(1_000)).solve([1])).toEqual({ satisfiable: false, core: [] });
  });

  it('needs a step for each literal that it visits', () => {
    const chain = Array.from({ length: 100 }, (_, at) => [-at - 1, at + 2]);
    expect(() => new Solver(101, chain, new StepBudget(199))).toThrow();
    const solve = (maxSteps: number) => new Solver(101, chain, new StepBudget(maxSteps)).solve([1]);
    expect(() => solve(250)).toThrow();
    expect(solve(1_000).satisfiable).toBe(true);
  });
});
