import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSecuredApiKeyGenerator, generateSecuredApiKey } from '../../src/index.ts';
import { nobleHmacSha256 } from '../../src/lib/hmac.ts';
import { bindCreateSecuredApiKeyGenerator } from '../../src/secured-api-key/generate.ts';
import { PARENT, signedKey } from '../support/credentials.ts';
import { codeOf, errorOf } from '../support/error-of.ts';
import { oddText, restrictions as someRestrictions } from '../support/restrictions-arbitrary.ts';

describe('a prepared generator', () => {
  it('makes the key of both sets, sorted together', () => {
    const keyFor = createSecuredApiKeyGenerator({
      parentApiKey: PARENT,
      restrictions: { restrictIndices: ['products'], analytics: false, searchParams: { hitsPerPage: 5 } },
    });
    expect(keyFor({ filters: '_tags:user_42', userToken: 'user_42' })).toBe(
      signedKey(
        'analytics=false&filters=_tags%3Auser_42&hitsPerPage=5&restrictIndices=products&userToken=user_42',
      ),
    );
  });

  it('needs no common restrictions, and no own ones', () => {
    expect(createSecuredApiKeyGenerator({ parentApiKey: PARENT })({ filters: 'a' })).toBe(
      signedKey('filters=a'),
    );
    expect(createSecuredApiKeyGenerator({ parentApiKey: PARENT, restrictions: { filters: 'a' } })()).toBe(
      signedKey('filters=a'),
    );
  });

  it('counts the parameters of both sets together', () => {
    const many = (prefix: string, count: number): object =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, 'x']));
    const keyFor = createSecuredApiKeyGenerator({
      parentApiKey: PARENT,
      restrictions: many('a', 600),
      allowUnknownParameters: true,
    });
    expect(keyFor(many('b', 400))).toBeTypeOf('string');
    expect(codeOf(() => keyFor(many('b', 401)))).toBe('ERR_RESTRICTION_VALUE');
  });

  it('refuses to make a key without any restriction', () => {
    expect(codeOf(createSecuredApiKeyGenerator({ parentApiKey: PARENT }))).toBe('ERR_RESTRICTIONS_EMPTY');
    const keyFor = createSecuredApiKeyGenerator({
      parentApiKey: PARENT,
      restrictions: { filters: undefined },
    });
    expect(codeOf(() => keyFor({ query: undefined }))).toBe('ERR_RESTRICTIONS_EMPTY');
  });

  it.each([
    ['filters', { filters: 'a:1' }, { filters: 'b:1' }],
    ['filters', { filters: 'a:1' }, { searchParams: { filters: 'b:1' } }],
    ['restrictIndices', { restrictIndices: ['a'] }, { restrictIndices: ['a', 'b'] }],
    ['validUntil', { validUntil: 1893456000 }, { validUntil: 1893456001 }],
    ['hitsPerPage', { searchParams: { hitsPerPage: 5 } }, { hitsPerPage: 6 }],
    ['facetFilters', { facetFilters: ['a', 'b'] }, { facetFilters: [['a', 'b']] }],
  ])('refuses %s given both times with different values; it never replaces', (name, common, own) => {
    const keyFor = createSecuredApiKeyGenerator({ parentApiKey: PARENT, restrictions: common });
    const error = errorOf(() => keyFor(own));
    expect(error.code).toBe('ERR_RESTRICTION_CONFLICT');
    expect(error.parameter).toBe(name);
    expect(error.hint).toMatch(name === 'filters' ? /combineFilters/ : /Set it once/);
  });

  it('takes a parameter both times with the same value, and writes it once', () => {
    const restrictions = { filters: 'a', restrictIndices: ['x', 'y'] };
    const keyFor = createSecuredApiKeyGenerator({ parentApiKey: PARENT, restrictions });
    expect(keyFor({ restrictIndices: 'x,y', filters: 'a' })).toBe(
      signedKey('filters=a&restrictIndices=x%2Cy'),
    );
  });

  it('does not keep anything of one call for the next', () => {
    const keyFor = createSecuredApiKeyGenerator({ parentApiKey: PARENT, restrictions: { query: 'q' } });
    expect([keyFor({ filters: 'a' }), keyFor({ filters: 'b' }), keyFor()]).toEqual(
      ['filters=a&query=q', 'filters=b&query=q', 'query=q'].map(text => signedKey(text)),
    );
  });

  it('reads the common restrictions once: changing the object later has no effect', () => {
    const restrictions = { restrictIndices: ['a'], filters: 'a:1' };
    const keyFor = createSecuredApiKeyGenerator({ parentApiKey: PARENT, restrictions });
    restrictions.restrictIndices.push('*');
    restrictions.filters = 'b:1';
    expect(keyFor()).toBe(generateSecuredApiKey(PARENT, { restrictIndices: ['a'], filters: 'a:1' }));
  });

  it('prepares the parent key once', () => {
    let prepared = 0;
    const create = bindCreateSecuredApiKeyGenerator(key => {
      prepared++;
      return nobleHmacSha256(key);
    });
    const keyFor = create({ parentApiKey: PARENT });
    expect(keyFor({ filters: 'a' })).toBe(signedKey('filters=a'));
    expect(keyFor({ filters: 'b' })).toBe(signedKey('filters=b'));
    expect(prepared).toBe(1);
  });

  it('refuses bad common restrictions when it is prepared, not at the first key', () => {
    const restrictions = { validUntil: 0 };
    expect(codeOf(() => createSecuredApiKeyGenerator({ parentApiKey: PARENT, restrictions }))).toBe(
      'ERR_RESTRICTION_VALUE',
    );
  });

  it('allowUnknownParameters holds for both parts', () => {
    const keyFor = createSecuredApiKeyGenerator({
      parentApiKey: PARENT,
      restrictions: { newA: 1 } as object,
      allowUnknownParameters: true,
    });
    expect(keyFor({ newB: 2 } as object)).toBe(signedKey('newA=1&newB=2'));
    const strict = createSecuredApiKeyGenerator({ parentApiKey: PARENT });
    expect(codeOf(() => strict({ newB: 2 } as object))).toBe('ERR_RESTRICTION_UNKNOWN');
  });

  it('makes the bytes of generateSecuredApiKey, however the parameters are shared out', () => {
    // Names that sort before, between and after those of the table, and those that encoding would sort elsewhere.
    const name = fc.oneof(
      oddText.filter(text => text !== '' && text !== 'searchParams'),
      fc.constantFrom(
        '__proto__',
        'constructor',
        'filters&',
        'filters=',
        'filter',
        'filterz',
        '~',
        '\uffff',
        '😀',
      ),
    );
    const unknown = fc.dictionary(name, oddText, { maxKeys: 4 });
    // In the common part, in the own one, or in both; each also inside searchParams.
    const places = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(someRestrictions, unknown, places, (known, others, where) => {
        const parts = [new Map(), new Map(), new Map(), new Map()];
        const all = Object.entries({ ...others, ...known });
        all.forEach(([parameter, value], index) => {
          const place = where[index % where.length]!;
          if (place < 4) parts[place]!.set(parameter, value);
          else for (const part of [place - 4, place - 2]) parts[part]!.set(parameter, value);
        });
        const [common, own, commonInside, ownInside] = parts.map(part => Object.fromEntries(part));
        const options = { parentApiKey: PARENT, allowUnknownParameters: true };
        const keyFor = createSecuredApiKeyGenerator({
          ...options,
          restrictions: { ...common, searchParams: commonInside },
        });
        const restrictions = Object.fromEntries(all);
        expect(keyFor({ ...own, searchParams: ownInside })).toBe(
          generateSecuredApiKey({ ...options, restrictions }),
        );
      }),
    );
  });
});
