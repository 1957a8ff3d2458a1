import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFilters } from '../../src/filters/of-parameters.ts';
import { minimizeRestrictions } from '../../src/isolation/minimize-restrictions.ts';
import { serializeRestrictions } from '../../src/secured-api-key/serialize.ts';
import { randomCases } from '../support/random-numbers.ts';
import { allRecords, restrictionsOf, schemaOf, someUniverses } from './arbitrary.ts';

describe('minimizeRestrictions', () => {
  it.each([
    ['a group that another implies', { filters: 'a:1 AND (a:1 OR a:2)' }, { filters: 'a:1' }],
    ['a condition that is written twice', { filters: 'a:1 OR a:1 OR A:2' }, { filters: 'a:1 OR A:2' }],
    [
      'a condition that the rest rules out',
      { filters: '(a:1 OR a:2) AND NOT a:2' },
      { filters: 'a:1 AND NOT a:2' },
    ],
    ['a list that filters imply', { filters: 'a:1', facetFilters: [['a:1', 'a:2']] }, { filters: 'a:1' }],
    [
      'an item of a list',
      { facetFilters: [['a:1', 'a:1', 'b:2'], 'c:-3'] },
      { facetFilters: [['a:1', 'b:2'], 'c:-3'] },
    ],
    ['ranges that overlap', { filters: 'n:1 TO 5 OR n:3 TO 9' }, { filters: 'n:1 TO 9' }],
    ['a range and a comparison', { filters: 'n:1 TO 5 OR n >= 3' }, { filters: 'n >= 1' }],
    ['ranges in a list', { numericFilters: [['n:1 TO 5', 'n:3 TO 9']] }, { numericFilters: ['n:1 TO 9'] }],
    [
      'ranges in a list, by their end, whatever the length of the name',
      { numericFilters: [['price<=1', 'price<2', 'x=1'], 'price>=5'] },
      { numericFilters: [['price < 2', 'x=1'], 'price>=5'] },
    ],
    ['the longer of two that say the same', { filters: 'n = 1 AND n:1 TO 1' }, { filters: 'n = 1' }],
    [
      'what has nothing to do with a contradiction',
      { filters: 'b:1 AND a:1 AND c:1 AND NOT a:1' },
      { filters: 'a:1 AND NOT a:1' },
    ],
    [
      'a part of a list, and leaves filters that get no shorter as they are written',
      { filters: "a:'x y'", facetFilters: [['b:1', 'b:1']] },
      { filters: "a:'x y'", facetFilters: ['b:1'] },
    ],
    ['needless parentheses', { filters: '(((a:1 OR b:2)))' }, { filters: 'a:1 OR b:2' }],
  ])('drops or merges %s', (_, restrictions, expected) => {
    expect(minimizeRestrictions(restrictions)).toEqual(expected);
  });

  it.each([
    ['a range of a list of numbers', { filters: 'n >= 1 AND n <= 5' }],
    ['neighbouring whole numbers, unless they are integers', { filters: 'n:1 TO 2 OR n:3 TO 4' }],
    ['a filter that only numericFilters imply', { filters: 'n > 1', numericFilters: ['n > 2'] }],
    ['facet values that an engine may tell apart', { filters: 'a:1 OR a:1.0' }],
    ['the only restriction, even if it always holds', { filters: 'a:1 OR NOT a:1' }],
    [
      'ranges in a list of an attribute that its items would have to quote',
      { numericFilters: [['my attr:1 TO 5', 'my attr:3 TO 9']] },
    ],
    ['other parameters', { query: 'shoe', hitsPerPage: 20, validUntil: 1_893_456_000 }],
  ])('keeps %s', (_, restrictions) => {
    expect(minimizeRestrictions(restrictions)).toEqual(restrictions);
  });

  it('merges whole numbers if the schema says that they are integers', () => {
    const restrictions = { filters: 'n:1 TO 2 OR n:3 TO 4' };
    expect(minimizeRestrictions(restrictions, { schema: { n: { integer: true } } })).toEqual({
      filters: 'n:1 TO 4',
    });
  });

  it('takes a whole key, with parameters that are not known, and changes none with a problem', () => {
    const queryString = 'filters=a%3A1%20AND%20(a%3A1%20OR%20b%3A2)&newParameter=1';
    const key = { queryString, restrictions: {}, problems: [] };
    expect(minimizeRestrictions(key)).toEqual({ filters: 'a:1', newParameter: '1' });
    const problem = { kind: 'repeated' as const, parameter: 'query', text: '', message: '' };
    expect(minimizeRestrictions({ ...key, problems: [problem] })).toEqual({
      filters: 'a:1 AND (a:1 OR b:2)',
      newParameter: '1',
    });
  });

  it('gives back what it cannot read or prove', () => {
    const unreadable = { filters: 'a:1 AND (a:1 OR' };
    expect(minimizeRestrictions(unreadable)).toEqual(unreadable);
    const long = { filters: 'a:1 AND (a:1 OR a:2)' };
    expect(minimizeRestrictions(long, { maxSteps: 5 })).toEqual(long);
  });

  it('allows the same records with no more characters, in 2,000 random cases', () => {
    const scenario = someUniverses(1, 2).chain(chosen =>
      fc.record({
        chosen: fc.constant(chosen),
        restrictions: restrictionsOf(chosen, 4),
        schema: schemaOf(chosen),
      }),
    );
    fc.assert(
      fc.property(scenario, ({ chosen, restrictions, schema }) => {
        const minimized = minimizeRestrictions(restrictions, { schema });
        const [before, after] = [compileFilters(restrictions), compileFilters(minimized)];
        for (const record of allRecords(chosen, schema)) expect(after(record)).toBe(before(record));
        expect(serializeRestrictions(minimized).length).toBeLessThanOrEqual(
          serializeRestrictions(restrictions).length,
        );
        expect(minimizeRestrictions(minimized, { schema })).toEqual(minimized);
      }),
      { numRuns: randomCases(2_000) },
    );
  }, 120_000);
});
