import { isForgekeyError, verifySecuredApiKey, verifySecuredUserToken } from '@forgekey/browser-verify';
import { keyIdOf, parentApiKeysOf, readSecuredApiKey, splitUserToken } from '@forgekey/core/internal';

/** Whether one secret signed a credential, and what else there is to say. */
export interface SignerAnswer {
  /** `not checked`: it is refused for something that comes before the signature. */
  readonly outcome: 'signed it' | 'did not sign it' | 'not checked';
  readonly message: string;
}

/** Asks for one secret. Never rejects. */
export type SignerQuestion = (credential: string, secret: string) => Promise<SignerAnswer>;

export const keySigner: SignerQuestion = (securedApiKey, parentApiKeys) =>
  answer(
    () => [readSecuredApiKey(securedApiKey), parentApiKeysOf({ parentApiKeys })],
    () => verifySecuredApiKey(securedApiKey, { parentApiKeys }),
  );

/** Whatever key id the token names, it is this secret that is asked about. */
export const tokenSigner: SignerQuestion = (token, secret) =>
  answer(
    () => keyIdOf(splitUserToken(token)),
    () => verifySecuredUserToken(token, { secretKeys: () => secret }),
  );

/** @param prepare what a verifier does before it looks at the signature: what is refused behind it is signed. */
async function answer(prepare: () => unknown, verify: () => Promise<unknown>): Promise<SignerAnswer> {
  let isPrepared = false;
  try {
    prepare();
    isPrepared = true;
    await verify();
    return { outcome: 'signed it', message: 'Signed by this one, and valid now.' };
  } catch (error) {
    if (!isForgekeyError(error)) return { outcome: 'not checked', message: String(error) };
    const { code, message } = error;
    if (!isPrepared) return { outcome: 'not checked', message };
    const isSigner = code !== 'ERR_KEY_SIGNATURE' && code !== 'ERR_TOKEN_SIGNATURE';
    return { outcome: isSigner ? 'signed it' : 'did not sign it', message };
  }
}
