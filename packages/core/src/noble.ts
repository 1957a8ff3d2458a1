import { nobleHmacSha256 } from './lib/hmac.ts';
import { bindGenerateSecuredApiKey, type GenerateSecuredApiKey } from './secured-api-key/generate.ts';
import {
  bindCreateSecuredApiKeyGenerator,
  type CreateSecuredApiKeyGenerator,
} from './secured-api-key/generator.ts';
import { bindVerifySecuredApiKey, type VerifySecuredApiKey } from './secured-api-key/verify.ts';
import {
  bindCreateSecuredUserTokenForger,
  bindForgeSecuredUserToken,
  type CreateSecuredUserTokenForger,
  type ForgeSecuredUserToken,
} from './user-token/forge.ts';
import { bindVerifySecuredUserToken, type VerifySecuredUserToken } from './user-token/verify.ts';

// One by one and marked pure, so that a bundle holds only the ones it uses: a page that verifies must not hold one that mints.
export const generateSecuredApiKey: GenerateSecuredApiKey =
  /* @__PURE__ */ bindGenerateSecuredApiKey(nobleHmacSha256);
export const createSecuredApiKeyGenerator: CreateSecuredApiKeyGenerator =
  /* @__PURE__ */ bindCreateSecuredApiKeyGenerator(nobleHmacSha256);
export const verifySecuredApiKey: VerifySecuredApiKey =
  /* @__PURE__ */ bindVerifySecuredApiKey(nobleHmacSha256);
export const forgeSecuredUserToken: ForgeSecuredUserToken =
  /* @__PURE__ */ bindForgeSecuredUserToken(nobleHmacSha256);
export const createSecuredUserTokenForger: CreateSecuredUserTokenForger =
  /* @__PURE__ */ bindCreateSecuredUserTokenForger(nobleHmacSha256);
export const verifySecuredUserToken: VerifySecuredUserToken =
  /* @__PURE__ */ bindVerifySecuredUserToken(nobleHmacSha256);
