/**
 * Binds forgekey to a runtime that has no forgekey package: you supply an HMAC-SHA256 and a function that creates a response.
 *
 * @module
 */
import type { HmacSha256 } from './lib/hmac.ts';
import {
  bindCreateSecuredApiKeyGenerator,
  bindGenerateSecuredApiKey,
  type CreateSecuredApiKeyGenerator,
  type GenerateSecuredApiKey,
} from './secured-api-key/generate.ts';
import { bindVerifySecuredApiKey, type VerifySecuredApiKey } from './secured-api-key/verify.ts';
import {
  bindCreateSecuredUserTokenForger,
  bindForgeSecuredUserToken,
  type CreateSecuredUserTokenForger,
  type ForgeSecuredUserToken,
} from './user-token/forge.ts';
import { bindVerifySecuredUserToken, type VerifySecuredUserToken } from './user-token/verify.ts';

/** The functions that compute an HMAC. Each does the same as core's function of this name. */
export interface BoundCredentials {
  /** Generates a secured API key. */
  readonly generateSecuredApiKey: GenerateSecuredApiKey;
  /** Prepares a parent key and common restrictions for many keys. */
  readonly createSecuredApiKeyGenerator: CreateSecuredApiKeyGenerator;
  /** Verifies a secured API key. */
  readonly verifySecuredApiKey: VerifySecuredApiKey;
  /** Forges a user token. */
  readonly forgeSecuredUserToken: ForgeSecuredUserToken;
  /** Prepares a secret for many user tokens. */
  readonly createSecuredUserTokenForger: CreateSecuredUserTokenForger;
  /** Verifies a user token. */
  readonly verifySecuredUserToken: VerifySecuredUserToken;
}

/** Binds all functions that compute an HMAC to one implementation of HMAC-SHA256. */
export function bindCredentials(hmacSha256: HmacSha256): BoundCredentials {
  return {
    generateSecuredApiKey: bindGenerateSecuredApiKey(hmacSha256),
    createSecuredApiKeyGenerator: bindCreateSecuredApiKeyGenerator(hmacSha256),
    verifySecuredApiKey: bindVerifySecuredApiKey(hmacSha256),
    forgeSecuredUserToken: bindForgeSecuredUserToken(hmacSha256),
    createSecuredUserTokenForger: bindCreateSecuredUserTokenForger(hmacSha256),
    verifySecuredUserToken: bindVerifySecuredUserToken(hmacSha256),
  };
}

export { type HmacSha256, type KeyedHmac, nobleHmacSha256 } from './lib/hmac.ts';
export {
  bindCreateCredentialGuard,
  type HttpRefusal,
  type RequestVerifiers,
} from './server/credential-guard.ts';
