import { searchParameters } from '@forgekey/core';
import { specialNames } from '../../../packages/core/test/support/hostile-values.ts';

/** What the formats give a meaning. */
export const tokens: readonly string[] = [
  ...['AND', ' OR ', ' AND ', 'NOT ', ' TO ', '(', ')', ':', '<', '<=', '=', '!=', '>', '>=', '<score=1>'],
  ...[
    '"',
    "'",
    '\\',
    '\\"',
    ',',
    '-',
    '\\-',
    '[',
    ']',
    '{',
    '}',
    '["a","b"]',
    '[["a:1"],"b:2"]',
    '(a,(b,c))',
  ],
  ...['&', '=', '%', '%20', '%2C', '%00', '%FF', '%u0041', '+', '#', '?', '/', ';', '*', '*a*', '.'],
  ...['_tags', '_tags:', 'tenant_id:42', 'price', 'a.b', '__proto__', 'constructor', 'toString', 'objectID'],
  ...['filters=', 'validUntil=', 'restrictIndices=', 'validUntil=1893456000', 'validUntil=1893456000.0'],
  ...['0', '-0', '1', '-1', '0.001', '1e21', '1e-7', '4611686018427387', '4611686018427388', '1893456000000'],
  ...['null', 'true', 'false', 'NaN', 'Infinity', 'undefined', 'None', '192.168.1.0/24', '::1', '999.1.1.1'],
  ...['{"alg":"HS256","typ":"JWT","kid":"key-id-1"}', '"alg":"none"', '"crit":["x"]', '"kid":"__proto__"'],
  ...['"sub":"admin"', '"exp":9999999999', '"nbf":0', '"iat":0', 'eyJ', '==', '=', '_', '-', '.', '..'],
  ...['x-algolia-api-key', 'X-Algolia-Secure-User-Token', 'https://shop.example', 'null', 'same-origin'],
  // The ends of Unicode: NUL, controls, separators, reordering, combining marks, surrogates with and without a partner.
  ...[
    '\0',
    '\x1b[31m',
    '\x7f',
    '\x85',
    '\u00a0',
    '\u200b',
    '\u2028',
    '\u202e',
    '\u0301',
    '\ufeff',
    '\ufffd',
    '\uffff',
  ],
  ...['\ud800', '\udfff', '\ud83d\ude00', '\u{10ffff}', 'é', 'ß', 'İ', 'ı', 'ﬁ', '漢', '\r\n', '\t'],
];

/** Names of members and parameters. */
export const names: readonly string[] = [
  ...Object.keys(searchParameters),
  ...[
    'searchParams',
    '__proto__',
    'constructor',
    'toString',
    'toJSON',
    'length',
    'then',
    'dangerouslyAllowBrowser',
  ],
  ...[
    'acl',
    'indexes',
    'queryParameters',
    'referers',
    'validity',
    'createdAt',
    'maxHitsPerQuery',
    'parent',
    'rules',
  ],
  ...[
    'schema',
    'settings',
    'singleValued',
    'required',
    'integer',
    'indexName',
    'parameters',
    'ip',
    'referer',
    'now',
  ],
];

/** Values that JSON cannot hold, by the names under which `reviveHostile` makes them. */
export const specials: readonly string[] = specialNames;
