import { describe, expect, it } from 'vitest';
import { generateSecuredApiKey, parseFilters } from '../../src/index.ts';
import { serializeRestrictions } from '../../src/secured-api-key/serialize.ts';
import { errorOf, wordsOf } from '../support/error-of.ts';

type Row = [what: string, restrictions: unknown, message: string, hint?: string];

const WRITE_AS_TEXT = 'Write the number as text.';
const PLAIN = 'Copy the parameters into a plain object. Otherwise, some of them would not be signed.';
const FAITHFUL = 'Use strings, finite numbers, booleans, and plain lists and objects of them.';
const TIME = '"validUntil" must be a positive Unix time in whole seconds, or a valid Date after 1970; it is';
const ONE_HOUR = 'For one hour, pass Math.floor(Date.now() / 1000) + 3600.';
const CONVERT_TEXT = 'Pass new Date(text), or Number(text) for Unix seconds.';
const FACET_FILTERS =
  '"facetFilters" must be a list of strings (a list inside it is an OR), or one string; it is';
const SOURCE = '"restrictSources" must be one IPv4 address or one IPv4 range, such as 192.168.1.0/24.';
const NEWER = 'For a parameter newer than this package, pass allowUnknownParameters: true.';

const failing = {
  get filters(): string {
    throw new Error('of the caller');
  },
};
describe('the message of a refusal, and its hint', () => {
  it.each<Row>([
    ['nothing', undefined, '"restrictions" must be an object of parameters; it is undefined.'],
    ['text', 'filters=a', '"restrictions" must be an object of parameters; it is a string.'],
    [
      'no parameter',
      {},
      'The restrictions are empty, and the server refuses such a key.',
      'Set at least one, such as filters or validUntil.',
    ],
    [
      'parameters in a Map',
      new Map(),
      '"restrictions" must be a plain object of parameters; it is or contains a Map.',
      PLAIN,
    ],
    [
      'an accessor that throws',
      failing,
      '"restrictions" must be a plain object of parameters; it is or contains an accessor or a proxy that throws.',
      PLAIN,
    ],
    [
      'null in searchParams',
      { searchParams: null },
      '"searchParams" must be an object of parameters; it is null.',
    ],
    [
      'a Map in searchParams',
      { searchParams: new Map() },
      '"searchParams" must be a plain object of parameters; it is or contains a Map.',
      PLAIN,
    ],
    [
      'a name near one of the table',
      { restrictIndexes: ['a'] },
      'Unknown search parameter "restrictIndexes". It would restrict nothing.',
      `Did you mean "restrictIndices"? ${NEWER}`,
    ],
    [
      'a name near none',
      { zzzzzzzzzz: 1 },
      'Unknown search parameter "zzzzzzzzzz". It would restrict nothing.',
      NEWER,
    ],
    [
      'two filters',
      { filters: 'a:1', searchParams: { filters: 'b:1' } },
      '"filters" has two different values.',
      'Join them with combineFilters(a, b), which means a AND b.',
    ],
    [
      'two counts',
      { page: 1, searchParams: { page: 2 } },
      '"page" has two different values.',
      'Set it once.',
    ],
    [
      'a list of filters',
      { filters: ['a:1', 'b:2'] },
      '"filters" must be a string; it is an array.',
      'Join a list with combineFilters(...list).',
    ],
    [
      'a tree as filters',
      { filters: parseFilters('a:1') },
      '"filters" must be a string; it is an object.',
      'Write text, such as brand:Acme. printFilters converts a tree to text.',
    ],
    ['null as filters', { filters: null }, '"filters" must be a string; it is null.'],
    [
      'a list of sources',
      { restrictSources: ['10.0.0.1'] },
      '"restrictSources" must be a string; it is an array.',
      'For several sources, generate several keys.',
    ],
    ['a boolean as filters', { filters: true }, '"filters" must be a string; it is a boolean.'],
    ['a list of queries', { query: ['a'] }, '"query" must be a string; it is an array.'],
    ['an IPv6 source', { restrictSources: '::1' }, SOURCE, 'The vendor does not document IPv6.'],
    [
      'several sources',
      { restrictSources: '10.0.0.1,10.0.0.2' },
      SOURCE,
      'For several sources, generate several keys.',
    ],
    [
      'milliseconds',
      { validUntil: 1893456000000 },
      `${TIME} the number 1893456000000.`,
      'Convert milliseconds: Math.floor(milliseconds / 1000).',
    ],
    [
      'an invalid Date',
      { validUntil: new Date('soon') },
      `${TIME} an invalid Date.`,
      'Check the text that it was created from.',
    ],
    ['a Date before 1970', { validUntil: new Date(-1) }, `${TIME} a Date.`, ONE_HOUR],
    ['a date as text', { validUntil: '2030-01-01' }, `${TIME} a string.`, CONVERT_TEXT],
    ['Unix seconds as text', { validUntil: '1893456000' }, `${TIME} a string.`, CONVERT_TEXT],
    ['a fraction of seconds', { validUntil: 1.5 }, `${TIME} the number 1.5.`, ONE_HOUR],
    ['a number in place of a list', { facetFilters: 5 }, `${FACET_FILTERS} the number 5.`, WRITE_AS_TEXT],
    ['a boolean in a list', { facetFilters: [true] }, `${FACET_FILTERS} an array that contains a boolean.`],
    [
      'a boolean in a group',
      { facetFilters: ['a', ['b', true]] },
      `${FACET_FILTERS} an array that contains a boolean.`,
    ],
    [
      'a boolean after a number, which a list may contain',
      { facetFilters: [1, true] },
      `${FACET_FILTERS} an array that contains a boolean.`,
    ],
    [
      'text in a list of numbers',
      { insidePolygon: [[1, 'x']] },
      '"insidePolygon" must be a list of lists of numbers; it is an array that contains a string.',
    ],
    [
      'a list in a list of strings',
      { facets: ['a', ['b']] },
      '"facets" must be a list of strings, or one string; it is an array that contains an array.',
    ],
    [
      'a list too deep',
      { facetFilters: [['a', ['b']]] },
      `${FACET_FILTERS} a list inside a list inside a list.`,
    ],
    [
      'text with an open group',
      { facetFilters: '(a' },
      '"facetFilters" is a string that cannot be read as a list.',
      'Pass an array.',
    ],
    [
      'an empty list',
      { facetFilters: [] },
      '"facetFilters" is empty or has an empty element, so it would restrict nothing.',
      'If the user may see nothing, generate no key. If the user may see everything, remove the parameter.',
    ],
    [
      'a star inside a pattern',
      { restrictIndices: ['a*b'] },
      '"restrictIndices" has an index pattern with a "*" in the middle.',
      'A "*" is a wildcard only as the first or the last character.',
    ],
    [
      'a number without a plain form',
      { query: 1e21 },
      '"query" must be a string; it is the number 1e+21.',
      WRITE_AS_TEXT,
    ],
    ['a number that is not one', { query: Number.NaN }, '"query" must be a string; it is the number NaN.'],
    ['a negative count', { page: -1 }, '"page" must be 0 or more.'],
    ['a fraction', { page: 1.5 }, '"page" must be an integer; it is the number 1.5.'],
    ['a word', { aroundRadius: 'some' }, '"aroundRadius" must be an integer, or "all"; it is a string.'],
    [
      'a lone surrogate',
      { query: '\ud800' },
      '"query" is or contains a lone surrogate (text that is not well-formed Unicode), which cannot be signed without loss.',
      FAITHFUL,
    ],
    [
      'an accessor that throws inside a value',
      { renderingContent: failing },
      '"renderingContent" is or contains an accessor or a proxy that throws, which cannot be signed without loss.',
      FAITHFUL,
    ],
    [
      'a query that no key can hold',
      { query: 'q'.repeat(50_000) },
      'The restrictions make a query string of 50006 characters. The limit is 49088.',
      'Store long lists in the records, and filter by one attribute.',
    ],
  ])('of %s', (_, restrictions, message, hint) => {
    const error = errorOf(() => serializeRestrictions(restrictions as object));
    expect([error.message, error.hint]).toEqual([message, hint]);
  });

  it.each<Row>([
    [
      'a symbol',
      { newer: Symbol('s') },
      '"newer" must be a string, a number, a boolean, a list or an object; it is a symbol.',
    ],
    [
      'a number without a plain form',
      { newer: 1e21 },
      '"newer" must be a string, a number, a boolean, a list or an object; it is the number 1e+21.',
      WRITE_AS_TEXT,
    ],
    [
      'a lone surrogate',
      { newer: '\ud800' },
      '"newer" is or contains a lone surrogate (text that is not well-formed Unicode), which cannot be signed without loss.',
      FAITHFUL,
    ],
    [
      'more parameters than a key has',
      Object.fromEntries(Array.from({ length: 1_001 }, (_, index) => [`n${index}`, 'x'])),
      'The restrictions have more than 1000 parameters.',
      'Store long lists in the records, and filter by one attribute.',
    ],
  ])('of %s under a name that the table does not have', (_, restrictions, message, hint) => {
    const error = errorOf(() =>
      serializeRestrictions(restrictions as object, { allowUnknownParameters: true }),
    );
    expect([error.message, error.hint]).toEqual([message, hint]);
  });

  it('of a list that throws when it is described', () => {
    let reads = 0;
    const list = Object.defineProperty([true], 0, {
      get() {
        if (reads++ > 0) throw new Error('of the caller');
        return true;
      },
    });
    const error = errorOf(() => serializeRestrictions({ facetFilters: list } as object));
    expect(error.message).toBe(`${FACET_FILTERS} an accessor or a proxy that throws.`);
  });

  it('of a number that the engine would round', () => {
    for (const [name, value] of [
      ['filters', 'id = 9007199254740993'],
      ['numericFilters', ['id=9007199254740993']],
      // In a filter list, a quote is a character like any other.
      ['numericFilters', ['"id=9007199254740993"']],
    ] as const) {
      expect(errorOf(() => generateSecuredApiKey('parent', { [name]: value }))).toMatchObject({
        code: 'ERR_RESTRICTION_VALUE',
        parameter: name,
        message: `"${name}" compares a number that the engine would round.`,
        hint: expect.stringMatching(/^A number can reach from .* Store an id as text/),
      });
    }
  });

  it('never advises text where text is refused', () => {
    for (const restrictions of [{ hitsPerPage: 1.5 }, { hitsPerPage: 1e21 }, { validUntil: 1e12 }]) {
      expect(wordsOf(errorOf(() => serializeRestrictions(restrictions)))).not.toMatch(/as text/i);
    }
  });

  it('suggests no name that is not near', () => {
    expect(wordsOf(errorOf(() => serializeRestrictions({ zzzzzzzzzz: 1 } as object)))).not.toMatch(
      /Did you mean/,
    );
  });

  it('cannot end the line of a log, and clips a long name', () => {
    const message = wordsOf(
      errorOf(() => serializeRestrictions({ [`a\nERROR ${'x'.repeat(5000)}`]: 1 } as object)),
    );
    expect(message).not.toContain('\n');
    expect(message.length).toBeLessThan(400);
  });

  it('a name that may be anything is clipped in every message, also where unknown names are allowed', () => {
    const name = `a\n${'x'.repeat(5000)}`;
    const options = { allowUnknownParameters: true };
    for (const restrictions of [{ [name]: null }, { [name]: '1', searchParams: { [name]: '2' } }]) {
      const message = wordsOf(errorOf(() => serializeRestrictions(restrictions as object, options)));
      expect(message).not.toContain('\n');
      expect(message.length).toBeLessThan(400);
    }
  });
});
