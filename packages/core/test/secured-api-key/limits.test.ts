import { afterEach, describe, expect, it, vi } from 'vitest';
import { createSecuredApiKeyGenerator, generateSecuredApiKey, verifySecuredApiKey } from '../../src/index.ts';
import { nobleHmacSha256 } from '../../src/lib/hmac.ts';
import { MAX_SECURED_API_KEY_LENGTH } from '../../src/lib/limits.ts';
import { decodeSecuredApiKey } from '../../src/secured-api-key/decode.ts';
import { parseRestrictions } from '../../src/secured-api-key/parse.ts';
import { serializeRestrictions } from '../../src/secured-api-key/serialize.ts';
import { bindVerifySecuredApiKey } from '../../src/secured-api-key/verify.ts';
import { PARENT, signedKey } from '../support/credentials.ts';
import { codeOf, errorOf } from '../support/error-of.ts';
import { growthFactor, LINEAR_GROWTH_LIMIT, processorTimeMs } from '../support/growth.ts';

const longestQueryString = `query=${'x'.repeat((MAX_SECURED_API_KEY_LENGTH / 4) * 3 - 64 - 'query='.length)}`;

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a secured API key over the limit is refused before any work', () => {
  it('the longest key is read and verified; one step longer is refused', () => {
    const longest = signedKey(longestQueryString);
    expect(longest).toHaveLength(MAX_SECURED_API_KEY_LENGTH);
    expect(codeOf(() => verifySecuredApiKey(longest, { parentApiKeys: PARENT }))).toBeUndefined();
    const error = errorOf(() => decodeSecuredApiKey(signedKey(`${longestQueryString}x`)));
    expect(error.code).toBe('ERR_KEY_MALFORMED');
    expect(error.message).toContain(`${MAX_SECURED_API_KEY_LENGTH}`);
  });

  it('no base64 is decoded, and no HMAC computed', () => {
    const atob = vi.spyOn(globalThis, 'atob');
    const hmac = vi.fn(nobleHmacSha256);
    const verify = bindVerifySecuredApiKey(hmac);
    const tooLong = 'A'.repeat(MAX_SECURED_API_KEY_LENGTH + 1);
    expect(codeOf(() => verify(tooLong, { parentApiKeys: PARENT }))).toBe('ERR_KEY_MALFORMED');
    expect(codeOf(() => decodeSecuredApiKey(tooLong))).toBe('ERR_KEY_MALFORMED');
    expect(atob).not.toHaveBeenCalled();
    expect(hmac).not.toHaveBeenCalled();
  });

  it('no HMAC is computed for a text that is not a key', () => {
    const hmac = vi.fn(nobleHmacSha256);
    expect(codeOf(() => bindVerifySecuredApiKey(hmac)('x'.repeat(100), { parentApiKeys: PARENT }))).toBe(
      'ERR_KEY_MALFORMED',
    );
    expect(hmac).not.toHaveBeenCalled();
  });

  it('no key is made that could not be read back', () => {
    const query = longestQueryString.slice('query='.length);
    expect(generateSecuredApiKey(PARENT, { query })).toHaveLength(MAX_SECURED_API_KEY_LENGTH);
    const error = errorOf(() => generateSecuredApiKey(PARENT, { query: `${query}x` }));
    expect(error).toMatchObject({ code: 'ERR_RESTRICTION_VALUE', parameter: 'restrictions' });
    expect(error.message).not.toContain('xxxx');
    const shared = { parentApiKey: PARENT, restrictions: { query: `${query}x` } };
    expect(codeOf(() => createSecuredApiKeyGenerator(shared))).toBe('ERR_RESTRICTION_VALUE');
    const prepared = createSecuredApiKeyGenerator({ parentApiKey: PARENT, restrictions: { query } });
    expect(codeOf(() => prepared({ userToken: 'ann' }))).toBe('ERR_RESTRICTION_VALUE');
  });

  it('the same long value in both places is one value, a different end is a conflict', () => {
    const query = longestQueryString.slice('query='.length);
    const restrictions = { query, searchParams: { query } };
    expect(generateSecuredApiKey(PARENT, restrictions)).toBe(generateSecuredApiKey(PARENT, { query }));
    restrictions.searchParams.query = `${query.slice(1)}y`;
    expect(codeOf(() => generateSecuredApiKey(PARENT, restrictions))).toBe('ERR_RESTRICTION_CONFLICT');
  });
});

describe('no call takes long, whatever it is given', () => {
  // A hundred times what these take, and a hundredth of what they took without a limit.
  const generously = 250;
  const names = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`n${i}`, 'x']));
  // Made before the clock starts.
  const names130000: object = names(130_000);
  const names100000: object = names(100_000);
  const text = 'x'.repeat(5_000_000);
  const calls: [what: string, code: string | undefined, run: () => unknown][] = [
    [
      'a query of five million characters',
      'ERR_RESTRICTION_VALUE',
      () => generateSecuredApiKey(PARENT, { query: text }),
    ],
    [
      'the same in a list',
      'ERR_RESTRICTION_VALUE',
      () => generateSecuredApiKey(PARENT, { facets: Array(9_000).fill(text) }),
    ],
    [
      'the same as a name',
      'ERR_RESTRICTION_UNKNOWN',
      () => generateSecuredApiKey(PARENT, { [text]: 'a' } as object),
    ],
    [
      '130,000 names in searchParams',
      'ERR_RESTRICTION_VALUE',
      () => serializeRestrictions({ searchParams: names130000 }, { allowUnknownParameters: true }),
    ],
    ['100,000 unknown names', 'ERR_RESTRICTION_VALUE', () => serializeRestrictions(names100000)],
    [
      'a megabyte of broken encoding',
      'ERR_RESTRICTION_VALUE',
      () => parseRestrictions('%=%&'.repeat(250_000)),
    ],
    [
      'the longest key of broken percent signs',
      undefined,
      () => decodeSecuredApiKey(signedKey('%=%&'.repeat(12_270))),
    ],
    [
      'the longest key of broken UTF-8',
      undefined,
      () => decodeSecuredApiKey(signedKey('%E9=&'.repeat(9_800))),
    ],
    ['the longest key of names', undefined, () => decodeSecuredApiKey(signedKey('a&b&'.repeat(12_000)))],
  ];

  it.each(calls)('%s', (_, code, run) => {
    const timeMs = processorTimeMs(() => expect(codeOf(run)).toBe(code));
    expect(timeMs).toBeLessThan(generously);
  });
});

describe('reading grows with the length of the text, not with its square', () => {
  it.each<[string, (size: number) => string]>([
    ['many parameters', size => Array.from({ length: size }, (_, index) => `n${index}=1`).join('&')],
    ['one name repeated', size => 'filters=a&'.repeat(size)],
    ['only separators', size => '&'.repeat(size * 20)],
    ['only equals signs', size => '='.repeat(size * 20)],
    ['broken percent-encodings', size => `filters=${'%E9%'.repeat(size)}`],
    ['plus signs', size => `filters=${'+'.repeat(size * 20)}`],
    ['a long list', size => `facets=${'a,'.repeat(size)}`],
    ['a long JSON list', size => `facetFilters=[${'"a",'.repeat(size)}"a"]`],
    ['a JSON list of groups', size => `facetFilters=[${'["a"],'.repeat(size)}"a"]`],
    ['legacy groups', size => `tagFilters=${'(a,b),'.repeat(size)}c`],
    ['parentheses never closed', size => `tagFilters=${'('.repeat(size * 4)}`],
    ['parentheses inside an item', size => `tagFilters=a${'('.repeat(size * 4)}${')'.repeat(size * 4)}`],
    ['brackets never closed', size => `facetFilters=${'['.repeat(size * 4)}`],
    ['an object nested deep', size => `renderingContent=${'{"a":'.repeat(size)}1${'}'.repeat(size)}`],
    ['digits', size => `validUntil=${'1'.repeat(size * 20)}`],
    ['zeros behind a point', size => `hitsPerPage=1.${'0'.repeat(size * 20)}x`],
    ['stars', size => `restrictIndices=${'*'.repeat(size * 20)}a`],
  ])('%s', (_, textOf) => {
    expect(growthFactor(textOf, parseRestrictions, 300)).toBeLessThan(LINEAR_GROWTH_LIMIT);
  });

  it('verifying the longest keys', () => {
    const keyOf = (size: number): string => signedKey('filters=a&'.repeat(size));
    const verify = (key: string): unknown =>
      codeOf(() => verifySecuredApiKey(key, { parentApiKeys: PARENT }));
    expect(growthFactor(keyOf, verify, 450)).toBeLessThan(LINEAR_GROWTH_LIMIT);
  });
});
