import type {
  CreateSecuredApiKeyGenerator,
  CreateSecuredUserTokenForger,
  ForgeSecuredUserToken,
  GenerateSecuredApiKey,
  VerifySecuredApiKey,
  VerifySecuredUserToken,
} from '@forgekey/core';
import { bindCredentials } from '@forgekey/core/bind';
import { nativeHmacSha256 } from './hmac.ts';

const bound = bindCredentials(nativeHmacSha256);

/** Makes a secured API key, without any network call. */
export const generateSecuredApiKey: GenerateSecuredApiKey = bound.generateSecuredApiKey;
/** Prepares a parent key and common restrictions for many keys. */
export const createSecuredApiKeyGenerator: CreateSecuredApiKeyGenerator = bound.createSecuredApiKeyGenerator;
/** Proves that one of your parent keys signed a secured API key, and that it has not expired. */
export const verifySecuredApiKey: VerifySecuredApiKey = bound.verifySecuredApiKey;
/** Forges a secured user token for Agent Studio. */
export const forgeSecuredUserToken: ForgeSecuredUserToken = bound.forgeSecuredUserToken;
/** Prepares a secret for many user tokens. */
export const createSecuredUserTokenForger: CreateSecuredUserTokenForger = bound.createSecuredUserTokenForger;
/** Proves that a known secret signed a secured user token, and that its claims hold. */
export const verifySecuredUserToken: VerifySecuredUserToken = bound.verifySecuredUserToken;
