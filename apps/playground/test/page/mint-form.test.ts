import { lintRestrictions } from '@forgekey/core';
import { describe, expect, it } from 'vitest';
import { readForm, restrictionsOf, tryToSerialize } from '../../page/src/mint/mint-form.ts';

const now = new Date(1_700_000_000_000);
const restrictions = (parameters: Record<string, string>) => restrictionsOf(readForm(parameters), now);

describe('the form of a key', () => {
  it.each([
    ['none', undefined],
    ['3600', 1_700_003_600],
    ['at:1800000000', 1_800_000_000],
  ])('is valid %s: %s', (valid, validUntil) => {
    expect(restrictions({ valid, 'r.filters': 'a:1' }).validUntil).toBe(validUntil);
  });

  it.each(['at:', 'at:2027-03-01T10:00', 'soon', '', '-1', '1e3'])(
    'makes no key with the end %j, least of all one without an end',
    valid => {
      const read = restrictions({ valid, 'r.filters': 'a:1' });
      expect(tryToSerialize(read)).toBeUndefined();
      expect(lintRestrictions(read)).toContainEqual(
        expect.objectContaining({ severity: 'error', parameter: 'validUntil' }),
      );
    },
  );

  it('does not drop whitespace: it is refused', () => {
    for (const name of ['filters', 'userToken', 'facetFilters', 'hitsPerPage'])
      expect(
        tryToSerialize(restrictions({ [`r.${name}`]: ' ', 'r.restrictIndices': 'a' })),
        name,
      ).toBeUndefined();
  });

  it.each(['5.5', ' 5.5 '])('says of %j that it is not an integer, rather than that it is a string', text => {
    const [finding] = lintRestrictions(restrictions({ 'r.hitsPerPage': text }));
    expect(finding?.message).toContain('must be an integer; it is the number 5.5');
  });

  it('reads lists as people type them', () => {
    expect(
      restrictions({ 'r.restrictIndices': 'a , b*', 'r.facetFilters': '[["a:1", "b:2"], "c:3"]' }),
    ).toEqual({
      restrictIndices: ['a', 'b*'],
      facetFilters: [['a:1', 'b:2'], 'c:3'],
    });
  });
});
