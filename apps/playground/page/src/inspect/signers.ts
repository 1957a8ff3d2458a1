import { isForgekeyError, verifySecuredApiKey, verifySecuredUserToken } from '@forgekey/browser-verify';

/** Whether one secret signed a credential, and why not. */
export interface SignerAnswer {
  readonly signed: boolean;
  readonly message: string;
}

/** Asks for one secret. Never rejects. */
export type SignerQuestion = (credential: string, secret: string) => Promise<SignerAnswer>;

/** Refusals that come only after the signature held. */
const afterSignature: ReadonlySet<string> = new Set([
  'ERR_KEY_EXPIRED',
  'ERR_KEY_AMBIGUOUS',
  'ERR_TOKEN_CLAIM',
  'ERR_TOKEN_EXPIRED',
  'ERR_TOKEN_NOT_YET_VALID',
]);

export const keySigner: SignerQuestion = (securedApiKey, parentApiKeys) =>
  answer(verifySecuredApiKey(securedApiKey, { parentApiKeys }));

/** Whatever key id the token names, it is this secret that is asked about. */
export const tokenSigner: SignerQuestion = (token, secret) =>
  answer(verifySecuredUserToken(token, { secretKeys: () => secret }));

async function answer(verifying: Promise<unknown>): Promise<SignerAnswer> {
  try {
    await verifying;
    return { signed: true, message: 'Signed by this one, and valid now.' };
  } catch (error) {
    if (!isForgekeyError(error)) return { signed: false, message: String(error) };
    return { signed: afterSignature.has(error.code), message: error.message };
  }
}
