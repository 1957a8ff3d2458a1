import { describe, expect, it } from 'vitest';
import { serializeRestrictions } from '../../src/secured-api-key/serialize.ts';

type Row = [what: string, restrictions: object, text: string];

/** `text` is the decoded value of the one parameter in the query string. */
const rows: Row[] = [
  ['a string as it is', { filters: 'user:42 AND "a b"' }, 'user:42 AND "a b"'],
  ['an integer as its digits', { hitsPerPage: 20 }, '20'],
  ['a negative integer', { minProximity: -7 }, '-7'],
  ['an integer above a million without an exponent', { length: 123456789012345 }, '123456789012345'],
  ['the largest safe integer', { offset: Number.MAX_SAFE_INTEGER }, '9007199254740991'],
  ['a bigint as the number it names', { hitsPerPage: 20n }, '20'],
  ['validUntil as a bigint', { validUntil: 1893456000n }, '1893456000'],
  ['a number where text belongs, as the official client writes it', { userToken: 42 }, '42'],
  ['a fraction where text belongs', { userToken: -1.5 }, '-1.5'],
  ['a longer fraction where text belongs', { userToken: 12.3456 }, '12.3456'],
  ['true', { analytics: true }, 'true'],
  ['false', { synonyms: false }, 'false'],
  ['validUntil as seconds', { validUntil: 1893456000 }, '1893456000'],
  ['validUntil as a Date, rounded down', { validUntil: new Date(1893456000_999) }, '1893456000'],
  ['a flat list as comma text', { restrictIndices: ['a', 'b_*'] }, 'a,b_*'],
  ['a list of one', { restrictIndices: ['a'] }, 'a'],
  ['numbers in a list as text', { facets: [1, 2.5, -3] }, '1,2.5,-3'],
  ['text where a list belongs, untouched', { restrictIndices: 'a,b' }, 'a,b'],
  ['JSON text where a list belongs, untouched', { facetFilters: '[["a:1"], "b:2"]' }, '[["a:1"], "b:2"]'],
  ['an element with a comma as JSON', { facetFilters: ['brand:Foo, Inc'] }, '["brand:Foo, Inc"]'],
  ['an element with ( as JSON', { facets: ['a(b'] }, '["a(b"]'],
  ['an element with ) as JSON', { facets: ['a)b'] }, '["a)b"]'],
  ['an element with [ as JSON', { facets: ['a[b'] }, '["a[b"]'],
  ['an element with ] as JSON', { facets: ['a]b'] }, '["a]b"]'],
  ['an element with " as JSON', { facets: ['a"b'] }, '["a\\"b"]'],
  ['an element with \\ stays comma text', { facets: ['a\\b', 'c'] }, 'a\\b,c'],
  ['an element with { stays comma text', { facets: ['{a}'] }, '{a}'],
  ['a nested list as JSON', { facetFilters: [['a:1', 'a:2'], 'b:3'] }, '[["a:1","a:2"],"b:3"]'],
  ['a nested list of one group as JSON', { tagFilters: [['a', 'b']] }, '[["a","b"]]'],
  ['a nested list of one item as JSON', { numericFilters: [['price<10']] }, '[["price<10"]]'],
  ['an empty list that restricts nothing anyway', { attributesToRetrieve: [] }, ''],
  ['a list of one empty text, as the official client writes it', { attributesToRetrieve: [''] }, ''],
  ['a list of two empty texts', { attributesToRetrieve: ['', ''] }, ','],
  ['an object as JSON', { semanticSearch: { eventSources: ['a'] } }, '{"eventSources":["a"]}'],
  ['null inside an object, which JSON can say', { renderingContent: { a: null } }, '{"a":null}'],
  ['undefined inside an object is left out', { renderingContent: { a: undefined, b: 1 } }, '{"b":1}'],
  [
    'own __proto__ inside an object is kept',
    { renderingContent: JSON.parse('{"__proto__":{"a":1}}') },
    '{"__proto__":{"a":1}}',
  ],
  [
    'number lists as JSON',
    { insideBoundingBox: [[47.3165, 4.9665, 47.3424, 5.0201]] },
    '[[47.3165,4.9665,47.3424,5.0201]]',
  ],
  [
    'number lists as text, untouched',
    { insideBoundingBox: '47.3165,4.9665,47.3424,5.0201' },
    '47.3165,4.9665,47.3424,5.0201',
  ],
  ['a list of objects as JSON', { aroundPrecision: [{ from: 0, value: 25 }] }, '[{"from":0,"value":25}]'],
  ['aroundPrecision as a number', { aroundPrecision: 100 }, '100'],
  ['aroundRadius all', { aroundRadius: 'all' }, 'all'],
  ['typoTolerance strict', { typoTolerance: 'strict' }, 'strict'],
  ['typoTolerance as a boolean', { typoTolerance: false }, 'false'],
  ['ignorePlurals as languages', { ignorePlurals: ['fr', 'en'] }, 'fr,en'],
  ['distinct as a boolean', { distinct: true }, 'true'],
  ['distinct as a number', { distinct: 2 }, '2'],
  ['one IPv4 address', { restrictSources: '10.0.0.1' }, '10.0.0.1'],
  ['one IPv4 range', { restrictSources: '192.168.1.0/24' }, '192.168.1.0/24'],
  [
    'patterns with a star first or last',
    { restrictIndices: ['*', 'dev_*', '*_dev', '*_p_*'] },
    '*,dev_*,*_dev,*_p_*',
  ],
];

describe('canonical form', () => {
  it.each(rows)('%s', (_, restrictions, text) => {
    const [name] = Object.keys(restrictions);
    expect(serializeRestrictions(restrictions)).toBe(`${name}=${encodeURIComponent(text)}`);
    expect(serializeRestrictions({ searchParams: restrictions })).toBe(`${name}=${encodeURIComponent(text)}`);
  });

  it('undefined is left out, at both places', () => {
    expect(
      serializeRestrictions({
        filters: 'a:1',
        query: undefined,
        searchParams: { filters: undefined, page: undefined },
      }),
    ).toBe('filters=a%3A1');
    expect(serializeRestrictions({ filters: 'a:1', searchParams: undefined })).toBe('filters=a%3A1');
  });

  it('a parameter given in both places with one value is written once', () => {
    expect(serializeRestrictions({ filters: 'a:1', searchParams: { filters: 'a:1' } })).toBe('filters=a%3A1');
    expect(serializeRestrictions({ facets: ['a', 'b'], searchParams: { facets: 'a,b' } })).toBe(
      'facets=a%2Cb',
    );
  });
});

describe('canonical form of parameters newer than the table', () => {
  const newer: Row[] = [
    ['text', { newThing: 'a b' }, 'a b'],
    ['a number', { newThing: 5 }, '5'],
    ['a boolean', { newThing: true }, 'true'],
    ['a flat list', { newThing: ['a', 'b'] }, 'a,b'],
    ['a flat list of numbers', { newThing: [1, 2] }, '1,2'],
    ['a list with null, which only JSON can say', { newThing: ['a', null] }, '["a",null]'],
    ['a list that comma text would split', { newThing: ['a,b'] }, '["a,b"]'],
    ['a nested list', { newThing: [['a'], 'b'] }, '[["a"],"b"]'],
    ['an object', { newThing: { a: [1] } }, '{"a":[1]}'],
    ['an own __proto__', JSON.parse('{"__proto__":"x"}'), 'x'],
    ['the name constructor', { constructor: 'x' }, 'x'],
  ];

  it.each(newer)('%s', (_, restrictions, text) => {
    const [name] = Object.keys(restrictions);
    expect(serializeRestrictions(restrictions, { allowUnknownParameters: true })).toBe(
      `${name}=${encodeURIComponent(text)}`,
    );
  });
});
