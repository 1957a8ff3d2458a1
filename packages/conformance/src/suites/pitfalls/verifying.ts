import type { MintingLibrary } from '../../library.ts';
import type { TestApi } from '../../test-api.ts';
import { webCryptoHmacHex } from '../hmac-contract.ts';

const PARENT = '2640659426d5107b6e47d75db9cbaef8';

/** Pitfalls: verifying keys, and the dialects that a decoder must accept. */
export function verifyingPitfalls(api: TestApi, library: MintingLibrary): void {
  const { test, equal, refuses, misuse } = api;
  const sign = async (queryString: string): Promise<string> => {
    const bytes = new TextEncoder().encode(queryString);
    const signature = await webCryptoHmacHex(new TextEncoder().encode(PARENT), bytes);
    return btoa(signature + Array.from(bytes, byte => String.fromCharCode(byte)).join(''));
  };
  const verify = (key: string): ReturnType<MintingLibrary['verifySecuredApiKey']> =>
    library.verifySecuredApiKey(key, { parentApiKeys: PARENT, now: new Date(0) });

  test('pitfall: slicing text by bytes fails inside a character', async () => {
    for (const queryString of [
      'é=1&filters=a',
      'filters=é',
      '\u{1F600}\u{1F600}=1',
      `filters=${'é'.repeat(100)}`,
    ]) {
      const key = await sign(queryString);
      equal(verify(key).queryString, queryString);
      equal(library.decodeSecuredApiKey(key).queryString, queryString);
    }
  });

  test('pitfall: unknown restrictions are ignored', async () => {
    const { restrictions } = verify(await sign('restrictIndex=a&filters=b'));
    equal(restrictions, { restrictIndex: 'a', filters: 'b' });
  });

  test('pitfall: the first of duplicates is read, the last is enforced', async () => {
    const key = await sign('filters=a&filters=b');
    await refuses(() => verify(key), 'ERR_KEY_AMBIGUOUS');
    equal(library.decodeSecuredApiKey(key).problems, [
      {
        kind: 'repeated',
        parameter: 'filters',
        text: 'b',
        message: '"filters" occurs more than once.',
      },
    ]);
  });

  test('pitfall: an unparsable validUntil means never expires', async () => {
    for (const value of ['', 'never', 'NaN', 'null', '1e99', '-1', '1893456000000']) {
      const key = await sign(`validUntil=${value}`);
      const error = await refuses(() => verify(key), 'ERR_KEY_AMBIGUOUS');
      equal(error.parameter, 'validUntil');
      await refuses(
        () => library.getSecuredApiKeyRemainingValidity({ securedApiKey: key }),
        'ERR_KEY_AMBIGUOUS',
      );
    }
  });

  test('pitfall: a credential of the wrong type is coerced to text', async () => {
    const key = await sign('filters=a');
    for (const value of [undefined, null, 42, [key], { toString: () => key }, Object(key)]) {
      const hostile = value as string;
      await refuses(() => verify(hostile), 'ERR_KEY_MALFORMED');
      await refuses(() => library.decodeSecuredApiKey(hostile), 'ERR_KEY_MALFORMED');
      await refuses(() => library.decodeSecuredUserToken(hostile), 'ERR_TOKEN_MALFORMED');
      await misuse(() => verify(hostile));
    }
  });

  test('pitfall: a verifier without a secret accepts everything', async () => {
    const key = await sign('filters=a');
    const call = library.verifySecuredApiKey as (...args: unknown[]) => unknown;
    for (const options of [
      undefined,
      null,
      {},
      { parentApiKeys: [] },
      { parentApiKeys: undefined },
      { parentApiKeys: [undefined] },
    ]) {
      await misuse(() => call(key, options));
    }
    const callToken = library.verifySecuredUserToken as (...args: unknown[]) => unknown;
    for (const options of [undefined, null, {}, { secretKeys: undefined }, { secretKeys: 'sk-alg' }]) {
      await misuse(() => callToken('a.b.c', options));
    }
  });

  test('pitfall: a wrong clock makes every key look alive', async () => {
    const key = await sign('validUntil=1');
    for (const now of [Number.NaN, new Date(Number.NaN), 0, '2020-01-01', null]) {
      await misuse(() => library.verifySecuredApiKey(key, { parentApiKeys: PARENT, now: now as Date }));
    }
    for (const clockToleranceSec of [-1, Number.NaN, Number.POSITIVE_INFINITY, '60', null]) {
      const options = { parentApiKeys: PARENT, clockToleranceSec: clockToleranceSec as number };
      await misuse(() => library.verifySecuredApiKey(key, options));
    }
  });

  dialects(api, library);
}

const dialectCases: [name: string, queryString: string, restrictions: object][] = [
  ['space as %20', 'filters=a%20AND%20b', { filters: 'a AND b' }],
  ['space as plus', 'filters=a+AND+b', { filters: 'a AND b' }],
  ['a literal plus is %2B', 'userToken=a%2Bb', { userToken: 'a+b' }],
  ['nothing encoded', 'filters=brand:"Levi\'s" (x)', { filters: 'brand:"Levi\'s" (x)' }],
  ['everything encoded', 'filters=%61%3a%62', { filters: 'a:b' }],
  ['a name encoded', '%66%69lters=a', { filters: 'a' }],
  ['an equals sign in a value', 'filters=a=1', { filters: 'a=1' }],
  ['a list as comma text', 'restrictIndices=a,b', { restrictIndices: ['a', 'b'] }],
  ['a list as encoded comma text', 'restrictIndices=a%2Cb', { restrictIndices: ['a', 'b'] }],
  ['a list as compact JSON', 'restrictIndices=["a","b"]', { restrictIndices: ['a', 'b'] }],
  ['a list as spaced JSON', 'restrictIndices=[ "a", "b" ]', { restrictIndices: ['a', 'b'] }],
  ['JSON with \\/ and \\uXXXX', 'restrictIndices=["a\\/b","\\u00e9"]', { restrictIndices: ['a/b', 'é'] }],
  ['a nested list', 'facetFilters=[["a:1","b:2"],"c:3"]', { facetFilters: [['a:1', 'b:2'], 'c:3'] }],
  [
    'a nested list with every item wrapped',
    'facetFilters=[["a:1"],["b:2"]]',
    { facetFilters: [['a:1'], ['b:2']] },
  ],
  ['a nested list as legacy comma text', 'tagFilters=a,(b,c)', { tagFilters: ['a', ['b', 'c']] }],
  ['true and false', 'analytics=true&synonyms=false', { analytics: true, synonyms: false }],
  ['1 and 0', 'analytics=1&synonyms=0', { analytics: true, synonyms: false }],
  ['an integer', 'validUntil=1893456000', { validUntil: 1893456000 }],
  ['a float', 'validUntil=1893456000.0', { validUntil: 1893456000 }],
  ['an absent value as nothing', 'query=&hitsPerPage=5', { query: '', hitsPerPage: 5 }],
  ['an absent value as null', 'query=null', { query: 'null' }],
  ['an absent value as None', 'query=None', { query: 'None' }],
  ['any order', 'validUntil=1&filters=a', { validUntil: 1, filters: 'a' }],
  ['a leading ampersand', '&filters=a', { filters: 'a' }],
  ['several ampersands', 'filters=a&&userToken=b&', { filters: 'a', userToken: 'b' }],
  ['a repeated name', 'filters=a&filters=b', { filters: 'a' }],
  ['an unknown name', 'newParameter=x', { newParameter: 'x' }],
  ['invalid UTF-8', 'filters=a%FF', { filters: 'a\uFFFD' }],
  ['a broken percent-encoding', 'filters=100%', { filters: '100%' }],
  ['nothing', '', {}],
];

function dialects({ test, equal, misuse }: TestApi, library: MintingLibrary): void {
  for (const [name, queryString, restrictions] of dialectCases) {
    test(`dialect: ${name}`, () => {
      equal(library.parseRestrictions(queryString), restrictions);
    });
  }

  test('dialect: names are own properties, whatever they are called', () => {
    const restrictions = library.parseRestrictions('__proto__=a&constructor=b&toString=c');
    equal(Object.keys(restrictions), ['__proto__', 'constructor', 'toString']);
    equal(Object.getPrototypeOf(restrictions), Object.prototype);
  });

  test('dialect: anything but a string is misuse', async () => {
    await misuse(() => library.parseRestrictions(undefined as unknown as string));
  });
}
