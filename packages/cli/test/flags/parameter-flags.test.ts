import { searchParameters } from '@forgekey/node';
import { describe, expect, it } from 'vitest';
import { parametersOfFlags, requestFlags, restrictionFlags } from '../../src/flags/parameter-flags.ts';

const read = (parameter: string, value: string): unknown => {
  const { option } = restrictionFlags.find(flag => flag.parameter === parameter)!;
  return parametersOfFlags(restrictionFlags, { [option.attributeName()]: value });
};

describe('restrictionFlags', () => {
  it('has a flag of its own for every parameter of the table, but validUntil', () => {
    const names = Object.keys(searchParameters).filter(name => name !== 'validUntil');
    expect(restrictionFlags.map(flag => flag.parameter)).toEqual(names);
    expect(new Set(restrictionFlags.map(flag => flag.option.attributeName())).size).toBe(names.length);
    for (const { option } of restrictionFlags) expect(option.long).toMatch(/^--[a-z]+(?:-[a-z0-9]+)*$/);
  });

  it.each([
    ['minWordSizefor1Typo', '--min-word-size-for-1-typo'],
    ['aroundLatLngViaIP', '--around-lat-lng-via-ip'],
    ['enableABTest', '--enable-ab-test'],
  ])('parts the words of %s', (name, flag) => {
    expect(restrictionFlags.find(({ parameter }) => parameter === name)!.option.long).toBe(flag);
  });

  it.each([
    ['restrictIndices', 'a,b_*', ['a', 'b_*']],
    ['filters', 'a:1 AND b:"x & y"', 'a:1 AND b:"x & y"'],
    ['facetFilters', 'a:1,(b:2,c:3)', ['a:1', ['b:2', 'c:3']]],
    ['facetFilters', '["brand:Foo, Inc"]', ['brand:Foo, Inc']],
    ['userToken', '42', '42'],
    ['hitsPerPage', '20', 20],
    ['analytics', 'false', false],
    ['aroundRadius', 'all', 'all'],
    ['ignorePlurals', 'fr,en', ['fr', 'en']],
    ['insideBoundingBox', '[[1,2,3,4]]', [[1, 2, 3, 4]]],
  ])('reads %s %s as its type', (name, text, value) => {
    expect(read(name, text)).toEqual({ [name]: value });
  });

  it.each([
    ['hitsPerPage', 'many', '"--hits-per-page" must be an integer; it is "many".'],
    ['analytics', 'maybe', '"--analytics" must be true or false; it is "maybe".'],
    ['restrictIndices', '[', '"--restrict-indices" must be a list of strings, or one string; it is "[".'],
    ['hitsPerPage', '1'.repeat(40), '"--hits-per-page" must be an integer; it is "1111111111111111…".'],
  ])('refuses %s %s by the name of the flag, and shows the value', (name, text, message) => {
    expect(() => read(name, text)).toThrow(message);
  });
});

describe('requestFlags', () => {
  it('has no flag for what exists in keys only', () => {
    const names = requestFlags.map(flag => flag.parameter);
    expect(names).not.toContain('restrictIndices');
    expect(names).not.toContain('restrictSources');
    expect(names).toContain('filters');
  });
});
