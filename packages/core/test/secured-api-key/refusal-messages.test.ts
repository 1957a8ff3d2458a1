import { describe, expect, it } from 'vitest';
import { serializeRestrictions } from '../../src/secured-api-key/serialize.ts';
import { errorOf, wordsOf } from '../support/error-of.ts';

describe('the message of a refusal', () => {
  const messages: [string, object, RegExp][] = [
    [
      'the nearest known name',
      { restrictIndexes: ['a'] },
      /"restrictIndexes".*Did you mean "restrictIndices"\?/,
    ],
    ['the nearest known name', { filter: 'a' }, /Did you mean "filters"\?/],
    ['the nearest known name in snake_case', { valid_until: 1 }, /Did you mean "validUntil"\?/],
    ['the nearest known name in another case', { hitsperpage: 1 }, /Did you mean "hitsPerPage"\?/],
    ['the option for names newer than the list', { zzzzzzzzzz: 1 }, /allowUnknownParameters: true/],
    ['the combining function', { filters: 'a:1', searchParams: { filters: 'b:1' } }, /combineFilters/],
    ['the combining function for a list of filters', { filters: ['a:1', 'b:2'] }, /combineFilters/],
    ['that IPv6 is undocumented', { restrictSources: '::1' }, /IPv6/],
    ['that several sources need several keys', { restrictSources: '10.0.0.1,10.0.0.2' }, /[Ss]everal/],
    ['seconds, not milliseconds', { validUntil: 1893456000000 }, /seconds.*not milliseconds/],
    [
      'that a list inside a list is an OR',
      { facetFilters: 5 },
      /"facetFilters" must be a list of strings \(a list inside it is an OR\)/,
    ],
    ['the type', { page: 'a' }, /^"page" must be an integer; it is a string\.$/],
    ['that text cannot be read as a list', { facetFilters: '(a' }, /Pass an array/],
    ['why an empty restriction is refused', { facetFilters: [] }, /would restrict nothing/],
    ['where a star counts', { restrictIndices: ['a*b'] }, /first or the last/],
    ['a positive time', { validUntil: 0 }, /"validUntil".*above 0.*it is the number 0/],
    ['a valid Date', { validUntil: new Date('soon') }, /"validUntil".*or a valid Date/],
    [
      'what the elements of a list are',
      { facetFilters: [true] },
      /"facetFilters" must be a list of strings.*an array that contains a boolean/,
    ],
    [
      'how deep filter lists nest',
      { facetFilters: [['a:1', ['b:2']]] },
      /it is a list inside a list inside a list/,
    ],
    ['how to give a time', { validUntil: 1893456000000 }, /Math\.floor\(Date\.now\(\) \/ 1000\)/],
    ['how to give a number without a plain form', { query: 1e21 }, /1e\+21.*as text/],
    ['what to give instead of a lone surrogate', { query: '\ud800' }, /"query".*lone surrogate.*Use /],
  ];

  it.each(messages)('says %s', (_, restrictions, pattern) => {
    expect(wordsOf(errorOf(() => serializeRestrictions(restrictions)))).toMatch(pattern);
  });

  it('never advises text where text is refused', () => {
    for (const restrictions of [{ hitsPerPage: 1.5 }, { hitsPerPage: 1e21 }, { validUntil: 1e12 }]) {
      expect(wordsOf(errorOf(() => serializeRestrictions(restrictions)))).not.toMatch(/as text/);
    }
  });

  it('suggests no name that is not near', () => {
    expect(wordsOf(errorOf(() => serializeRestrictions({ zzzzzzzzzz: 1 } as object)))).not.toMatch(
      /Did you mean/,
    );
  });

  it('cannot end the line of a log, and clips a long name', () => {
    const message = wordsOf(
      errorOf(() => serializeRestrictions({ [`a\nERROR ${'x'.repeat(5000)}`]: 1 } as object)),
    );
    expect(message).not.toContain('\n');
    expect(message.length).toBeLessThan(400);
  });

  it('a name that may be anything is clipped in every message, also where unknown names are allowed', () => {
    const name = `a\n${'x'.repeat(5000)}`;
    const options = { allowUnknownParameters: true };
    for (const restrictions of [{ [name]: null }, { [name]: '1', searchParams: { [name]: '2' } }]) {
      const message = wordsOf(errorOf(() => serializeRestrictions(restrictions as object, options)));
      expect(message).not.toContain('\n');
      expect(message.length).toBeLessThan(400);
    }
  });
});
