import type {
  CreateSecuredApiKeyGenerator,
  CreateSecuredUserTokenForger,
  ForgeSecuredUserToken,
  GenerateSecuredApiKey,
  VerifySecuredApiKey,
  VerifySecuredUserToken,
} from '@forgekey/core';
import {
  bindCreateSecuredApiKeyGenerator,
  bindCreateSecuredUserTokenForger,
  bindForgeSecuredUserToken,
  bindGenerateSecuredApiKey,
  bindVerifySecuredApiKey,
  bindVerifySecuredUserToken,
} from '@forgekey/core/internal';
import { nativeHmacSha256 } from './hmac.ts';

// Separate calls, marked pure, so that a bundle contains only the functions that it uses.
/** Generates a secured API key, without a network call. */
export const generateSecuredApiKey: GenerateSecuredApiKey =
  /* @__PURE__ */ bindGenerateSecuredApiKey(nativeHmacSha256);
/** Prepares a parent key and common restrictions for many keys. */
export const createSecuredApiKeyGenerator: CreateSecuredApiKeyGenerator =
  /* @__PURE__ */ bindCreateSecuredApiKeyGenerator(nativeHmacSha256);
/** Verifies that one of your parent keys signed a secured API key, and that the key has not expired. */
export const verifySecuredApiKey: VerifySecuredApiKey =
  /* @__PURE__ */ bindVerifySecuredApiKey(nativeHmacSha256);
/** Forges a secured user token for Agent Studio. */
export const forgeSecuredUserToken: ForgeSecuredUserToken =
  /* @__PURE__ */ bindForgeSecuredUserToken(nativeHmacSha256);
/** Prepares a secret for many user tokens. */
export const createSecuredUserTokenForger: CreateSecuredUserTokenForger =
  /* @__PURE__ */ bindCreateSecuredUserTokenForger(nativeHmacSha256);
/** Verifies that a known secret signed a secured user token, and that its claims are valid. */
export const verifySecuredUserToken: VerifySecuredUserToken =
  /* @__PURE__ */ bindVerifySecuredUserToken(nativeHmacSha256);
