import type { ForgekeyErrorCode } from '../../src/errors.ts';

export type RefusalRow = [what: string, restrictions: unknown, code: ForgekeyErrorCode, parameter?: string];

const cyclic: Record<string, unknown> = {};
cyclic.self = cyclic;
const cyclicList: unknown[] = [];
cyclicList.push(cyclicList);

export const emptyRestrictions: RefusalRow[] = [
  ['no parameter', {}, 'ERR_RESTRICTIONS_EMPTY', 'restrictions'],
  ['undefined instead of restrictions', undefined, 'ERR_RESTRICTIONS_EMPTY', 'restrictions'],
  ['only undefined parameters', { filters: undefined }, 'ERR_RESTRICTIONS_EMPTY', 'restrictions'],
  ['an empty searchParams', { searchParams: {} }, 'ERR_RESTRICTIONS_EMPTY', 'restrictions'],
  [
    'only undefined in searchParams',
    { searchParams: { page: undefined } },
    'ERR_RESTRICTIONS_EMPTY',
    'restrictions',
  ],
  ...[
    'filters',
    'facetFilters',
    'numericFilters',
    'tagFilters',
    'restrictIndices',
    'restrictSources',
    'userToken',
  ].flatMap((name): RefusalRow[] => [
    [`an empty ${name}`, { [name]: '' }, 'ERR_RESTRICTION_EMPTY', name],
    [`a whitespace-only ${name}`, { [name]: ' \n' }, 'ERR_RESTRICTION_EMPTY', name],
    [
      `an empty ${name} under searchParams`,
      { query: 'q', searchParams: { [name]: '' } },
      'ERR_RESTRICTION_EMPTY',
      name,
    ],
  ]),
  ...['facetFilters', 'numericFilters', 'tagFilters', 'restrictIndices'].flatMap((name): RefusalRow[] => [
    [`${name} of no element`, { [name]: [] }, 'ERR_RESTRICTION_EMPTY', name],
    [`${name} of an empty element`, { [name]: [''] }, 'ERR_RESTRICTION_EMPTY', name],
    [`${name} with a whitespace-only element`, { [name]: ['a', ' '] }, 'ERR_RESTRICTION_EMPTY', name],
    [`${name} as the text of an empty list`, { [name]: '[]' }, 'ERR_RESTRICTION_EMPTY', name],
    [`${name} as text with an empty element`, { [name]: 'a,' }, 'ERR_RESTRICTION_EMPTY', name],
  ]),
  ...['facetFilters', 'numericFilters', 'tagFilters'].flatMap((name): RefusalRow[] => [
    [`${name} of an empty group`, { [name]: [[]] }, 'ERR_RESTRICTION_EMPTY', name],
    [`${name} with an empty group`, { [name]: ['a:1', []] }, 'ERR_RESTRICTION_EMPTY', name],
    [`${name} with an empty element in a group`, { [name]: [['a:1', '']] }, 'ERR_RESTRICTION_EMPTY', name],
    [`${name} as text with an empty group`, { [name]: 'a,()' }, 'ERR_RESTRICTION_EMPTY', name],
  ]),
];

export const unknownNames: RefusalRow[] = [
  'restrictIndexes',
  'filter',
  'valid_until',
  'restrict_indices',
  'user_token',
  'Filters',
  'filters ',
  'searchParameters',
  'search_params',
  'referers',
  'acl',
  '__proto__',
  'constructor',
  'toString',
  '',
  'x&filters=1',
].map(
  (name): RefusalRow => [
    `the name ${JSON.stringify(name)}`,
    Object.fromEntries([[name, ['a']]]),
    'ERR_RESTRICTION_UNKNOWN',
    name,
  ],
);

export const unfaithfulValues: RefusalRow[] = [
  ...(
    [
      ['null', null],
      ['NaN', Number.NaN],
      ['Infinity', Number.POSITIVE_INFINITY],
      ['-Infinity', Number.NEGATIVE_INFINITY],
      ['a symbol', Symbol('s')],
      ['a function', () => 'a:1'],
      ['a bigint out of range', 2n ** 64n],
      ['a class instance', new (class Filter {})()],
      ['a boxed string', new String('a:1')],
      ['a lone surrogate', 'a\ud800b'],
      ['a list', ['a:1', 'b:2']],
      ['an object', { a: 1 }],
      ['a boolean', true],
      ['a number with an exponent', 1e21],
      ['a tiny number', 1e-7],
    ] as const
  ).flatMap(([what, value]): RefusalRow[] => [
    [`${what} as filters`, { filters: value }, 'ERR_RESTRICTION_VALUE', 'filters'],
    [
      `${what} as filters under searchParams`,
      { searchParams: { filters: value } },
      'ERR_RESTRICTION_VALUE',
      'filters',
    ],
  ]),
  ...(
    [
      ['null', null],
      ['undefined', undefined],
      ['NaN', Number.NaN],
      ['Infinity', Number.POSITIVE_INFINITY],
      ['a number with an exponent', 1e21],
      ['a boolean', true],
      ['an object', {}],
      ['a boxed string', new String('a')],
      ['a lone surrogate', '\udc00'],
      ['a list two deep', [['a']]],
      ['a symbol', Symbol('s')],
    ] as const
  ).flatMap(([what, element]): RefusalRow[] => [
    [`${what} as an element of a list`, { facets: ['a', element] }, 'ERR_RESTRICTION_VALUE', 'facets'],
    [`${what} in a group`, { facetFilters: ['a', [element]] }, 'ERR_RESTRICTION_VALUE', 'facetFilters'],
  ]),
  ['a group in a flat list', { restrictIndices: [['a']] }, 'ERR_RESTRICTION_VALUE', 'restrictIndices'],
  ['a list three deep', { facetFilters: [[['a:1']]] }, 'ERR_RESTRICTION_VALUE', 'facetFilters'],
  ['text with an open group', { facetFilters: 'a,(b' }, 'ERR_RESTRICTION_VALUE', 'facetFilters'],
  ['text that begins like JSON and is none', { tagFilters: '[a' }, 'ERR_RESTRICTION_VALUE', 'tagFilters'],
  ['JSON text that nests too deep', { facetFilters: '[[["a"]]]' }, 'ERR_RESTRICTION_VALUE', 'facetFilters'],
  ['text where an integer belongs', { hitsPerPage: '20' }, 'ERR_RESTRICTION_VALUE', 'hitsPerPage'],
  ['a fraction where an integer belongs', { hitsPerPage: 1.5 }, 'ERR_RESTRICTION_VALUE', 'hitsPerPage'],
  ['an unsafe integer', { hitsPerPage: 2 ** 53 }, 'ERR_RESTRICTION_VALUE', 'hitsPerPage'],
  ...['hitsPerPage', 'length', 'offset', 'page'].map(
    (name): RefusalRow => [`a negative ${name}`, { [name]: -1 }, 'ERR_RESTRICTION_VALUE', name],
  ),
  ['text where a boolean belongs', { analytics: 'false' }, 'ERR_RESTRICTION_VALUE', 'analytics'],
  ['a number where a boolean belongs', { analytics: 0 }, 'ERR_RESTRICTION_VALUE', 'analytics'],
  [
    'a word that is not one of the alternatives',
    { typoTolerance: 'maybe' },
    'ERR_RESTRICTION_VALUE',
    'typoTolerance',
  ],
  [
    'a word that is not one of the alternatives',
    { aroundRadius: 'some' },
    'ERR_RESTRICTION_VALUE',
    'aroundRadius',
  ],
  [
    'a flat list of numbers where lists of them belong',
    { insidePolygon: [1, 2] },
    'ERR_RESTRICTION_VALUE',
    'insidePolygon',
  ],
  ['text inside number lists', { insidePolygon: [['1']] }, 'ERR_RESTRICTION_VALUE', 'insidePolygon'],
  ['NaN inside number lists', { insidePolygon: [[Number.NaN]] }, 'ERR_RESTRICTION_VALUE', 'insidePolygon'],
  ['a hole inside number lists', { insidePolygon: [new Array(3)] }, 'ERR_RESTRICTION_VALUE', 'insidePolygon'],
  ...(
    [
      ['an object that says all', { toString: () => 'all' }],
      ['a list that says all', ['all']],
      ['a boxed all', new String('all')],
      ['a symbol', Symbol('all')],
    ] as const
  ).map(
    ([what, value]): RefusalRow => [
      `${what} among alternatives`,
      { aroundRadius: value },
      'ERR_RESTRICTION_VALUE',
      'aroundRadius',
    ],
  ),
  ['text where an object belongs', { renderingContent: '{}' }, 'ERR_RESTRICTION_VALUE', 'renderingContent'],
  ['a cyclic object', { renderingContent: cyclic }, 'ERR_RESTRICTION_VALUE', 'renderingContent'],
  ['a cyclic list', { facetFilters: cyclicList }, 'ERR_RESTRICTION_VALUE', 'facetFilters'],
  [
    'a Map inside an object',
    { renderingContent: { a: new Map() } },
    'ERR_RESTRICTION_VALUE',
    'renderingContent',
  ],
  ['a Date for a count', { hitsPerPage: new Date(20_000) }, 'ERR_RESTRICTION_VALUE', 'hitsPerPage'],
  [
    'a Date inside an object',
    { renderingContent: { a: new Date(0) } },
    'ERR_RESTRICTION_VALUE',
    'renderingContent',
  ],
  [
    'a toJSON inside an object',
    { renderingContent: { toJSON: () => 1 } },
    'ERR_RESTRICTION_VALUE',
    'renderingContent',
  ],
  ['a bigint inside an object', { renderingContent: { a: 1n } }, 'ERR_RESTRICTION_VALUE', 'renderingContent'],
  [
    'a lone surrogate in a name inside an object',
    { renderingContent: { '\ud800': 1 } },
    'ERR_RESTRICTION_VALUE',
    'renderingContent',
  ],
  [
    'undefined inside a list inside an object',
    { renderingContent: { a: [undefined] } },
    'ERR_RESTRICTION_VALUE',
    'renderingContent',
  ],
  ['null as searchParams', { filters: 'a:1', searchParams: null }, 'ERR_RESTRICTION_VALUE', 'searchParams'],
  [
    'text as searchParams',
    { filters: 'a:1', searchParams: 'query=a' },
    'ERR_RESTRICTION_VALUE',
    'searchParams',
  ],
  ['null instead of restrictions', null, 'ERR_RESTRICTION_VALUE', 'restrictions'],
  ['text instead of restrictions', 'filters=a', 'ERR_RESTRICTION_VALUE', 'restrictions'],
  ['a number instead of restrictions', 5, 'ERR_RESTRICTION_VALUE', 'restrictions'],
];

export const wrongValidUntils: RefusalRow[] = (
  [
    ['zero', 0],
    ['a negative number', -1],
    ['a fraction', 1893456000.5],
    ['milliseconds', 1893456000000],
    ['the first number out of range', 100_000_000_000],
    ['NaN', Number.NaN],
    ['Infinity', Number.POSITIVE_INFINITY],
    ['beyond safe integers', 2 ** 53 + 2],
    ['a bigint in milliseconds', 1893456000000n],
    ['digits as text', '1893456000'],
    ['an ISO date', '2030-01-01'],
    ['null', null],
    ['true', true],
    ['an invalid Date', new Date(Number.NaN)],
    ['the Date of 1970', new Date(0)],
    ['a Date before 1970', new Date(-1)],
    ['a Date beyond the year 5138', new Date(100_000_000_000_000)],
    ['a boxed number', new Number(1893456000)],
    ['an object with valueOf', { valueOf: () => 1893456000 }],
    ['an object with getTime', { getTime: () => 1893456000_000 }],
    ['a list', [1893456000]],
  ] as const
).map(
  ([what, validUntil]): RefusalRow => [
    `${what} as validUntil`,
    { filters: 'a:1', validUntil },
    'ERR_RESTRICTION_VALUE',
    'validUntil',
  ],
);

export const wrongSources: RefusalRow[] = [
  ...[
    '::1',
    '2001:db8::/32',
    '::ffff:10.0.0.1',
    '10.0.0.0/8,192.168.0.0/16',
    '10.0.0.1 ',
    ' 10.0.0.1',
    '10.0.0',
  ],
  ...[
    '10.0.0.256',
    '10.0.0.01',
    '10.0.0.1/33',
    '10.0.0.1/',
    '10.0.0.1/08',
    '10.0.0.1-10.0.0.9',
    'example.com',
    '10.0.0.1\n',
  ],
  ...['0x0a.0.0.1', '167772161', '10.0.0.0/255.0.0.0', '١٠.0.0.1'],
].map(
  (source): RefusalRow => [
    `the source ${JSON.stringify(source)}`,
    { restrictSources: source },
    'ERR_RESTRICTION_VALUE',
    'restrictSources',
  ],
);
wrongSources.push(
  ['a list of one source', { restrictSources: ['10.0.0.1'] }, 'ERR_RESTRICTION_VALUE', 'restrictSources'],
  [
    'a list of sources',
    { restrictSources: ['10.0.0.1', '10.0.0.2'] },
    'ERR_RESTRICTION_VALUE',
    'restrictSources',
  ],
);

export const wrongPatterns: RefusalRow[] = [['a*b'], ['a', 'b*c*'], ['***'], '*a*b', ['a**b'], '["a*b"]'].map(
  (restrictIndices): RefusalRow => [
    `the pattern ${JSON.stringify(restrictIndices)}`,
    { restrictIndices },
    'ERR_RESTRICTION_VALUE',
    'restrictIndices',
  ],
);

export const conflicts: RefusalRow[] = [
  ['filters', { filters: 'a:1', searchParams: { filters: 'b:1' } }],
  ['hitsPerPage', { hitsPerPage: 1, searchParams: { hitsPerPage: 2 } }],
  ['restrictIndices', { restrictIndices: ['a'], searchParams: { restrictIndices: ['*'] } }],
  ['facetFilters', { facetFilters: ['a', 'b'], searchParams: { facetFilters: [['a', 'b']] } }],
].map(
  ([name, restrictions]): RefusalRow => [
    `${name} twice`,
    restrictions,
    'ERR_RESTRICTION_CONFLICT',
    name as string,
  ],
);
