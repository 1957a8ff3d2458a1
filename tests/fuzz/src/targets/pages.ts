import { type CredentialExpectations, checkCredential } from '@forgekey/browser-verify';
import { readLoaded } from '../../../../packages/browser-verify/src/credential-source/read-loaded.ts';
import { NOW, NOW_SEC, signedKey, signedToken } from '../../../../packages/core/test/support/credentials.ts';
import { reviveHostile } from '../../../../packages/core/test/support/hostile-values.ts';
import { hold, type Target } from '../target.ts';
import { queryStrings } from './seeds.ts';

const token = signedToken({ sub: 'user-1', exp: NOW_SEC + 60 });

const check: Target = {
  name: 'check-credential',
  form: 'json',
  seeds: [
    ...queryStrings.map(queryString => [signedKey(queryString), { indexNames: ['dev_a'], userToken: 'u' }]),
    [token, { userId: 'user-1', validForSec: 30 }],
    [token, { keyId: 'key-id-1' }],
  ].map(given => JSON.stringify(given)),
  run(input) {
    const given = reviveHostile(JSON.parse(input));
    const [credential, more] = Array.isArray(given) ? given : [given];
    // The members of a text would be its characters.
    const expectations = typeof more === 'string' ? undefined : more;
    const { kind } = checkCredential(credential as string, {
      now: NOW,
      ...(expectations as CredentialExpectations),
    });
    hold(kind === 'key' || kind === 'token', 'a credential has no kind');
    return undefined;
  },
};

/** The body of an answer to `load`. A body that is not JSON gives the SyntaxError of `JSON.parse`, which the source wraps. */
const loaded: Target = {
  name: 'read-loaded',
  form: 'text',
  seeds: [
    token,
    JSON.stringify(token),
    `{"credential":"${token}","serverTime":"${NOW.toISOString()}"}`,
    '[1]',
    ' {"a"',
  ],
  async run(input) {
    try {
      const { credential } = await readLoaded(new Response(input, { headers: { date: NOW.toUTCString() } }));
      hold(
        /^\s*[{"]/.test(input) || decoded(credential) === decoded(input),
        'the credential is not the body',
      );
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
    return undefined;
  },
};

/** As a network transports it: without byte order marks and lone surrogates. */
function decoded(text: string): string {
  return text.toWellFormed().replace(/^\uFEFF+/, '');
}

export const pageTargets: readonly Target[] = [check, loaded];
