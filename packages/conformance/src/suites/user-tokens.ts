import type { ForgekeyErrorCode } from '@forgekey/core';
import type { MintingLibrary, ReadingLibrary } from '../library.ts';
import type { TestApi } from '../test-api.ts';
import type { TokenRow } from '../vectors.ts';

const LIFETIME_SEC = 3600;

/** Inputs that the official JavaScript helper accepts but we refuse, with the code. */
const refusedInputs: Readonly<Record<string, ForgekeyErrorCode>> = {
  'empty-user': 'ERR_TOKEN_INPUT',
  'secret-newline': 'ERR_TOKEN_INPUT',
};

/** Every user token of another client is read. A token that says what its input said is also verified. */
export function crossClientTokens(api: TestApi, library: ReadingLibrary, rows: readonly TokenRow[]): void {
  for (const row of rows) {
    const { output: token, input } = row;
    const name = `${row.id}, made by ${row.client} ${row.version}`;
    const options = {
      secretKeys: { [input.secretKeyId]: input.secretKey },
      now: new Date((input.exp - LIFETIME_SEC) * 1000),
    };
    const verify = (): unknown => library.verifySecuredUserToken(token, options);

    if (!row.validJson) {
      api.test(`token of another client that is not JSON is refused: ${name}`, async () => {
        await api.refuses(() => library.decodeSecuredUserToken(token), 'ERR_TOKEN_MALFORMED');
        await api.refuses(verify, 'ERR_TOKEN_MALFORMED');
      });
      continue;
    }
    api.test(`token of another client is decoded: ${name}`, () => {
      const decoded = library.decodeSecuredUserToken(token);
      api.equal(decoded.keyId, input.secretKeyId);
      api.equal(decoded.expiresAt, new Date(input.exp * 1000));
      api.equal(decoded.claims, JSON.parse(row.payload));
      api.equal(decoded.duplicates, row.faithful ? [] : ['sub']);
    });
    if (!row.faithful) {
      api.test(`token of another client with a member twice is refused: ${name}`, async () => {
        await api.refuses(verify, 'ERR_TOKEN_MALFORMED');
      });
    } else if (hasControlCharacter(input.secretKey)) {
      api.test(`token of another client, signed with a control character, is refused: ${name}`, async () => {
        await api.refuses(verify, 'ERR_TOKEN_INPUT');
      });
    } else if (input.userId === '') {
      api.test(`token of another client without a user is refused: ${name}`, async () => {
        await api.refuses(verify, 'ERR_TOKEN_CLAIM');
      });
    } else {
      api.test(`token of another client is verified: ${name}`, async () => {
        const verified = await library.verifySecuredUserToken(token, options);
        api.equal(verified.userId, input.userId);
        api.equal(verified.keyId, input.secretKeyId);
        api.equal(verified.expiresAt, new Date(input.exp * 1000));
      });
    }
  }
}

/** Such as a line break read from a file. With control characters, two secrets can be one key: NULs are the empty key. */
function hasControlCharacter(secret: string): boolean {
  return /\p{Cc}/u.test(secret);
}

/** With a fixed clock, our token is byte-identical to that of the official JavaScript helper. */
export function tokenBytes(api: TestApi, library: MintingLibrary, rows: readonly TokenRow[]): void {
  for (const { id, client, input, output } of rows) {
    if (!client.startsWith('@algolia/agent-studio ')) continue;
    const { secretKey, secretKeyId, userId, exp } = input;
    const now = new Date((exp - LIFETIME_SEC) * 1000);
    const forge = (): string =>
      library.forgeSecuredUserToken({ secretKey, secretKeyId, userId, expiresIn: LIFETIME_SEC, now });
    const code = refusedInputs[id];
    if (code === undefined) {
      api.test(`token bytes are the official helper's: ${id}`, () => {
        api.equal(forge(), output);
        const tokenFor = library.createSecuredUserTokenForger({
          secretKey,
          secretKeyId,
          expiresIn: LIFETIME_SEC,
        });
        api.equal(tokenFor(userId, now), output);
      });
    } else {
      api.test(`token bytes: refused where the official helper signs: ${id}`, async () => {
        await api.refuses(forge, code);
      });
    }
  }
}
