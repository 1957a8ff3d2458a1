import { describe, expect, it } from 'vitest';
import { assertRestrictions, isForgekeyError, lintRestrictions } from '../../src/index.ts';

const now = new Date('2026-01-01T00:00:00Z');
const fine = { filters: 'owner:ann', validUntil: new Date('2026-01-01T01:00:00Z') };

function errorOf(restrictions: object, options: object = {}) {
  try {
    assertRestrictions(restrictions, { now, ...options });
  } catch (error) {
    if (isForgekeyError(error)) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('assertRestrictions', () => {
  it('returns for restrictions without an error, also with warnings', () => {
    expect(assertRestrictions(fine, { now })).toBeUndefined();
    expect(lintRestrictions({ filters: 'a:b' }, { now })[0]?.severity).toBe('warning');
    expect(assertRestrictions({ filters: 'a:b' }, { now })).toBeUndefined();
  });

  it.each([
    [
      { ...fine, filters: 'a:1 AND NOT (b:2)' },
      { code: 'ERR_FILTER_SYNTAX', column: 13, parameter: 'filters' },
    ],
    [
      { ...fine, facetFilters: ['red'] },
      { code: 'ERR_FILTER_SYNTAX', parameter: 'facetFilters' },
    ],
    [
      { ...fine, facetFilters: ['color:-"red"'] },
      {
        code: 'ERR_RESTRICTION_VALUE',
        parameter: 'facetFilters',
        message: expect.stringContaining('LINT_MATCHES_EVERYTHING'),
        hint: 'Write attribute:-value, without quotes.',
      },
    ],
    [
      { ...fine, validUntil: 1 },
      { parameter: 'validUntil', message: expect.stringContaining('LINT_EXPIRED') },
    ],
    [
      { ...fine, query: 'a', similarQuery: 'b' },
      { parameter: 'query', message: expect.stringContaining('LINT_CANCELLED_PARAMETER') },
    ],
    [
      { ...fine, restrictIndexes: ['a'] },
      { code: 'ERR_RESTRICTION_UNKNOWN', parameter: 'restrictIndexes' },
    ],
    [{}, { code: 'ERR_RESTRICTIONS_EMPTY' }],
    [
      { ...fine, hitsPerPage: -5 },
      { code: 'ERR_RESTRICTION_VALUE', parameter: 'hitsPerPage' },
    ],
  ])('throws for the first error of %j', (restrictions, expected) => {
    expect(errorOf(restrictions)).toMatchObject(expected);
  });

  it('takes the options of lintRestrictions', () => {
    const restrictions = { ...fine, restrictSources: '192.0.2.1' };
    expect(assertRestrictions(restrictions, { now })).toBeUndefined();
    expect(errorOf(restrictions, { forAgent: true }).message).toContain('LINT_AGENT_SOURCE');
  });

  it.each([undefined, null, 'filters=a'])(
    'restrictions that are not an object are a TypeError: %j',
    value => {
      expect(() => assertRestrictions(value as never)).toThrow(TypeError);
    },
  );
});
