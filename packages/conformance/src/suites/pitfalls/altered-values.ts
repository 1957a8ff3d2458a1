import type { SecuredApiKeyRestrictions } from '@forgekey/core';
import type { MintingLibrary } from '../../library.ts';
import type { TestApi } from '../../test-api.ts';
import { webCryptoHmacHex } from '../hmac-contract.ts';

const PARENT = '2640659426d5107b6e47d75db9cbaef8';

/** Pitfalls: the signed value differs from the caller's value. */
export function alteredValues({ test, equal, refuses }: TestApi, library: MintingLibrary): void {
  const generate = (restrictions: SecuredApiKeyRestrictions, parentApiKey = PARENT): string =>
    library.generateSecuredApiKey({ parentApiKey, restrictions });
  const returned = (restrictions: SecuredApiKeyRestrictions): object =>
    library.verifySecuredApiKey(generate(restrictions), { parentApiKeys: PARENT, now: new Date(0) })
      .restrictions;

  const lists: SecuredApiKeyRestrictions[] = [
    { facetFilters: [['a:1', 'a:2'], 'b:3'] },
    { facetFilters: [['a:1', 'a:2']] },
    { numericFilters: [['price<10', 'price>90'], 'stock>0'] },
    { tagFilters: ['a', ['b', 'c']] },
    { optionalFilters: [['a:1<score=2>', 'b:2']] },
    {
      insidePolygon: [
        [1, 2, 3, 4, 5, 6],
        [7, 8, 9, 10, 11, 12.5],
      ],
    },
    { renderingContent: { facetOrdering: { facets: { order: ['a', 'b'] } } } },
    { semanticSearch: { eventSources: ['products'] } },
  ];
  for (const restrictions of lists) {
    const text = JSON.stringify(restrictions);
    test(`pitfall: a nested list flattens, or becomes [object Object]: ${text}`, () => {
      equal(returned(restrictions), restrictions);
    });
  }

  const elements = [
    'brand:Foo, Inc',
    'a,b',
    'a(b',
    'a)b',
    '(a,b)',
    '[a]',
    'say "hi"',
    'back\\slash',
    'both \\" of them',
    "it's",
    'a\nb',
    '日本, 語',
    '-negated',
    ' padded ',
    '50%',
    'a&b=c',
    'a+b',
  ];
  for (const element of elements) {
    test(`pitfall: an element of a list is split, or not escaped: ${JSON.stringify(element)}`, () => {
      for (const name of ['facetFilters', 'restrictIndices', 'optionalFilters', 'attributesToRetrieve']) {
        equal(returned({ [name]: [element, 'other'] }), { [name]: [element, 'other'] });
        equal(returned({ [name]: [element] }), { [name]: [element] });
      }
      equal(returned({ facetFilters: [[element, 'x'], 'y'] }), { facetFilters: [[element, 'x'], 'y'] });
    });
  }

  test('pitfall: numbers above a million are signed in exponent form', () => {
    for (const value of [1_000_000, 20_000_000, 123_456_789_012, Number.MAX_SAFE_INTEGER]) {
      equal(library.serializeRestrictions({ minimumAroundRadius: value }), `minimumAroundRadius=${value}`);
    }
  });

  test('pitfall: a number without a plain decimal form is signed', async () => {
    for (const value of [1e21, 1e-7, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      await refuses(() => library.serializeRestrictions({ hitsPerPage: value }), 'ERR_RESTRICTION_VALUE');
    }
    for (const value of [1e21, 1e-7, Number.NaN]) {
      const restrictions = { userToken: value as unknown as string };
      await refuses(() => library.serializeRestrictions(restrictions), 'ERR_RESTRICTION_VALUE');
    }
  });

  test('pitfall: a lone surrogate becomes ?, raw bytes or a raw URIError', async () => {
    for (const text of ['a\uD800b', '\uDC00', 'a\uDBFF']) {
      for (const restrictions of [
        { filters: text },
        { restrictIndices: [text] },
        { facetFilters: [['a:1', text]] },
        { renderingContent: { [text]: 1 } },
        { renderingContent: { a: text } },
      ]) {
        await refuses(() => generate(restrictions), 'ERR_RESTRICTION_VALUE');
      }
      await refuses(() => generate({ filters: 'a' }, text), 'ERR_PARENT_KEY');
    }
  });

  const scripts = [
    'caf\u00e9',
    'cafe\u0301',
    '用户😀',
    'ไทย',
    'مرحبا',
    '\u0000\u007f\u0080\u00ff',
    '\u{10FFFF}',
    '\uFEFFbom',
  ];
  for (const text of scripts) {
    test(`pitfall: text outside ASCII or Latin-1 breaks: ${JSON.stringify(text)}`, () => {
      equal(returned({ filters: text, restrictIndices: [text] }), { filters: text, restrictIndices: [text] });
    });
    test(`pitfall: the MAC covers other bytes than are sent: ${JSON.stringify(text)}`, async () => {
      const encode = (value: string): Uint8Array => new TextEncoder().encode(value);
      // A parent key cannot contain a control character, but a restriction can.
      const parent = `parent ${text.replaceAll(/\p{Cc}/gu, '')}.`;
      const key = generate({ filters: text }, parent);
      const binary = atob(key);
      const message = encode(`filters=${encodeURIComponent(text)}`);
      equal(binary.slice(0, 64), await webCryptoHmacHex(encode(parent), message));
      equal(binary.slice(64), `filters=${encodeURIComponent(text)}`);
    });
  }

  test('pitfall: the same parameter at top level and in searchParams, one of the two signed', async () => {
    const conflicts: SecuredApiKeyRestrictions[] = [
      { filters: 'a:1', searchParams: { filters: 'b:2' } },
      { userToken: 'a', searchParams: { userToken: 'b' } },
      { hitsPerPage: 1, searchParams: { hitsPerPage: 2 } },
      { restrictIndices: ['a'], searchParams: { restrictIndices: ['*'] } as object },
      { validUntil: 1893456000, searchParams: { validUntil: 1893456001 } as object },
    ];
    for (const restrictions of conflicts)
      await refuses(() => generate(restrictions), 'ERR_RESTRICTION_CONFLICT');
    const error = await refuses(() => generate(conflicts[0]!), 'ERR_RESTRICTION_CONFLICT');
    equal(error.hint?.includes('combineFilters'), true);
    equal(returned({ filters: 'a:1', searchParams: { filters: 'a:1' } }), { filters: 'a:1' });
  });

  test('pitfall: a prepared generator replaces a restriction silently', async () => {
    const keyFor = library.createSecuredApiKeyGenerator({
      parentApiKey: PARENT,
      restrictions: { filters: 'tenant:a', restrictIndices: ['x'] },
    });
    await refuses(() => keyFor({ filters: '' }), 'ERR_RESTRICTION_EMPTY');
    await refuses(() => keyFor({ filters: 'tenant:b' }), 'ERR_RESTRICTION_CONFLICT');
    await refuses(() => keyFor({ searchParams: { filters: 'tenant:b' } }), 'ERR_RESTRICTION_CONFLICT');
    const together = generate({ filters: 'tenant:a', restrictIndices: ['x'], userToken: 'u' });
    equal(keyFor({ userToken: 'u' }), together);
    equal(keyFor({ userToken: 'u', filters: 'tenant:a' }), together);
  });

  test('pitfall: a prepared generator signs what its caller changed later', () => {
    const restrictIndices = ['tenant_a'];
    const restrictions = { filters: 'a:1', restrictIndices };
    const keyFor = library.createSecuredApiKeyGenerator({ parentApiKey: PARENT, restrictions });
    restrictions.filters = 'b:2';
    restrictIndices.push('*');
    equal(keyFor(), generate({ filters: 'a:1', restrictIndices: ['tenant_a'] }));
  });

  test('pitfall: names sorted by locale, so that two hosts make different keys', () => {
    const names = ['b', 'B', 'a', '_x', '9', '10', 'é', 'z', 'Z', '\u{1F600}', '\uFFFD'];
    const restrictions = Object.fromEntries(names.map(name => [name, '1']));
    const queryString = library.serializeRestrictions(restrictions, { allowUnknownParameters: true });
    const byCodeUnits = names.sort((one, other) => (one < other ? -1 : 1));
    equal(queryString, byCodeUnits.map(name => `${encodeURIComponent(name)}=1`).join('&'));
  });

  test('pitfall: the caller’s object is modified', () => {
    const restrictions = {
      validUntil: new Date(1893456000000),
      restrictIndices: Object.freeze(['b', 'a']) as string[],
      searchParams: Object.freeze({
        facetFilters: Object.freeze([Object.freeze(['a:1', 'b:2'])]) as string[][],
      }),
    };
    const before = structuredClone(restrictions);
    generate(Object.freeze(restrictions));
    equal(restrictions, before);
    equal(Object.keys(restrictions), Object.keys(before));
  });

  test('pitfall: cyclic or endless values run out of memory or stack', async () => {
    const cyclic: Record<string, unknown> = {};
    cyclic.self = cyclic;
    const list: unknown[] = [];
    list.push(list);
    let deep: unknown = 'a';
    for (let depth = 0; depth < 100_000; depth++) deep = [deep];
    for (const value of [cyclic, { list }, { deep }]) {
      await refuses(() => generate({ renderingContent: value }), 'ERR_RESTRICTION_VALUE');
    }
    await refuses(() => generate({ facetFilters: list as string[] }), 'ERR_RESTRICTION_VALUE');
    await refuses(() => generate({ facetFilters: deep as string[] }), 'ERR_RESTRICTION_VALUE');
  });
}
