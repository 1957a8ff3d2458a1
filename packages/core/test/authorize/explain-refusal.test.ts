import { describe, expect, it } from 'vitest';
import { explainRefusal } from '../../src/index.ts';

describe('every documented answer of the server is explained', () => {
  it.each([
    [403, 'Invalid Application-ID or API key', 'ERR_KEY_SIGNATURE'],
    [403, 'Invalid API key', 'ERR_RESTRICTIONS_EMPTY'],
    [403, 'Index not allowed with this API key', 'ERR_INDEX_NOT_ALLOWED'],
    [403, 'Method not allowed with this API key', 'ERR_METHOD_NOT_ALLOWED'],
    [403, 'Method not allowed with this referer', 'ERR_REFERER_NOT_ALLOWED'],
    [400, '"validUntil" parameter expired (less than current date)', 'ERR_KEY_EXPIRED'],
    [400, 'Unknown parameter: restrictIndexes', 'ERR_RESTRICTION_UNKNOWN'],
    [400, "filters: Unexpected token '(' expected filter at col 5", 'ERR_FILTER_SYNTAX'],
    [400, 'Different types are not allowed in the same OR.', 'ERR_FILTER_SYNTAX'],
    [404, 'Index products does not exist', 'ERR_INDEX_UNKNOWN'],
    [429, 'Too Many Requests', 'ERR_RATE_LIMITED'],
    [400, "Not allowed '!' at col 3", 'ERR_FILTER_SYNTAX'],
    [400, 'optionalFilters: Unexpected token', 'ERR_FILTER_SYNTAX'],
    [400, 'facetFilters: item "red": expected attribute:value', 'ERR_FILTER_SYNTAX'],
    [400, '"facetFilters" has an invalid item "red": expected attribute:value.', 'ERR_FILTER_SYNTAX'],
    [403, 'Invalid API key: "query" conflicts with its parent', 'ERR_RESTRICTION_CONFLICT'],
    [404, 'ObjectID does not exist', 'ERR_INDEX_UNKNOWN'],
    [429, undefined, 'ERR_RATE_LIMITED'],
    [429, 'Slow down', 'ERR_RATE_LIMITED'],
    [403, 'Source not allowed with this API key', 'ERR_SOURCE_NOT_ALLOWED'],
    [403, 'Invalid API key: "validUntil" is ambiguous', 'ERR_KEY_AMBIGUOUS'],
    [403, ' Invalid API key\n', 'ERR_RESTRICTIONS_EMPTY'],
  ])('%s %s', (status, message, code) => {
    const explanation = explainRefusal({ status, ...(message === undefined ? {} : { message }) });
    expect(explanation?.code).toBe(code);
    expect(explanation?.rule).toMatch(/\.$/);
    expect(explanation?.hint).toMatch(/\.$/);
  });

  it('a text alone is enough, and a code is, too', () => {
    expect(explainRefusal({ message: 'Index not allowed with this API key' })?.status).toBe(403);
    expect(explainRefusal({ code: 'ERR_RATE_LIMITED' })?.status).toBe(429);
  });

  it.each([
    [{ status: 500, message: 'Internal error' }],
    [{ status: 403 }],
    [{ status: 403, message: 'No.' }],
    [{ status: 400, message: '' }],
    [{ status: 400, message: 'The field "x" is not allowed here' }],
    [{}],
  ])('an answer that concerns no key is not explained: %j', symptom =>
    expect(explainRefusal(symptom)).toBeUndefined(),
  );

  it.each([[undefined], [null], ['Invalid API key'], [{ message: 5 }]])(
    'says what it takes for %j',
    symptom => {
      expect(() => explainRefusal(symptom as never)).toThrow(/^explainRefusal takes/);
    },
  );
});
