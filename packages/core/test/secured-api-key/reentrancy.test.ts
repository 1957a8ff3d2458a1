import { expect, it } from 'vitest';
import { nativeHmacSha256 } from '../../../node/src/hmac.ts';
import { bindCredentials } from '../../src/bind.ts';
import { createSecuredApiKeyGenerator, generateSecuredApiKey } from '../../src/secured-api-key/generate.ts';
import { serializeRestrictions } from '../../src/secured-api-key/serialize.ts';
import { PARENT } from '../support/credentials.ts';

/** A list that makes another key while its elements are read. */
function listThatMakes(other: () => unknown): string[] {
  return new Proxy(['products', 'a b'], {
    get: (list, name) => {
      if (name === '0') other();
      return Reflect.get(list, name);
    },
  });
}

const native = bindCredentials(nativeHmacSha256);
const plain = { filters: 'a:1', restrictIndices: ['products', 'a b'], userToken: 'ann' };
const expected = generateSecuredApiKey(PARENT, plain);
const others: [what: string, other: () => unknown][] = [
  ['a key', () => generateSecuredApiKey(PARENT, { query: 'another', filters: 'much:longer AND tenant:2' })],
  ['a query string', () => serializeRestrictions({ query: 'another', filters: 'x:1' })],
  ['a refused key', () => expect(() => generateSecuredApiKey(PARENT, { filters: '' })).toThrow()],
  [
    'a key inside a key',
    () =>
      generateSecuredApiKey(PARENT, {
        filters: 'a:b',
        restrictIndices: listThatMakes(() => generateSecuredApiKey(PARENT, { query: 'third' })),
      }),
  ],
];

it.each(others)('a key is the same if a list of it makes %s', (_, other) => {
  const restrictions = { ...plain, restrictIndices: listThatMakes(other) };
  expect(generateSecuredApiKey(PARENT, restrictions)).toBe(expected);
  expect(native.generateSecuredApiKey(PARENT, restrictions)).toBe(expected);
  expect(
    createSecuredApiKeyGenerator({ parentApiKey: PARENT, restrictions: { userToken: 'ann' } })(restrictions),
  ).toBe(expected);
  expect(generateSecuredApiKey(PARENT, plain)).toBe(expected);
});

it('a key that is refused half-way leaves nothing in the next one', () => {
  for (const filters of ['', '\ud800', 'a = 12345678901234567890']) {
    expect(() => generateSecuredApiKey(PARENT, { attributesToRetrieve: ['x', 'y z'], filters })).toThrow();
    expect(generateSecuredApiKey(PARENT, plain)).toBe(expected);
  }
});
