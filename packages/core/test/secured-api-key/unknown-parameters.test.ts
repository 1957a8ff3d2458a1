import { describe, expect, it } from 'vitest';
import { serializeRestrictions } from '../../src/secured-api-key/serialize.ts';
import { codeOf } from '../support/error-of.ts';
import {
  conflicts,
  emptyRestrictions,
  unfaithfulValues,
  wrongPatterns,
  wrongSources,
  wrongValidUntils,
} from './refusal-rows.ts';

describe('allowUnknownParameters', () => {
  const options = { allowUnknownParameters: true };

  it('takes names that the table does not hold', () => {
    expect(serializeRestrictions({ newThing: 1 } as object, options)).toBe('newThing=1');
  });

  it.each([{ '': 'x' }, { '\ud800': 'x' }, { searchParams: { searchParams: { filters: 'a:1' } } }])(
    'still refuses a name that cannot be a parameter: %j',
    restrictions => {
      expect(codeOf(() => serializeRestrictions(restrictions as object, options))).toBe(
        'ERR_RESTRICTION_UNKNOWN',
      );
    },
  );

  it('does not loosen the known names', () => {
    for (const [what, restrictions, code] of [
      ...emptyRestrictions,
      ...unfaithfulValues,
      ...wrongValidUntils,
      ...wrongSources,
      ...wrongPatterns,
      ...conflicts,
    ]) {
      expect(
        codeOf(() => serializeRestrictions(restrictions as object, options)),
        what,
      ).toBe(code);
    }
  });

  it.each([['true'], [1], [{}]])('is on for true alone, not for %j', value => {
    const loose = { allowUnknownParameters: value as unknown as boolean };
    expect(codeOf(() => serializeRestrictions({ newThing: 1 } as object, loose))).toBe(
      'ERR_RESTRICTION_UNKNOWN',
    );
  });

  it.each([null, Number.NaN, Symbol('s'), () => 1, 2n ** 64n, new Map(), new String('x'), '\ud800'])(
    'still refuses a value that cannot be signed faithfully (row %#)',
    value => {
      expect(codeOf(() => serializeRestrictions({ newThing: value } as object, options))).toBe(
        'ERR_RESTRICTION_VALUE',
      );
    },
  );
});
