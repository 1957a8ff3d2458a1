import { describe, expect, it } from 'vitest';
import { parseFilters } from '../../src/filters/parse.ts';
import { StepBudget } from '../../src/isolation/proof-context.ts';
import { conditionsOfParameters, termsOf } from '../../src/isolation/read-key.ts';
import { readingsThatDiffer } from '../../src/isolation/readings.ts';
import { Implications } from '../../src/isolation/simplify.ts';

describe('conditions are equivalent', () => {
  const areEquivalent = (a: string, b: string) => {
    const [first, second] = [a, b].map(filters => conditionsOfParameters({ filters })) as [never[], never[]];
    return new Implications([...first, ...second], [], new StepBudget(10_000)).areEquivalent(first, second);
  };

  it.each([
    ['a:1 AND (a:1 OR b:2)', 'a:1', true],
    ['a:1', 'a:1 AND (a:1 OR b:2)', true],
    ['a:1 AND b:2', 'a:1', false],
    ['a:1', 'a:1 AND b:2', false],
    ['a:1', 'b:2 AND a:1', false],
    ['a:1 AND b:2', 'a:1 AND c:3', false],
    ['a:1', 'b:2', false],
  ])('only if each follows from the other: %s and %s: %s', (a, b, expected) => {
    expect(areEquivalent(a, b)).toBe(expected);
  });
});

describe('the readings that make a difference', () => {
  it.each([
    ['_tags:é', []],
    ['_tags:1.0', []],
    ['t:1', []],
    ['t:x', []],
    ['t:é', ['accents']],
    ['t:straße', ['accents']],
    ['t:1.0', ['numberText']],
    ['t:007', ['numberText']],
    ['n > 1', []],
    ['n:1 TO 2', []],
    ['NOT n > 1', ['negatedNumbers']],
    ['NOT n:1 TO 2', ['negatedNumbers']],
    ['NOT t:x', []],
    ['NOT _tags:x', []],
    ['NOT n > 1 AND t:é AND t:1.0', ['negatedNumbers', 'accents', 'numberText']],
  ])('for %s are %j', (filters, names) => {
    const conditions = parseFilters(filters).groups.map(group => ({
      group,
      reason: { parameter: 'filters' as const, index: 0, text: '' },
    }));
    expect(readingsThatDiffer(termsOf(conditions))).toEqual(names);
  });
});
