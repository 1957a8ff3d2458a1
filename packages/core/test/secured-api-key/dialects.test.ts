import { describe, expect, it } from 'vitest';
import { verifySecuredApiKey } from '../../src/index.ts';
import { decodeSecuredApiKey } from '../../src/secured-api-key/decode.ts';
import { parseRestrictions } from '../../src/secured-api-key/parse.ts';
import { PARENT, signedKey } from '../support/credentials.ts';
import { errorOf, wordsOf } from '../support/error-of.ts';

type Row = [what: string, queryString: string, restrictions: object];

const dialects: Row[] = [
  ['a space as %20', 'query=a%20b', { query: 'a b' }],
  ['a space as +', 'query=a+b', { query: 'a b' }],
  ['a literal plus as %2B', 'query=a%2Bb', { query: 'a+b' }],
  ['a plus in a name', 'new+thing=1', { 'new thing': '1' }],
  ['uppercase %XX', 'filters=a%3A1%2F', { filters: 'a:1/' }],
  ['lowercase %xx', 'filters=a%3a1%2f', { filters: 'a:1/' }],
  ['raw reserved characters', "filters=a:1/(b)!~*'@$,;?", { filters: "a:1/(b)!~*'@$,;?" }],
  ['everything encoded', 'query=%61%62', { query: 'ab' }],
  ['raw non-Latin text', 'query=é鍵🔑', { query: 'é鍵🔑' }],
  ['encoded non-Latin text', 'query=%C3%A9%E9%8D%B5%F0%9F%94%91', { query: 'é鍵🔑' }],
  ['a raw = in a value', 'filters=a=b=c', { filters: 'a=b=c' }],
  ['an encoded name', '%66ilters=a', { filters: 'a' }],
  ['a name encoded as a whole', '%71%75%65%72%79=q', { query: 'q' }],
  ['a list as comma text', 'restrictIndices=a%2Cb', { restrictIndices: ['a', 'b'] }],
  ['a list as raw comma text', 'restrictIndices=a,b', { restrictIndices: ['a', 'b'] }],
  ['a list as compact JSON', 'restrictIndices=%5B%22a%22%2C%22b%22%5D', { restrictIndices: ['a', 'b'] }],
  ['a list as spaced JSON', 'restrictIndices=%5B%22a%22%2C%20%22b%22%5D', { restrictIndices: ['a', 'b'] }],
  ['a list as JSON spaced by +', 'restrictIndices=["a",+"b"]', { restrictIndices: ['a', 'b'] }],
  ['a list as raw JSON', 'restrictIndices=["a","b"]', { restrictIndices: ['a', 'b'] }],
  ['JSON with an escaped slash', 'facetFilters=["a:b\\/c"]', { facetFilters: ['a:b/c'] }],
  [
    'JSON with a unicode escape',
    'facetFilters=["a:\\u00e9","\\ud83d\\udd11"]',
    { facetFilters: ['a:é', '🔑'] },
  ],
  ['a list as JSON after a space', 'restrictIndices=%20["a"]', { restrictIndices: ['a'] }],
  ['parentheses in a flat list, where no group can be', 'facets=a(b,c)d', { facets: ['a(b', 'c)d'] }],
  ['numbers in a JSON list', 'restrictIndices=[1,2]', { restrictIndices: ['1', '2'] }],
  ['an empty list', 'attributesToRetrieve=', { attributesToRetrieve: [] }],
  ['an empty JSON list', 'attributesToRetrieve=[]', { attributesToRetrieve: [] }],
  ['a nested list as JSON', 'facetFilters=[["a:1","a:2"],"b:3"]', { facetFilters: [['a:1', 'a:2'], 'b:3'] }],
  [
    'a nested list with every item wrapped',
    'facetFilters=[["a:1"],["b:3"]]',
    { facetFilters: [['a:1'], ['b:3']] },
  ],
  [
    'a nested list in legacy comma text',
    'tagFilters=tag1,(tag2,tag3)',
    { tagFilters: ['tag1', ['tag2', 'tag3']] },
  ],
  ['one text where a list may be', 'facetFilters=a:1', { facetFilters: ['a:1'] }],
  ['true', 'analytics=true', { analytics: true }],
  ['1 for true', 'analytics=1', { analytics: true }],
  ['false', 'analytics=false', { analytics: false }],
  ['0 for false', 'analytics=0', { analytics: false }],
  ['plain digits', 'validUntil=1893456000', { validUntil: 1893456000 }],
  ['digits with .0', 'validUntil=1893456000.0', { validUntil: 1893456000 }],
  ['an integer with .0', 'hitsPerPage=20.0', { hitsPerPage: 20 }],
  ['digits with .000', 'validUntil=1893456000.000', { validUntil: 1893456000 }],
  ['an integer with .00', 'hitsPerPage=20.00', { hitsPerPage: 20 }],
  ['an integer in exponent form', 'offset=1e%2B06', { offset: 1000000 }],
  ['an integer in exponent form without a sign', 'offset=1.5e3', { offset: 1500 }],
  ['a negative integer', 'minProximity=-2', { minProximity: -2 }],
  ['validUntil zero, which is not absent', 'validUntil=0', { validUntil: 0 }],
  [
    'number lists',
    'insideBoundingBox=[[1.5,-2],[3,4]]',
    {
      insideBoundingBox: [
        [1.5, -2],
        [3, 4],
      ],
    },
  ],
  ['number lists as text', 'insideBoundingBox=1,2,3,4', { insideBoundingBox: '1,2,3,4' }],
  ['an object', 'semanticSearch={"eventSources":["a"]}', { semanticSearch: { eventSources: ['a'] } }],
  ['a word among alternatives', 'typoTolerance=min', { typoTolerance: 'min' }],
  ['a boolean among alternatives', 'typoTolerance=false', { typoTolerance: false }],
  ['a list among alternatives', 'ignorePlurals=fr,en', { ignorePlurals: ['fr', 'en'] }],
  ['a number among alternatives', 'aroundRadius=500', { aroundRadius: 500 }],
  ['a word instead of a number', 'aroundRadius=all', { aroundRadius: 'all' }],
  ['any order', 'query=q&filters=a', { filters: 'a', query: 'q' }],
  ['a leading &', '&filters=a', { filters: 'a' }],
  ['a trailing &', 'filters=a&', { filters: 'a' }],
  ['a doubled &', 'filters=a&&query=q', { filters: 'a', query: 'q' }],
  ['no parameter', '', {}],
  ['an absent value written empty', 'query=', { query: '' }],
  ['an absent value written null', 'query=null', { query: 'null' }],
  ['an absent value written None', 'userToken=None', { userToken: 'None' }],
  ['a name without a value', 'query', { query: '' }],
  ['a value without a name', '=a', { '': 'a' }],
  ['an unknown name', 'newThing=a%2Cb', { newThing: 'a,b' }],
  ['the name __proto__', '__proto__=x&filters=a', JSON.parse('{"__proto__":"x","filters":"a"}')],
  ['the name constructor', 'constructor=x', { constructor: 'x' }],
  [
    'a name that only ends like a known one',
    'myvalidUntil=1&validUntil=1893456000',
    { myvalidUntil: '1', validUntil: 1893456000 },
  ],
  ['a name without a value, before another parameter', 'query&filters=a%3A1', { query: '', filters: 'a:1' }],
  ['brackets inside comma text', 'attributesToRetrieve=a,b[0]', { attributesToRetrieve: ['a', 'b[0]'] }],
  ['a value that looks like a parameter', 'filters=a%26validUntil%3D1', { filters: 'a&validUntil=1' }],
  ['a byte order mark, which was signed', 'query=\ufeffa', { query: '\ufeffa' }],
  ['an encoded replacement character, which is text', 'query=%EF%BF%BD', { query: '\ufffd' }],
];

describe('a decoder reads every dialect', () => {
  it.each(dialects)('%s', (_, queryString, restrictions) => {
    expect(parseRestrictions(queryString)).toStrictEqual(restrictions);
    const decoded = decodeSecuredApiKey(signedKey(queryString));
    expect(decoded.queryString).toBe(queryString);
    expect(decoded.restrictions).toStrictEqual(restrictions);
    expect(decoded.problems).toEqual([]);
  });

  it.each(dialects)('%s: verified over the text as received', (_, queryString, restrictions) => {
    const verified = verifySecuredApiKey(signedKey(queryString), { parentApiKeys: PARENT, now: new Date(0) });
    expect(verified.restrictions).toStrictEqual(restrictions);
  });
});

const invalidUtf8 = (text: string): Buffer => Buffer.from(text, 'latin1');

/** What a decoder reports, and a verifier refuses. */
const ambiguous: [what: string, signed: string | Buffer, parameter: string, shown: unknown][] = [
  ['a repeated filters', 'filters=a&filters=b', 'filters', 'a'],
  ['a filters repeated with the same value', 'filters=a&filters=a', 'filters', 'a'],
  ['a repeated name, one of them encoded', 'filters=a&%66ilters=b', 'filters', 'a'],
  ['a repeated parameter that restricts nothing', 'query=a&query=b', 'query', 'a'],
  ['a repeated unknown name', 'x=1&x=2', 'x', '1'],
  ['a repeated __proto__', '__proto__=1&__proto__=2', '__proto__', '1'],
  ['a repeated validUntil, the dead one first', 'validUntil=1&validUntil=9999999999', 'validUntil', 1],
  ['validUntil as a date', 'validUntil=2030-01-01', 'validUntil', '2030-01-01'],
  ['validUntil in milliseconds', 'validUntil=1893456000000', 'validUntil', '1893456000000'],
  ['validUntil with a fraction', 'validUntil=1893456000.5', 'validUntil', '1893456000.5'],
  ['validUntil in exponent form', 'validUntil=1.893456e9', 'validUntil', '1.893456e9'],
  ['validUntil Infinity', 'validUntil=Infinity', 'validUntil', 'Infinity'],
  ['validUntil NaN', 'validUntil=NaN', 'validUntil', 'NaN'],
  ['validUntil null', 'validUntil=null', 'validUntil', 'null'],
  ['validUntil None', 'validUntil=None', 'validUntil', 'None'],
  ['validUntil empty', 'validUntil=', 'validUntil', ''],
  ['validUntil without a value', 'validUntil', 'validUntil', ''],
  ['validUntil negative', 'validUntil=-1', 'validUntil', '-1'],
  ['validUntil with a sign', 'validUntil=%2B1893456000', 'validUntil', '+1893456000'],
  ['validUntil with a trailing space', 'validUntil=1893456000+', 'validUntil', '1893456000 '],
  ['validUntil in hexadecimal', 'validUntil=0x7fffffff', 'validUntil', '0x7fffffff'],
  ['validUntil in other digits', 'validUntil=١٨٩٣٤٥٦٠٠٠', 'validUntil', '١٨٩٣٤٥٦٠٠٠'],
  ['JSON cut short', 'facetFilters=["a"', 'facetFilters', '["a"'],
  ['JSON of a flat list cut short', 'restrictIndices=["a"', 'restrictIndices', '["a"'],
  ['JSON in single quotes', "facetFilters=['a']", 'facetFilters', "['a']"],
  ['JSON nested too deep', 'facetFilters=[[["a"]]]', 'facetFilters', '[[["a"]]]'],
  ['null in a list', 'tagFilters=[null]', 'tagFilters', '[null]'],
  ['a group in a flat list', 'restrictIndices=[["a"]]', 'restrictIndices', '[["a"]]'],
  ['a group never closed', 'numericFilters=a,(b', 'numericFilters', 'a,(b'],
  ['a broken percent-encoding', 'filters=a%3', 'filters', 'a%3'],
  ['a percent sign alone', 'filters=100%', 'filters', '100%'],
  ['an encoded lone surrogate', 'userToken=a%ED%A0%80b', 'userToken', 'a\ufffd\ufffd\ufffdb'],
  ['encoded Latin-1', 'filters=caf%E9', 'filters', 'caf\ufffd'],
  ['raw Latin-1', invalidUtf8('filters=caf\xe9'), 'filters', 'caf\ufffd'],
  ['a name in Latin-1', invalidUtf8('caf\xe9=a'), 'caf\ufffd', 'a'],
  ['a restriction’s name with a broken encoding', 'filters%=a', 'filters%', 'a'],
];

describe('what is ambiguous is reported by decode, and refused by verify', () => {
  it.each(ambiguous)('%s', (_, signed, parameter, shown) => {
    const key = signedKey(signed);
    const { restrictions, problems } = decodeSecuredApiKey(key);
    const isRepeated = problems[0]?.kind === 'repeated';
    // Of a repeated name the first value is shown; what cannot be read is shown in the problem alone.
    expect(isRepeated ? new Map(Object.entries(restrictions)).get(parameter) : problems[0]?.text).toBe(shown);
    expect(Object.keys(restrictions).includes(parameter)).toBe(isRepeated);
    expect(Object.entries(parseRestrictions(decodeSecuredApiKey(key).queryString))).toContainEqual([
      parameter,
      shown,
    ]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({
      parameter,
      message: expect.stringContaining(JSON.stringify(parameter)),
    });

    const error = errorOf(() => verifySecuredApiKey(key, { parentApiKeys: PARENT, now: new Date(0) }));
    expect(error.code).toBe('ERR_KEY_AMBIGUOUS');
    expect(error.parameter).toBe(parameter);
    expect(wordsOf(error)).toMatch(/is ambiguous.*Generate it again/);
  });

  it.each([
    'hitsPerPage=many',
    'hitsPerPage=1.5',
    'hitsPerPage=1e400',
    'hitsPerPage=9007199254740993',
    'hitsPerPage=',
    'hitsPerPage=20x',
    'hitsPerPage=20e',
    'analytics=True',
    'analytics=10',
    'analytics=true1',
    'analytics=untrue',
    'analytics=falsely',
    'analytics=00',
    'typoTolerance=maximum',
    'insidePolygon=[["1"]]',
    'aroundPrecision=[1]',
    'insidePolygon=1,2',
    'renderingContent=[1]',
    'query=caf%E9',
  ])('but what is known to restrict nothing may be unreadable: %s', queryString => {
    const { problems, restrictions } = verifySecuredApiKey(signedKey(queryString), { parentApiKeys: PARENT });
    const [name] = queryString.split('=');
    expect(problems).toMatchObject([{ kind: 'unreadable', parameter: name }]);
    expect(restrictions).toEqual({});
    expect(typeof problems[0]?.text).toBe('string');
  });

  it('every problem is listed, in the order of the text', () => {
    const { problems } = decodeSecuredApiKey(signedKey('filters=a&validUntil=x&filters=b&page=y'));
    expect(problems.map(({ kind, parameter }) => [kind, parameter])).toEqual([
      ['unreadable', 'validUntil'],
      ['repeated', 'filters'],
      ['unreadable', 'page'],
    ]);
  });
});
