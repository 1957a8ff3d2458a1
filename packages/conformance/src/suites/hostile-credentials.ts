import type { ReadingLibrary } from '../library.ts';
import type { TestApi } from '../test-api.ts';
import type { KeyCase, TokenCase } from '../vectors.ts';

/** Keys that a forger or a broken client could present, and the expected result of each. */
export function hostileKeys(api: TestApi, library: ReadingLibrary, cases: readonly KeyCase[]): void {
  for (const { name, securedApiKey, now, code, expected, ...options } of cases) {
    api.test(`key, ${name}`, async () => {
      const verify = (): unknown =>
        library.verifySecuredApiKey(securedApiKey, { ...options, now: new Date(now * 1000) });
      if (code !== undefined) {
        const error = await api.refuses(verify, code);
        assertTellsNothing(api, error.message, [securedApiKey, options.parentApiKeys].flat());
        return;
      }
      const { restrictions, parentKeyIndex, expiresAt } = (await verify()) as Verified;
      api.equal({ restrictions, parentKeyIndex, ...secondsOf(expiresAt) }, expected);
    });
  }
}

/** The same for user tokens. */
export function hostileTokens(api: TestApi, library: ReadingLibrary, cases: readonly TokenCase[]): void {
  for (const { name, token, now, code, expected, ...options } of cases) {
    api.test(`token, ${name}`, async () => {
      const verify = (): unknown =>
        library.verifySecuredUserToken(token, { ...options, now: new Date(now * 1000) });
      if (code !== undefined) {
        const error = await api.refuses(verify, code);
        assertTellsNothing(api, error.message, [token, ...Object.values(options.secretKeys)]);
        return;
      }
      const { userId, keyId, expiresAt } = (await verify()) as VerifiedToken;
      api.equal({ userId, keyId, ...secondsOf(expiresAt) }, expected);
    });
  }
}

type Verified = Awaited<ReturnType<ReadingLibrary['verifySecuredApiKey']>>;
type VerifiedToken = Awaited<ReturnType<ReadingLibrary['verifySecuredUserToken']>>;

function secondsOf(expiresAt: Date | undefined): { expiresAt?: number } {
  return expiresAt === undefined ? {} : { expiresAt: expiresAt.getTime() / 1000 };
}

/** No message contains a secret or a whole credential. */
function assertTellsNothing(api: TestApi, message: string, secrets: readonly string[]): void {
  for (const secret of secrets) {
    if (secret.length >= 8) api.equal(message.includes(secret), false, 'the message holds a secret');
  }
  api.equal(message.length < 600, true, 'the message is long enough to hold a credential');
}
