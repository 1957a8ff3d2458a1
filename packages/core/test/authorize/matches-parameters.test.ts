import { describe, expect, it } from 'vitest';
import { matchesParameters, parseFilters } from '../../src/index.ts';

const record = { owner: 'bob', price: 5 };

describe('matchesParameters', () => {
  it.each([
    [{}, true],
    [{ filters: undefined, facetFilters: undefined }, true],
    [{ filters: '' }, true],
    [{ filters: 'owner:ann' }, false],
    [{ filters: parseFilters('owner:ann') }, false],
    [{ filters: parseFilters('owner:bob') }, true],
    [{ filters: 'owner:bob', numericFilters: ['price>5'] }, false],
    [{ facetFilters: 'owner:bob,owner:-ann', tagFilters: ['-a'], optionalFilters: ['owner:ann'] }, true],
  ])('%j: %s', (parameters, expected) => {
    expect(matchesParameters(parameters, record)).toBe(expected);
  });

  it.each([[['owner:ann']], [5], [null], [true], [{}], [{ groups: 'owner:ann' }], [new Map()]])(
    'filters that cannot be read never pass: %j',
    filters => {
      expect(() => matchesParameters({ filters }, record)).toThrow(/^matchesFilters takes/);
    },
  );

  it.each([[5], [null], [{}], [[5]], [[[]]], ['(a:1']])(
    'a filter list that cannot be read never passes: %j',
    list => {
      for (const name of ['facetFilters', 'numericFilters', 'tagFilters']) {
        expect(() => matchesParameters({ [name]: list }, record)).toThrow(
          expect.objectContaining({ parameter: name }),
        );
      }
    },
  );

  it('says what it takes', () => {
    for (const parameters of [undefined, null, 'filters=a', 5, []]) {
      expect(() => matchesParameters(parameters as never, record)).toThrow(/^matchesParameters takes/);
    }
    for (const nothing of [undefined, null, 'bob']) {
      expect(() => matchesParameters({}, nothing as never)).toThrow(/^record must be an object/);
    }
  });
});
