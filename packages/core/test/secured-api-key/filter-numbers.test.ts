import { describe, expect, it } from 'vitest';
import { createSecuredApiKeyGenerator, generateSecuredApiKey } from '../../src/index.ts';
import { processorTimeMs } from '../support/growth.ts';

const parentApiKey = '2640659426d5107b6e47d75db9cbaef8';

describe('a numeric condition that the engine would round is never signed', () => {
  it.each([
    ['filters', { filters: 'tenant_id = 9007199254740993' }],
    ['filters', { filters: 'a:1 AND (b:2 OR b:3) AND tenant_id>=-9007199254740993' }],
    ['filters', { filters: 'tenant_id:1 TO 99999999999999999' }],
    ['filters', { filters: 'NOT tenant_id:-99999999999999999 TO 5' }],
    ['filters', { filters: 'price < 1.2345' }],
    ['numericFilters', { numericFilters: ['tenant_id=9007199254740993'] }],
    ['numericFilters', { numericFilters: [['a=1', 'b>99999999999999999']] }],
    ['numericFilters', { numericFilters: 'a=1,(b=2,c:1 TO 99999999999999999)' }],
  ])('%s: %j', (parameter, restrictions) => {
    const refusal = expect.objectContaining({ code: 'ERR_RESTRICTION_VALUE', parameter });
    expect(() => generateSecuredApiKey({ parentApiKey, restrictions })).toThrow(refusal);
    expect(() => createSecuredApiKeyGenerator({ parentApiKey })(restrictions)).toThrow(refusal);
    expect(() => createSecuredApiKeyGenerator({ parentApiKey, restrictions })()).toThrow(refusal);
  });

  it.each([
    { filters: 'tenant_id = 4611686018427387' },
    { filters: 'tenant_id:9007199254740993' },
    { filters: 'title:"x = 9007199254740993"' },
    { filters: "title:'it\\'s > 9007199254740993'" },
    { filters: 'price < 1.234 AND price > 1.2340' },
    { numericFilters: ['a=-4611686018427387', 'b<=0.125'] },
    { facetFilters: ['tenant_id:9007199254740993'] },
    { query: 'x = 9007199254740993' },
  ])('and any other is: %j', restrictions => {
    expect(generateSecuredApiKey({ parentApiKey, restrictions })).toMatch(/=*$/);
  });

  it('is found in time that grows with the text alone', () => {
    const filters = `a:1${' AND b = 1111111111111'.repeat(1_000)}`;
    const timeMs = processorTimeMs(() => {
      generateSecuredApiKey({ parentApiKey, restrictions: { filters } });
      generateSecuredApiKey({ parentApiKey, restrictions: { filters: `a:${'1'.repeat(40_000)}` } });
      generateSecuredApiKey({
        parentApiKey,
        restrictions: { filters: `a = ${' '.repeat(12_000)}1111111111111` },
      });
    });
    expect(timeMs).toBeLessThan(300);
  });
});
