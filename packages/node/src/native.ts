import type {
  CreateSecuredApiKeyGenerator,
  CreateSecuredUserTokenForger,
  ForgeSecuredUserToken,
  GenerateSecuredApiKey,
  VerifySecuredApiKey,
  VerifySecuredUserToken,
} from '@forgekey/core';
import { bindCredentials } from '@forgekey/core/bind';
import { nativeHmacSha256 } from './lib/hmac.ts';

const native = bindCredentials(nativeHmacSha256);

/** Makes a secured API key, without any network call. */
export const generateSecuredApiKey: GenerateSecuredApiKey = native.generateSecuredApiKey;
/** Prepares a parent key and common restrictions for many keys. */
export const createSecuredApiKeyGenerator: CreateSecuredApiKeyGenerator = native.createSecuredApiKeyGenerator;
/** Proves that one of your parent keys signed a secured API key, and that it has not expired. */
export const verifySecuredApiKey: VerifySecuredApiKey = native.verifySecuredApiKey;
/** Forges a secured user token for Agent Studio. */
export const forgeSecuredUserToken: ForgeSecuredUserToken = native.forgeSecuredUserToken;
/** Prepares a secret for many user tokens. */
export const createSecuredUserTokenForger: CreateSecuredUserTokenForger = native.createSecuredUserTokenForger;
/** Proves that a known secret signed a secured user token, and that its claims hold. */
export const verifySecuredUserToken: VerifySecuredUserToken = native.verifySecuredUserToken;
