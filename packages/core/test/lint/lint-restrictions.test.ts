import { describe, expect, it } from 'vitest';
import {
  decodeSecuredApiKey,
  generateSecuredApiKey,
  type LintOptions,
  lintRestrictions,
  lintSecuredApiKey,
  measureSecuredApiKey,
  type SecuredApiKeyRestrictions,
  serializeRestrictions,
  verifySecuredApiKey,
} from '../../src/index.ts';
import { bestTimeMs } from '../support/growth.ts';

const now = new Date('2026-01-01T00:00:00Z');
const inAnHour = new Date('2026-01-01T01:00:00Z');

function codes(restrictions: SecuredApiKeyRestrictions, options: LintOptions = {}) {
  return lintRestrictions(restrictions, { now, ...options }).map(
    ({ code, severity }) => `${severity} ${code}`,
  );
}

function keyOf(queryString: string) {
  return decodeSecuredApiKey(Buffer.from('0'.repeat(64) + queryString).toString('base64'));
}

const days = (count: number) => now.getTime() / 1000 + count * 86_400;

const fine = { filters: 'owner:ann', validUntil: inAnHour };

describe('findings of restrictions', () => {
  it('a short-lived key with one valid filter has none', () => {
    expect(lintRestrictions(fine, { now })).toEqual([]);
  });

  it.each<[string, SecuredApiKeyRestrictions, LintOptions, string[]]>([
    ['no validUntil', { filters: 'a:b' }, {}, ['warning LINT_NO_EXPIRY']],
    ['validUntil in the past', { ...fine, validUntil: 1 }, {}, ['error LINT_EXPIRED']],
    ['validUntil over a year ahead', { ...fine, validUntil: days(365) + 1 }, {}, ['warning LINT_FAR_EXPIRY']],
    ['validUntil a year ahead', { ...fine, validUntil: days(365) }, {}, []],
    ['over 500 characters', { ...fine, query: 'x'.repeat(400) }, {}, ['warning LINT_KEY_LENGTH']],
    [
      'a value over 512 bytes',
      { ...fine, query: 'é'.repeat(300) },
      {},
      ['warning LINT_KEY_LENGTH', 'warning LINT_VALUE_LENGTH'],
    ],
    [
      'a list over 512 bytes',
      { ...fine, restrictIndices: Array.from({ length: 60 }, (_, index) => `products_${index}`) },
      {},
      ['warning LINT_KEY_LENGTH', 'warning LINT_VALUE_LENGTH'],
    ],
    [
      'numericFilters alone',
      { numericFilters: ['level<3'], validUntil: inAnHour },
      {},
      ['warning LINT_NUMERIC_FILTERS_ONLY'],
    ],
    ['numericFilters beside filters', { ...fine, numericFilters: ['level<3'] }, {}, []],
    [
      'a source for an agent',
      { ...fine, restrictSources: '192.0.2.1' },
      { forAgent: true },
      ['error LINT_AGENT_SOURCE'],
    ],
    [
      'a source for who knows whom',
      { ...fine, restrictSources: '192.0.2.1' },
      {},
      ['info LINT_AGENT_SOURCE'],
    ],
    [
      'a source, for a key that no agent uses',
      { ...fine, restrictSources: '192.0.2.1' },
      { forAgent: false },
      [],
    ],
    [
      'a source of all',
      { ...fine, restrictSources: '0.0.0.0/0' },
      { forAgent: false },
      ['warning LINT_ALL_SOURCES'],
    ],
    ['all indices', { ...fine, restrictIndices: ['*'] }, {}, ['warning LINT_ALL_INDICES']],
    ['a space after a comma', { ...fine, restrictIndices: 'a, b' }, {}, ['warning LINT_INDEX_SPACE']],
    [
      'filters that the engine refuses',
      { ...fine, filters: 'a:1 OR (b:1 AND c:1)' },
      {},
      ['error LINT_FILTER_SYNTAX'],
    ],
    ['facetFilters without a colon', { ...fine, facetFilters: ['red'] }, {}, ['error LINT_FILTER_SYNTAX']],
    ['a quoted negation', { ...fine, facetFilters: ['color:-"red"'] }, {}, ['error LINT_MATCHES_EVERYTHING']],
    [
      'an escaped negation',
      { ...fine, facetFilters: ['label:-\\-Movie'] },
      {},
      ['error LINT_MATCHES_EVERYTHING'],
    ],
    ['a quoted tag negation', { ...fine, tagFilters: ['-"-x"'] }, {}, ['error LINT_MATCHES_EVERYTHING']],
    ['a negation that works', { ...fine, facetFilters: ['color:-red'] }, {}, []],
    [
      'a user token over 128',
      { ...fine, userToken: 'x'.repeat(129) },
      {},
      ['warning LINT_USER_TOKEN_LENGTH'],
    ],
    [
      'a user token with @',
      { ...fine, userToken: 'ann@example.com' },
      {},
      ['warning LINT_USER_TOKEN_CHARACTERS'],
    ],
    [
      'a polygon that a box cancels',
      { ...fine, insideBoundingBox: [[1, 2, 3, 4]], insidePolygon: [[1, 2, 3, 4, 5, 6]] },
      {},
      ['error LINT_CANCELLED_PARAMETER'],
    ],
    [
      'a radius that a polygon cancels',
      { ...fine, aroundRadius: 9, insidePolygon: [[1, 2, 3, 4, 5, 6]] },
      {},
      ['error LINT_CANCELLED_PARAMETER'],
    ],
    [
      'a query that similarQuery replaces',
      { ...fine, query: 'shoe', similarQuery: 'hat' },
      {},
      ['error LINT_CANCELLED_PARAMETER'],
    ],
    ['a negative count', { ...fine, hitsPerPage: -1 }, {}, ['error ERR_RESTRICTION_VALUE']],
    [
      'a number that the engine would round',
      { ...fine, filters: 'tenant_id = 9007199254740993' },
      {},
      ['error LINT_FILTER_SYNTAX'],
    ],
    [
      'a parent API key of another format',
      fine,
      { parentApiKey: 'sk-alg-0123456789abcdef' },
      ['warning LINT_PARENT_KEY_FORMAT'],
    ],
    ['a parent API key', fine, { parentApiKey: '2640659426d5107b6e47d75db9cbaef8' }, []],
    [
      'no stricter than the parent',
      fine,
      { parentQueryParameters: `validUntil=${inAnHour.getTime() / 1000}&filters=owner:ann` },
      ['warning LINT_NO_STRICTER_THAN_PARENT'],
    ],
    ['stricter than the parent', fine, { parentQueryParameters: 'filters=owner%3Aann' }, []],
  ])('%s', (_, restrictions, options, expected) => {
    expect(codes(restrictions, options)).toEqual(expected);
  });

  it('what generate refuses is a finding for each parameter, beside the others', () => {
    const restrictions = {
      restrictIndexes: ['a'],
      hitsPerPage: 1.5,
      filters: '',
      userToken: 'ann',
      validUntil: inAnHour,
    };
    expect(codes(restrictions as object)).toEqual([
      'error ERR_RESTRICTION_UNKNOWN',
      'error ERR_RESTRICTION_VALUE',
      'error ERR_RESTRICTION_EMPTY',
    ]);
    expect(codes({})).toEqual(['error ERR_RESTRICTIONS_EMPTY', 'warning LINT_NO_EXPIRY']);
    expect(codes(new Map() as object)).toEqual(['error ERR_RESTRICTION_VALUE', 'warning LINT_NO_EXPIRY']);
    expect(codes({ ...fine, searchParams: { filters: 'owner:bob' } })).toEqual([
      'error ERR_RESTRICTION_CONFLICT',
    ]);
  });

  it('a validUntil that is refused is not called missing', () => {
    expect(codes({ ...fine, validUntil: inAnHour.getTime() })).toEqual(['error ERR_RESTRICTION_VALUE']);
  });

  it('filter syntax comes with its column', () => {
    const [finding] = lintRestrictions({ ...fine, filters: 'a:1 AND NOT (b:2)' }, { now });
    expect(finding).toMatchObject({ code: 'LINT_FILTER_SYNTAX', parameter: 'filters', column: 13 });
  });

  it('a finding on length says where the characters go', () => {
    const [finding] = lintRestrictions({ ...fine, query: 'x'.repeat(400) }, { now });
    expect(finding?.message).toMatch(/Largest parts: query 5\d\d, signature \d+/);
  });

  it('no restrictions object is a TypeError', () => {
    expect(() => lintRestrictions(undefined as never)).toThrow(TypeError);
  });
});

describe('findings of a key that exists', () => {
  const until = `validUntil=${inAnHour.getTime() / 1000}`;
  it.each([
    [`filters=owner%3Aann&${until}`, []],
    [`${until}&filters=owner%3Aann`, ['info LINT_NOT_CANONICAL']],
    [`filters=a&filters=b&${until}`, ['error LINT_REPEATED_PARAMETER']],
    ['filters=a&validUntil=tomorrow', ['error LINT_UNREADABLE_PARAMETER']],
    ['validUntil=tomorrow', ['error LINT_UNREADABLE_PARAMETER']],
    ['filters=a&filters=b', ['error LINT_REPEATED_PARAMETER', 'warning LINT_NO_EXPIRY']],
    [`filters=a&restrictIndex=x&${until}`, ['error ERR_RESTRICTION_UNKNOWN']],
    [`filters=a&restrictIndices=&${until}`, ['error ERR_RESTRICTION_EMPTY']],
    ['', ['error ERR_RESTRICTIONS_EMPTY', 'warning LINT_NO_EXPIRY', 'info LINT_NOT_CANONICAL']],
  ])('%s', (queryString, expected) => {
    const findings = lintSecuredApiKey(keyOf(queryString), { now });
    expect(findings.map(({ code, severity }) => `${severity} ${code}`)).toEqual(expected);
  });

  it('a verified key that was written by hand, without problems, is judged as well', () => {
    const { problems: _, ...key } = keyOf(`${until}&filters=a&restrictIndex=x`);
    expect(lintSecuredApiKey(key as never, { now }).map(({ code }) => code)).toEqual([
      'ERR_RESTRICTION_UNKNOWN',
      'LINT_NOT_CANONICAL',
    ]);
  });

  it.each([[undefined], [null], ['key'], [{}], [{ restrictions: {} }]])(
    'says what it takes for %j',
    decoded => {
      expect(() => lintSecuredApiKey(decoded as never)).toThrow(/^lintSecuredApiKey takes a key from/);
    },
  );

  it('thousands of unknown names are found within 100 ms, and the first ones with a suggestion', () => {
    const names = [
      'filterz',
      'restrictIndexes',
      ...Array.from({ length: 4_000 }, (_, index) => `name${index}`),
    ];
    const key = keyOf(names.map(name => `${name}=1`).join('&'));
    expect(bestTimeMs(() => lintSecuredApiKey(key, { now }))).toBeLessThan(100);
    const findings = lintSecuredApiKey(key, { now });
    const unknown = findings.filter(({ code }) => code === 'ERR_RESTRICTION_UNKNOWN');
    expect(unknown.map(({ parameter }) => parameter)).toEqual(names);
    expect(JSON.stringify(unknown[1])).toContain('restrictIndices');
  });

  it('no finding shows a name of any length, or a control character', () => {
    for (const { message, parameter } of lintSecuredApiKey(
      keyOf(`a${encodeURIComponent('\n\u2028\u009b')}${'b'.repeat(900)}=1&c%0Ad=1&c%0Ad=2`),
      { now },
    )) {
      expect(message + parameter).not.toMatch(/[\p{Cc}\p{Zl}]/u);
      expect(parameter?.length ?? 0).toBeLessThan(50);
    }
  });

  it('says itself whether a verified key is canonical', () => {
    const parentApiKeys = '2640659426d5107b6e47d75db9cbaef8';
    const verified = verifySecuredApiKey(generateSecuredApiKey(parentApiKeys, fine), { parentApiKeys, now });
    expect(lintSecuredApiKey(verified, { now })).toEqual([]);
  });

  it('no finding shows the parent API key', () => {
    const parentApiKey = 'sk-alg-0123456789abcdef';
    expect(JSON.stringify(lintRestrictions(fine, { now, parentApiKey }))).not.toContain('sk-alg');
  });
});

describe('measureSecuredApiKey', () => {
  it('the parts add up to the length of the key', () => {
    const queryString = serializeRestrictions({ ...fine, restrictIndices: ['a', 'b'] });
    const { keyLength, parts } = measureSecuredApiKey(queryString);
    expect(keyLength).toBe(Buffer.from('0'.repeat(64) + queryString).toString('base64').length);
    expect(parts.reduce((sum, part) => sum + part.characters, 0)).toBe(keyLength);
    expect(parts.map(part => part.name)).toEqual(['signature', 'filters', 'restrictIndices', 'validUntil']);
  });
});

it('a parameter of a key that is named searchParams is an unknown one, never an exception', () => {
  for (const text of [
    'filters=a&searchParams=b',
    'searchParams=',
    'searchParams=%7B%22filters%22%3A%22%22%7D',
  ]) {
    for (const allowUnknownParameters of [false, true]) {
      expect(lintSecuredApiKey(keyOf(text), { allowUnknownParameters })).toContainEqual(
        expect.objectContaining({ code: 'ERR_RESTRICTION_UNKNOWN', parameter: 'searchParams' }),
      );
    }
  }
});
