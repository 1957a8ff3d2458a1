import { describe, expect, it } from 'vitest';
import { lintIsolation } from '../../src/lint/isolation.ts';
import { decodeSecuredApiKey } from '../../src/secured-api-key/decode.ts';
import { generateSecuredApiKey } from '../../src/secured-api-key/generate.ts';
import { PARENT } from '../support/credentials.ts';

const found = (restrictions: object, options = {}) =>
  lintIsolation({ enableRules: false, ...restrictions }, options).map(({ code, parameter }) => [
    code,
    parameter,
  ]);

describe('lintIsolation', () => {
  it('finds nothing in a key that says what it means', () => {
    expect(found({ filters: 'tenant_id:42 AND (public:true OR owner:ann)' })).toEqual([]);
    expect(found({ query: 'shoe' })).toEqual([]);
  });

  it('finds conditions that no record satisfies', () => {
    const key = { filters: 'a:1 AND b:1', facetFilters: ['a:-1'] };
    expect(found(key)).toEqual([['LINT_NEVER_MATCHES', 'filters']]);
    expect(lintIsolation({ ...key, enableRules: false })[0]?.message).toContain(
      'filters[0] and facetFilters[0]',
    );
    const schema = { t: { singleValued: true } };
    expect(found({ filters: 't:1 AND t:2' })).toEqual([]);
    expect(found({ filters: 't:1 AND t:2' }, { schema })).toEqual([['LINT_NEVER_MATCHES', 'filters']]);
  });

  it('finds conditions that others imply', () => {
    expect(found({ filters: 'a:1 AND (a:1 OR a:2)' })).toEqual([['LINT_REDUNDANT_CONDITION', 'filters']]);
    expect(found({ filters: 'a:1', facetFilters: [['b:1', 'b:1']] })).toEqual([
      ['LINT_REDUNDANT_CONDITION', 'facetFilters'],
    ]);
  });

  it('finds that a rule may pin a record', () => {
    expect(found({ filters: 'a:1', enableRules: undefined })).toEqual([
      ['LINT_RULES_MAY_PIN', 'enableRules'],
    ]);
    const parent = { queryParameters: 'enableRules=false' };
    expect(found({ filters: 'a:1', enableRules: undefined }, { parent })).toEqual([]);
  });

  it('finds attributes that a request can reach although they are not retrieved', () => {
    const reachable = ['LINT_HIDDEN_ATTRIBUTE_REACHABLE', 'attributesToRetrieve'];
    expect(found({ attributesToRetrieve: ['name'] })).toEqual([reachable]);
    expect(found({ attributesToRetrieve: ['*', '-cost'], attributesToHighlight: ['name'] })).toEqual([
      reachable,
    ]);
    expect(found({ attributesToRetrieve: ['*'] })).toEqual([]);
    const signed = { attributesToHighlight: ['name'], attributesToSnippet: ['name'], facets: ['brand'] };
    expect(found({ attributesToRetrieve: ['name'], ...signed })).toEqual([]);
  });

  it('takes a whole key, and leaves what cannot be read to lintSecuredApiKey', () => {
    const key = generateSecuredApiKey({ parentApiKey: PARENT, restrictions: { filters: 'a:1' } });
    expect(lintIsolation(decodeSecuredApiKey(key)).map(({ code }) => code)).toEqual(['LINT_RULES_MAY_PIN']);
    expect(found({ filters: 'a:1 OR' })).toEqual([]);
  });
});
