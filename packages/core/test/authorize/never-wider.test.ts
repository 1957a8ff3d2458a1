import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorizeSearch, compileFilters, type SecuredApiKeyRestrictions } from '../../src/index.ts';
import { randomCases } from '../support/random-numbers.ts';
import { keyOf, now } from './keys.ts';

const facet = fc.constantFrom(
  'tenant:1',
  'tenant:2',
  'color:red',
  'color:blue',
  'NOT tenant:1',
  'tenant:"1"',
);
const numeric = fc.constantFrom('price < 5', 'price >= 5', 'price:2 TO 7', 'NOT price = 3');
const tag = fc.constantFrom('_tags:a', '_tags:b', 'a', 'NOT _tags:b');
const group = fc
  .oneof(
    fc.array(facet, { minLength: 1, maxLength: 3 }),
    fc.array(numeric, { minLength: 1, maxLength: 3 }),
    fc.array(tag, { minLength: 1, maxLength: 3 }),
  )
  .map(terms => (terms.length === 1 ? terms[0]! : `(${terms.join(' OR ')})`));
const filters = fc.array(group, { minLength: 1, maxLength: 3 }).map(groups => groups.join(' AND '));

function listOf(items: readonly string[]) {
  const item = fc.constantFrom(...items);
  return fc.array(fc.oneof(item, fc.array(item, { minLength: 1, maxLength: 2 })), {
    minLength: 1,
    maxLength: 3,
  });
}

const parameters = fc.record(
  {
    filters,
    facetFilters: listOf(['tenant:1', 'tenant:2', 'color:-red']),
    numericFilters: listOf(['price<5', 'price>=2', 'price=3']),
    tagFilters: listOf(['a', '-b']),
  },
  { requiredKeys: [] },
);

const record = fc.record({
  tenant: fc.constantFrom('1', '2', ['1', '2']),
  color: fc.constantFrom('red', 'blue', 'RED'),
  price: fc.integer({ min: 0, max: 9 }),
  _tags: fc.subarray(['a', 'b']),
});

describe('what a key hides, no request can show', () => {
  it('a record passes the merged parameters exactly when it passes those of the key and those of the request', () => {
    fc.assert(
      fc.property(
        parameters,
        parameters,
        fc.array(record, { minLength: 1, maxLength: 12 }),
        (ofKey, ofRequest, records) => {
          const restrictions = { ...ofKey, userToken: 'ann' } as SecuredApiKeyRestrictions;
          const answer = authorizeSearch({
            key: keyOf(restrictions),
            request: { indexName: 'products', parameters: ofRequest },
            now,
          });
          if (!answer.allowed) throw new Error(answer.message);
          const [passesKey, passesRequest, passesBoth] = [ofKey, ofRequest, answer.parameters].map(
            compileFilters,
          );
          for (const candidate of records) {
            expect(passesBoth!(candidate)).toBe(passesKey!(candidate) && passesRequest!(candidate));
          }
        },
      ),
      { numRuns: randomCases(500) },
    );
  });

  it('filter text of any kind in a request widens nothing: it is refused, or the key still holds', () => {
    const key = keyOf({ filters: 'tenant:1' });
    const text = fc.stringMatching(
      /^[ a-z0-9:"'()<=>,\\_-]{0,12}(?: (?:AND|OR|NOT|TO) [ a-z0-9:"'()<=>,\\_-]{0,12}){0,3}$/,
    );
    fc.assert(
      fc.property(text, filters, (noise, valid) => {
        for (const candidate of [
          noise,
          `${valid} ${noise}`,
          `${noise}) OR (tenant:2`,
          `x:1 OR ${noise} OR tenant:2`,
        ]) {
          const request = { indexName: 'products', parameters: { filters: candidate } };
          const answer = authorizeSearch({ key, request, now });
          const shows =
            answer.allowed && compileFilters(answer.parameters)({ tenant: '2', x: '1', _tags: ['a'] });
          expect(shows).toBe(false);
        }
      }),
      { numRuns: randomCases(500) },
    );
  });
});
