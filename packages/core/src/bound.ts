import { nobleHmacSha256 } from './lib/hmac.ts';
import { bindGenerateSecuredApiKey, type GenerateSecuredApiKey } from './secured-api-key/generate.ts';
import {
  bindCreateSecuredApiKeyGenerator,
  type CreateSecuredApiKeyGenerator,
} from './secured-api-key/prepared-generator.ts';
import { bindVerifySecuredApiKey, type VerifySecuredApiKey } from './secured-api-key/verify.ts';
import {
  bindCreateSecuredUserTokenForger,
  bindForgeSecuredUserToken,
  type CreateSecuredUserTokenForger,
  type ForgeSecuredUserToken,
} from './user-token/forge.ts';
import { bindVerifySecuredUserToken, type VerifySecuredUserToken } from './user-token/verify.ts';

// One by one and marked pure, so that a bundle holds only the ones it uses: a page that verifies must not hold one that mints.
/** Makes a secured API key, without any network call. */
export const generateSecuredApiKey: GenerateSecuredApiKey =
  /* @__PURE__ */ bindGenerateSecuredApiKey(nobleHmacSha256);
/** Prepares a parent key and common restrictions for many keys. */
export const createSecuredApiKeyGenerator: CreateSecuredApiKeyGenerator =
  /* @__PURE__ */ bindCreateSecuredApiKeyGenerator(nobleHmacSha256);
/** Proves that one of your parent keys signed a secured API key, and that it has not expired. */
export const verifySecuredApiKey: VerifySecuredApiKey =
  /* @__PURE__ */ bindVerifySecuredApiKey(nobleHmacSha256);
/** Forges a secured user token for Agent Studio. */
export const forgeSecuredUserToken: ForgeSecuredUserToken =
  /* @__PURE__ */ bindForgeSecuredUserToken(nobleHmacSha256);
/** Prepares a secret for many user tokens. */
export const createSecuredUserTokenForger: CreateSecuredUserTokenForger =
  /* @__PURE__ */ bindCreateSecuredUserTokenForger(nobleHmacSha256);
/** Proves that a known secret signed a secured user token, and that its claims hold. */
export const verifySecuredUserToken: VerifySecuredUserToken =
  /* @__PURE__ */ bindVerifySecuredUserToken(nobleHmacSha256);
