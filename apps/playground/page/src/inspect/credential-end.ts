import { type DecodedUserToken, getSecuredApiKeyRemainingValidity, isForgekeyError } from '@forgekey/core';
import { FIRST_SECONDS_OUT_OF_RANGE } from '@forgekey/core/internal';

/** When a credential expires. If its expiry cannot be read, it is refused: it does not count as one without expiry. */
export type CredentialEnd = Date | 'never' | 'unreadable';

/** Reads the expiry by core's rules. */
export function endOfKey(securedApiKey: string): CredentialEnd {
  try {
    const epoch = new Date(0);
    return new Date(getSecuredApiKeyRemainingValidity({ securedApiKey, now: epoch }) * 1000);
  } catch (error) {
    return isForgekeyError(error) && error.code === 'ERR_KEY_NO_EXPIRY' ? 'never' : 'unreadable';
  }
}

/** A token must have an expiry. */
export function endOfToken({ expiresAt, claims: { exp } }: DecodedUserToken): CredentialEnd {
  return expiresAt === undefined || Number(exp) >= FIRST_SECONDS_OUT_OF_RANGE ? 'unreadable' : expiresAt;
}
