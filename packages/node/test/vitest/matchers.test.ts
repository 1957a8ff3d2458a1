import { describe, expect, it } from 'vitest';
import { decodeSecuredApiKey, generateSecuredApiKey, verifySecuredApiKey } from '../../src/index.ts';
import '../../src/vitest/index.ts';

const parentApiKey = '2640659426d5107b6e47d75db9cbaef8';
const restrictions = { filters: 'tenant_id:42 AND public:true' };
const securedApiKey = generateSecuredApiKey({ parentApiKey, restrictions });
const schema = { tenant_id: { singleValued: true } };

/** What a failing expectation says. */
function failureOf(expectation: () => void): string {
  try {
    expectation();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('The expectation did not fail.');
}

describe.each([
  ['restrictions', restrictions],
  ['nested restrictions', { searchParams: restrictions }],
  ['the text of a secured API key', securedApiKey],
  ['a decoded key', decodeSecuredApiKey(securedApiKey)],
  ['a verified key', verifySecuredApiKey(securedApiKey, { parentApiKeys: parentApiKey })],
])('every matcher takes %s', (_, key) => {
  it('and passes for what holds', () => {
    expect(key).toBeConfinedTo('tenant_id:42');
    expect(key).toBeDisjointFrom({ filters: 'tenant_id:43' }, { schema });
    expect({ filters: 'tenant_id:43' }).toBeDisjointFrom(key, { schema });
    expect(key).toShow({ tenant_id: 42, public: true });
    expect(key).toHide({ tenant_id: 43, public: true });
  });

  it('and fails for what does not', () => {
    expect(() => expect(key).toBeConfinedTo('tenant_id:43')).toThrow('"tenant_id": 42');
    expect(() => expect(key).toBeDisjointFrom({ filters: 'public:true' })).toThrow('both show a record');
    expect(() => expect(key).toShow({ tenant_id: 43, public: true })).toThrow('its filters hide it');
    expect(() => expect(key).toHide({ tenant_id: 42, public: true })).toThrow('its filters show it');
  });
});

describe('a failure says why', () => {
  it('with the counterexample and the condition that it does not satisfy', () => {
    expect(failureOf(() => expect({ filters: 'NOT tenant_id:7' }).toBeConfinedTo('tenant_id:42'))).toBe(
      'Expected the key to be confined to tenant_id:42, but it shows a record that is not:\n\n  {}\n\n' +
        'It does not satisfy:\n  claim filters[0]: tenant_id:42',
    );
  });

  it('with the record, the index and the groups of both keys, and a hint', () => {
    const a = { filters: 'tenant_id:1', restrictIndices: ['docs_*'] };
    const failure = failureOf(() => expect(a).toBeDisjointFrom({ filters: 'tenant_id:2' }));
    expect(failure).toMatch(/^Expected the keys a and b to be disjoint, but both show a record:\n/);
    for (const line of ['In index: docs_', '  a filters[0]: tenant_id:1', '  b filters[0]: tenant_id:2'])
      expect(failure.split('\n')).toContain(line);
    expect(failure).toMatch(/\nHint: .*singleValued/);
  });

  it('with the rule that pins a record', () => {
    const rules = [{ objectID: 'promo', consequence: { promote: [{ objectID: '7' }] } }];
    const failure = failureOf(() =>
      expect({ filters: 'tenant_id:42' }).toBeConfinedTo('tenant_id:42', { rules }),
    );
    expect(failure).toContain('Because:\n  rule promo');
    expect(failure).toContain('enableRules: false');
  });

  it('with what proves it, after not', () => {
    expect(failureOf(() => expect(restrictions).not.toBeConfinedTo('tenant_id:42'))).toBe(
      'Expected the key not to be confined to tenant_id:42, but that is proved.\nBecause:\n  filters[0]: tenant_id:42',
    );
  });
});

describe('an answer that is neither a proof nor a refutation fails, also after not', () => {
  const nothing = { filters: 'tenant_id:1 AND NOT tenant_id:1' };
  const ambiguous = decodeSecuredApiKey(
    generateSecuredApiKey({ parentApiKey, restrictions: { filters: 'a:1' } }),
  );
  const repeated = {
    ...ambiguous,
    queryString: 'filters=a%3A1&filters=b%3A1',
    problems: [
      { kind: 'repeated' as const, parameter: 'filters', message: '"filters" occurs more than once' },
    ],
  };

  it.each([
    ['vacuous', nothing, 'a key that shows nothing at all proves nothing'],
    ['undecided', repeated, 'this is undecided. The key is ambiguous'],
    ['undecided for another parameter', { filters: 'a:1', query: 'shoe' }, '"query"'],
  ])('%s', (_, key, words) => {
    expect(failureOf(() => expect(key).toBeConfinedTo('tenant_id:42'))).toContain(words);
    expect(failureOf(() => expect(key).not.toBeConfinedTo('tenant_id:42'))).toContain(words);
  });

  it('an ambiguous key neither shows nor hides a record', () => {
    const record = { a: 1 };
    for (const expectation of [
      () => expect(repeated).toShow(record),
      () => expect(repeated).not.toShow(record),
      () => expect(repeated).toHide(record),
      () => expect(repeated).not.toHide(record),
    ]) {
      expect(failureOf(expectation)).toContain('the key is ambiguous');
    }
  });

  it('text that is not a key fails with the error of decoding, also after not', () => {
    expect(() => expect('not a key').not.toShow({})).toThrow(
      expect.objectContaining({ code: 'ERR_KEY_MALFORMED' }),
    );
  });
});
