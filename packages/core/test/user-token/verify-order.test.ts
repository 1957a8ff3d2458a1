import { describe, expect, it } from 'vitest';
import { verifySecuredUserToken } from '../../src/index.ts';
import { MAX_USER_TOKEN_LENGTH } from '../../src/lib/limits.ts';
import { KEY_ID, NOW, NOW_SEC, SECRET, signedToken } from '../support/credentials.ts';
import { codeOf } from '../support/error-of.ts';

interface Draft {
  header: Record<string, unknown> | string;
  claims: Record<string, unknown> | string;
  secret: string;
  wrap: (token: string) => string;
}

const inHeader =
  (members: Record<string, unknown>) =>
  (draft: Draft): void => {
    if (typeof draft.header === 'object') Object.assign(draft.header, members);
  };
const inClaims =
  (members: Record<string, unknown>) =>
  (draft: Draft): void => {
    if (typeof draft.claims === 'object') Object.assign(draft.claims, members);
  };

/** What can be wrong with a token, in the order in which it must be looked at. */
const stages: [what: string, code: string, spoil: (draft: Draft) => void][] = [
  [
    'too long',
    'ERR_TOKEN_MALFORMED',
    draft => {
      draft.wrap = token => token + '.'.repeat(MAX_USER_TOKEN_LENGTH);
    },
  ],
  [
    'four parts',
    'ERR_TOKEN_MALFORMED',
    draft => {
      draft.wrap = token => `${token}.x`;
    },
  ],
  [
    'not base64url',
    'ERR_TOKEN_MALFORMED',
    draft => {
      draft.wrap = token => token.replace('.', '=.');
    },
  ],
  [
    'a header that is not an object',
    'ERR_TOKEN_MALFORMED',
    draft => {
      draft.header = '[]';
    },
  ],
  ['another algorithm', 'ERR_TOKEN_ALGORITHM', inHeader({ alg: 'none' })],
  ['another type', 'ERR_TOKEN_MALFORMED', inHeader({ typ: 'JWE' })],
  ['a critical extension', 'ERR_TOKEN_MALFORMED', inHeader({ crit: ['exp'] })],
  ['an unknown key id', 'ERR_TOKEN_KEY_ID', inHeader({ kid: 'unknown' })],
  [
    'a wrong signature',
    'ERR_TOKEN_SIGNATURE',
    draft => {
      draft.secret = 'another';
    },
  ],
  [
    'claims that are no JSON',
    'ERR_TOKEN_MALFORMED',
    draft => {
      draft.claims = '{"sub":';
    },
  ],
  [
    'a duplicate claim',
    'ERR_TOKEN_MALFORMED',
    draft => {
      draft.claims = '{"sub":"a","sub":"b","exp":1}';
    },
  ],
  ['no user', 'ERR_TOKEN_CLAIM', inClaims({ sub: '' })],
  ['an expiry that is none', 'ERR_TOKEN_CLAIM', inClaims({ exp: '1' })],
  ['a start that is none', 'ERR_TOKEN_CLAIM', inClaims({ nbf: '1' })],
  ['expired', 'ERR_TOKEN_EXPIRED', inClaims({ exp: NOW_SEC - 60 })],
  ['not yet valid', 'ERR_TOKEN_NOT_YET_VALID', inClaims({ nbf: NOW_SEC + 60 })],
];

function codeOfSpoilt(...spoilers: ((draft: Draft) => void)[]): string | undefined {
  const draft: Draft = {
    header: { alg: 'HS256', typ: 'JWT', kid: KEY_ID },
    claims: { sub: 'user-1', exp: NOW_SEC + 60 },
    secret: SECRET,
    wrap: token => token,
  };
  for (const spoil of spoilers) spoil(draft);
  const token = draft.wrap(signedToken(draft.claims, draft.header, draft.secret));
  return codeOf(() => verifySecuredUserToken(token, { secretKeys: { [KEY_ID]: SECRET }, now: NOW }));
}

describe('the order of verification', () => {
  it('a token with nothing wrong is good', () => {
    expect(codeOfSpoilt()).toBeUndefined();
  });

  it.each(stages)('%s: %s', (_, code, spoil) => {
    expect(codeOfSpoilt(spoil)).toBe(code);
  });

  const pairs = stages.flatMap(([first, code, spoilFirst], index) =>
    // Of two stages that spoil the same thing the later one wins in the draft; spoiling the earlier one last keeps both.
    stages
      .slice(index + 1)
      .map(([second, , spoilSecond]) => ({ first, second, code, spoilFirst, spoilSecond })),
  );

  it.each(pairs)('$first comes before $second', ({ code, spoilFirst, spoilSecond }) => {
    expect(codeOfSpoilt(spoilSecond, spoilFirst)).toBe(code);
  });

  it('no claim is looked at before the signature holds, however many are wrong', () => {
    const wrongSignature = stages.find(([what]) => what === 'a wrong signature')![2];
    for (const claims of [
      '',
      'not JSON',
      '[]',
      '{"sub":"a","sub":"b"}',
      '{}',
      '{"sub":5,"exp":"x","nbf":{},"iat":[]}',
      `{"sub":"","exp":${NOW_SEC - 1},"nbf":${NOW_SEC + 1}}`,
    ]) {
      const spoilClaims = (draft: Draft): void => {
        draft.claims = claims;
      };
      expect(codeOfSpoilt(spoilClaims, wrongSignature), claims).toBe('ERR_TOKEN_SIGNATURE');
    }
  });
});
