import { type DecodedUserToken, getSecuredApiKeyRemainingValidity, isForgekeyError } from '@forgekey/core';
import { FIRST_SECONDS_OUT_OF_RANGE } from '@forgekey/core/internal';

/** When a credential stops to be valid. One whose end cannot be read is refused: it is not one without an end. */
export type CredentialEnd = Date | 'never' | 'unreadable';

/** By the rules that every other caller has. */
export function endOfKey(securedApiKey: string): CredentialEnd {
  try {
    const epoch = new Date(0);
    return new Date(getSecuredApiKeyRemainingValidity({ securedApiKey, now: epoch }) * 1000);
  } catch (error) {
    return isForgekeyError(error) && error.code === 'ERR_KEY_NO_EXPIRY' ? 'never' : 'unreadable';
  }
}

/** A token must have an end. */
export function endOfToken({ expiresAt, claims: { exp } }: DecodedUserToken): CredentialEnd {
  return expiresAt === undefined || Number(exp) >= FIRST_SECONDS_OUT_OF_RANGE ? 'unreadable' : expiresAt;
}
