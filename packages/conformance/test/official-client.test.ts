import * as core from '@forgekey/core';
import * as node from '@forgekey/node';
import { algoliasearch, type SecuredApiKeyRestrictions } from 'algoliasearch';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';

const official = algoliasearch('YourApplicationID', 'YourAdminApiKey');
const libraries = Object.entries({ core, node });

afterEach(() => {
  vi.useRealTimers();
});

const text = fc.string({ unit: 'grapheme', maxLength: 40 });
const restrictingText = text.filter(value => value.trim() !== '');
// An element with one of these characters is where the official client loses its meaning.
const element = text.filter(value => !/[,()[\]"]/.test(value));
const restrictingElement = element.filter(value => value.trim() !== '');
const indexName = restrictingElement.filter(value => /^\*?[^*]*\*?$/.test(value));

/** Values that the official client writes faithfully, by the type that the table of parameters names. */
const valuesByType: Record<string, fc.Arbitrary<unknown>> = {
  string: fc.oneof(text, fc.integer()),
  integer: fc.integer(),
  boolean: fc.boolean(),
  'string[]': fc.array(element, { minLength: 1, maxLength: 4 }),
  nested: fc.array(restrictingElement, { minLength: 1, maxLength: 4 }),
  radius: fc.oneof(fc.nat(), fc.constant('all')),
  distinct: fc.oneof(fc.nat(), fc.boolean()),
};

const valuesByName: Record<string, fc.Arbitrary<unknown>> = {
  filters: restrictingText,
  userToken: restrictingText,
  validUntil: fc.integer({ min: 1, max: 99_999_999_999 }),
  restrictSources: fc.oneof(fc.ipV4(), fc.constant('192.168.1.0/24')),
  restrictIndices: fc.array(indexName, { minLength: 1, maxLength: 4 }),
};

const parameters: Record<string, fc.Arbitrary<unknown>> = {};
for (const [name, row] of Object.entries<core.SearchParameter>(core.searchParameters)) {
  const values = row.nonNegative ? fc.nat() : (valuesByName[name] ?? valuesByType[row.type]);
  if (values !== undefined)
    parameters[name] = fc.oneof({ weight: 9, arbitrary: values }, fc.constant(undefined));
}

const keyOnly: ReadonlySet<string> = new Set([
  'restrictIndices',
  'restrictSources',
  'validUntil',
  'userToken',
  'filters',
]);

/** Some of the parameters, the search parameters among them flat or under searchParams. */
const restrictionsOf: fc.Arbitrary<core.SecuredApiKeyRestrictions> = fc
  .tuple(fc.subarray(Object.keys(parameters), { minLength: 1, maxLength: 8 }), fc.boolean())
  .chain(([names, nested]) =>
    fc.record(Object.fromEntries(names.map(name => [name, parameters[name]!]))).map(flat => {
      if (!nested) return flat;
      const entries = Object.entries(flat);
      return {
        ...Object.fromEntries(entries.filter(([name]) => keyOnly.has(name))),
        searchParams: Object.fromEntries(entries.filter(([name]) => !keyOnly.has(name))),
      };
    }),
  )
  .filter(({ searchParams, ...flat }) =>
    [...Object.values(flat), ...Object.values(searchParams ?? {})].some(value => value !== undefined),
  ) as fc.Arbitrary<core.SecuredApiKeyRestrictions>;

const parentApiKeyOf = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 32, maxLength: 32 }),
  text.map(value => value.trim()).filter(value => value !== '' && !/\p{Cc}/u.test(value)),
);

test('the table of parameters is covered by types that the official client writes faithfully', () => {
  const missing = Object.keys(core.searchParameters).filter(name => parameters[name] === undefined);
  expect(missing.sort()).toEqual(
    [
      'aroundPrecision',
      'extensions',
      'ignorePlurals',
      'insideBoundingBox',
      'insidePolygon',
      'removeStopWords',
      'renderingContent',
      'semanticSearch',
      'typoTolerance',
    ].sort(),
  );
});

test.each(libraries)('%s: keys are those of the official client, for every faithful input', (_, library) => {
  fc.assert(
    fc.property(parentApiKeyOf, restrictionsOf, (parentApiKey, restrictions) => {
      const expected = official.generateSecuredApiKey({ parentApiKey, restrictions: restrictions as object });
      expect(library.generateSecuredApiKey({ parentApiKey, restrictions })).toBe(expected);
      expect(library.generateSecuredApiKey(parentApiKey, restrictions)).toBe(expected);
      expect(library.createSecuredApiKeyGenerator({ parentApiKey, restrictions })()).toBe(expected);
    }),
    { numRuns: 500 },
  );
});

test.each(libraries)(
  '%s: the remaining validity is the official client’s, at whole seconds',
  (_, library) => {
    vi.useFakeTimers();
    const second = fc.integer({ min: 1, max: 4_000_000_000 });
    fc.assert(
      fc.property(second, second, (validUntil, nowSec) => {
        vi.setSystemTime(nowSec * 1000);
        const securedApiKey = library.generateSecuredApiKey('parent', { filters: 'a:b', validUntil });
        const remaining = library.getSecuredApiKeyRemainingValidity({ securedApiKey });
        expect(remaining).toBe(official.getSecuredApiKeyRemainingValidity({ securedApiKey }));
        expect(remaining).toBe(validUntil - nowSec);
      }),
      { numRuns: 200 },
    );
  },
);

test.each(libraries)('%s: code written for the official client runs unchanged', (_, library) => {
  const validUntil = Math.floor(Date.now() / 1000) + 3600;
  const restrictions: SecuredApiKeyRestrictions = {
    validUntil,
    restrictIndices: ['Movies', 'cts_e2e_settings'],
    restrictSources: '192.168.1.0/24',
    filters: 'category:Book OR category:Ebook AND _tags:published',
    userToken: 'user123',
    searchParams: {
      query: 'batman',
      typoTolerance: 'strict',
      aroundRadius: 'all',
      hitsPerPage: 10,
    },
  };
  const options = { parentApiKey: '2640659426d5107b6e47d75db9cbaef8', restrictions };
  const securedApiKey = library.generateSecuredApiKey(options);
  expect(securedApiKey).toBe(official.generateSecuredApiKey(options));
  expect(securedApiKey).toBe(library.generateSecuredApiKey(options.parentApiKey, restrictions));
  expect(library.getSecuredApiKeyRemainingValidity({ securedApiKey })).toBeGreaterThan(3590);
});
