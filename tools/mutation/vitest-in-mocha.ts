/**
 * The part of vitest that the tests of core use, on mocha's `describe` and `it`. With mocha, one process loads the tests once
 * and runs only those that reach a mutant. Vitest starts again for each mutant and takes twenty times as long.
 */
export { expect, vi } from 'vitest';

type Body = (...values: never[]) => unknown;
type Define = (name: string, body: () => unknown) => void;

const mocha = globalThis as unknown as Record<'describe' | 'it', Define> &
  Record<'before' | 'after' | 'beforeEach' | 'afterEach', (body: () => unknown) => void>;

type Cases = readonly unknown[];

/** The parameters of each case: those of a list are spread if every case is one. */
function parametersOf(cases: Cases): never[][] {
  return (cases.every(Array.isArray) ? cases : cases.map(value => [value])) as never[][];
}

export const describe = Object.assign((name: string, body: Body) => mocha.describe(name, () => body()), {
  each: (cases: Cases) => (name: string, body: Body) => {
    parametersOf(cases).forEach((parameters, index) => {
      mocha.describe(`${name} #${index}`, () => body(...parameters));
    });
  },
});

/** A table of cases is one test: selecting thousands by name for every mutant would take longer than running them. */
export const it = Object.assign((name: string, body: Body) => mocha.it(name, () => body()), {
  each: (cases: Cases) => (name: string, body: Body) => {
    mocha.it(name, async () => {
      for (const parameters of parametersOf(cases)) await body(...parameters);
    });
  },
});
export const test = it;
export const beforeAll = (body: () => unknown): void => mocha.before(body);
export const afterAll = (body: () => unknown): void => mocha.after(body);
export const beforeEach = (body: () => unknown): void => mocha.beforeEach(body);
export const afterEach = (body: () => unknown): void => mocha.afterEach(body);
