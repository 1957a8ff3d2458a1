import type { ForgekeyErrorCode, SecuredApiKeyRestrictions } from '@forgekey/core';
import type { MintingLibrary } from '../../library.ts';
import type { TestApi } from '../../test-api.ts';

const PARENT = '2640659426d5107b6e47d75db9cbaef8';

class Restrictions {
  filters = 'tenant:a';
}

class GetterRestrictions {
  get filters(): string {
    return 'tenant:a';
  }
}

/** Pitfalls: fewer restrictions are signed than the caller wrote. */
export function lostRestrictions({ test, equal, refuses, misuse }: TestApi, library: MintingLibrary): void {
  const generate = (restrictions: unknown): string =>
    library.generateSecuredApiKey({
      parentApiKey: PARENT,
      restrictions: restrictions as SecuredApiKeyRestrictions,
    });
  const signed = (restrictions: unknown): string =>
    library.decodeSecuredApiKey(generate(restrictions)).queryString;

  const containers: Record<string, unknown> = {
    'a Map': new Map([['filters', 'tenant:a']]),
    URLSearchParams: new URLSearchParams({ filters: 'tenant:a' }),
    'a class instance': new Restrictions(),
    'a class instance with a getter': new GetterRestrictions(),
    'a Set': new Set(['filters']),
    'a Date': new Date(),
    'a query string': 'filters=tenant:a',
    'an array of pairs': [['filters', 'tenant:a']],
    'an empty array': [],
    'an object with inherited properties': Object.create({ filters: 'tenant:a' }),
    'an object with a hidden property': Object.defineProperty({ userToken: 'a' }, 'filters', { value: 'x' }),
    'an object with a symbol': { userToken: 'a', [Symbol('filters')]: 'tenant:a' },
    'a function': () => ({ filters: 'tenant:a' }),
    'a Promise': Promise.resolve({ filters: 'tenant:a' }),
    null: null,
  };
  for (const [name, container] of Object.entries(containers)) {
    test(`pitfall: restrictions in a container of the wrong type are signed as none: ${name}`, async () => {
      await refuses(() => generate(container), 'ERR_RESTRICTION_VALUE');
      await refuses(() => library.serializeRestrictions(container as object), 'ERR_RESTRICTION_VALUE');
    });
    test(`pitfall: searchParams in a container of the wrong type are signed as none: ${name}`, async () => {
      await refuses(() => generate({ filters: 'a:b', searchParams: container }), 'ERR_RESTRICTION_VALUE');
    });
  }

  test('pitfall: an own getter or a proxy shows the check one value and the signature another', () => {
    let reads = 0;
    const drifting = {
      get filters(): string {
        reads += 1;
        return reads === 1 ? 'tenant:a' : '';
      },
    };
    equal(signed(drifting), 'filters=tenant%3Aa');
    equal(reads, 1);
    reads = 0;
    const list = new Proxy(['a', 'b'], {
      get: (target, name, receiver) =>
        name === '0' && reads++ > 0 ? '*' : Reflect.get(target, name, receiver),
    });
    equal(signed({ restrictIndices: list }), 'restrictIndices=a%2Cb');
  });

  test('pitfall: searchParams { filters: undefined } deletes the top-level filters', () => {
    equal(signed({ filters: 'a:b', searchParams: { filters: undefined } }), 'filters=a%3Ab');
    equal(signed({ filters: 'a:b', searchParams: undefined }), 'filters=a%3Ab');
    equal(signed({ filters: undefined, searchParams: { filters: 'a:b' } }), 'filters=a%3Ab');
  });

  test('pitfall: null deletes a restriction, or is signed as text', async () => {
    for (const name of ['filters', 'restrictIndices', 'userToken', 'validUntil', 'hitsPerPage']) {
      await refuses(() => generate({ query: 'a', [name]: null }), 'ERR_RESTRICTION_VALUE');
      await refuses(() => generate({ query: 'a', searchParams: { [name]: null } }), 'ERR_RESTRICTION_VALUE');
    }
  });

  test('pitfall: an own key __proto__ vanishes', async () => {
    const restrictions = JSON.parse('{"__proto__":{"filters":"a"},"userToken":"b"}');
    await refuses(() => generate(restrictions), 'ERR_RESTRICTION_UNKNOWN');
    await refuses(() => generate({ searchParams: restrictions }), 'ERR_RESTRICTION_UNKNOWN');
    const text = JSON.parse('{"__proto__":"x"}');
    const options = { parentApiKey: PARENT, restrictions: text, allowUnknownParameters: true };
    const { queryString } = library.decodeSecuredApiKey(library.generateSecuredApiKey(options));
    equal(queryString, '__proto__=x');
  });

  test('pitfall: a parameter name is written unencoded and carries another parameter', async () => {
    const restrictions = { 'x&validUntil=9999999999&z': '1', 'filters=': '2', '': '3' };
    await refuses(() => generate(restrictions), 'ERR_RESTRICTION_UNKNOWN');
    const options = { allowUnknownParameters: true };
    equal(library.serializeRestrictions({ 'a&b=c': '1' } as object, options), 'a%26b%3Dc=1');
    await refuses(
      () => library.serializeRestrictions({ '': '1' } as object, options),
      'ERR_RESTRICTION_UNKNOWN',
    );
  });

  const misspelled: Record<string, string> = {
    restrictIndexes: 'restrictIndices',
    restrict_indices: 'restrictIndices',
    filter: 'filters',
    Filters: 'filters',
    valid_until: 'validUntil',
    validuntil: 'validUntil',
    usertoken: 'userToken',
    restrictSource: 'restrictSources',
    facet_filters: 'facetFilters',
  };
  for (const [wrong, right] of Object.entries(misspelled)) {
    test(`pitfall: a misspelled name passes through and restricts nothing: ${wrong}`, async () => {
      const error = await refuses(() => generate({ [wrong]: 'a' }), 'ERR_RESTRICTION_UNKNOWN');
      equal(error.parameter, wrong);
      equal(error.hint?.includes(`"${right}"`), true, `the hint suggests ${right}`);
    });
  }

  test('pitfall: a list given as one string is dropped', () => {
    equal(signed({ restrictIndices: 'products' }), 'restrictIndices=products');
    equal(signed({ facetFilters: 'brand:Acme' }), 'facetFilters=brand%3AAcme');
  });

  const times: Record<string, unknown> = {
    zero: 0,
    'negative zero': -0,
    NaN: Number.NaN,
    Infinity: Number.POSITIVE_INFINITY,
    'a fraction': 1893456000.5,
    'a negative number': -1,
    milliseconds: 1893456000000,
    'an invalid date': new Date(Number.NaN),
    'text of digits': '1893456000',
    'text of a date': '2030-01-01',
    true: true,
    'a bigint out of range': 1893456000000n,
    'an object with valueOf': { valueOf: () => 1893456000 },
  };
  for (const [name, validUntil] of Object.entries(times)) {
    test(`pitfall: validUntil is left out or signed as it is: ${name}`, async () => {
      const error = await refuses(() => generate({ filters: 'a:b', validUntil }), 'ERR_RESTRICTION_VALUE');
      equal(error.parameter, 'validUntil');
    });
  }

  test('pitfall: a native date is left out or signed as English text', () => {
    equal(signed({ validUntil: new Date('2030-01-01T00:00:00.999Z') }), 'validUntil=1893456000');
  });

  const empties: [string, unknown, ForgekeyErrorCode][] = [
    ['filters', '', 'ERR_RESTRICTION_EMPTY'],
    ['filters', '   ', 'ERR_RESTRICTION_EMPTY'],
    ['restrictIndices', [], 'ERR_RESTRICTION_EMPTY'],
    ['restrictIndices', [''], 'ERR_RESTRICTION_EMPTY'],
    ['restrictIndices', ['a', ''], 'ERR_RESTRICTION_EMPTY'],
    ['facetFilters', [], 'ERR_RESTRICTION_EMPTY'],
    ['facetFilters', [[]], 'ERR_RESTRICTION_EMPTY'],
    ['facetFilters', [['a:1'], []], 'ERR_RESTRICTION_EMPTY'],
    ['numericFilters', [''], 'ERR_RESTRICTION_EMPTY'],
    ['tagFilters', '', 'ERR_RESTRICTION_EMPTY'],
    ['restrictSources', '', 'ERR_RESTRICTION_EMPTY'],
    ['userToken', '', 'ERR_RESTRICTION_EMPTY'],
  ];
  for (const [name, value, code] of empties) {
    test(`pitfall: an empty restriction is signed and opens everything: ${name} ${JSON.stringify(value)}`, async () => {
      const error = await refuses(() => generate({ query: 'q', [name]: value }), code);
      equal(error.parameter, name);
      await refuses(() => generate({ searchParams: { query: 'q', [name]: value } }), code);
    });
  }

  const parents: Record<string, unknown> = {
    empty: '',
    undefined: undefined,
    null: null,
    'a number': 42,
    'with a trailing line break': `${PARENT}\n`,
    'with a leading space': ` ${PARENT}`,
    'only a space': ' ',
    'itself secured': library.generateSecuredApiKey(PARENT, { filters: 'a:b' }),
  };
  for (const [name, parentApiKey] of Object.entries(parents)) {
    test(`pitfall: a parent key that cannot sign is signed with: ${name}`, async () => {
      const options = { parentApiKey: parentApiKey as string, restrictions: { filters: 'a:b' } };
      const error = await refuses(() => library.generateSecuredApiKey(options), 'ERR_PARENT_KEY');
      equal(
        typeof parentApiKey === 'string' && parentApiKey.length > 8 && error.message.includes(parentApiKey),
        false,
      );
      await refuses(() => library.createSecuredApiKeyGenerator(options), 'ERR_PARENT_KEY');
    });
  }

  test('pitfall: no restrictions at all are accepted', async () => {
    for (const restrictions of [
      {},
      { filters: undefined },
      { searchParams: {} },
      { searchParams: undefined },
      undefined,
    ]) {
      await refuses(() => generate(restrictions), 'ERR_RESTRICTIONS_EMPTY');
    }
    await refuses(
      () => library.createSecuredApiKeyGenerator({ parentApiKey: PARENT })(),
      'ERR_RESTRICTIONS_EMPTY',
    );
  });

  test('pitfall: a call without arguments, or with one too many, loses what was meant', async () => {
    const call = library.generateSecuredApiKey as (...args: unknown[]) => unknown;
    await misuse(() => call());
    await misuse(() => call(PARENT, { filters: 'a:b' }, 'user-token of older clients'));
    await misuse(() => (library.createSecuredApiKeyGenerator as (...args: unknown[]) => unknown)());
  });
}
