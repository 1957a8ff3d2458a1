// For the packages of each runtime, and for a runtime without one: every function that needs the seam, taking it.
import type { HmacSha256 } from './lib/hmac.ts';
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

/** The functions of core that compute an HMAC. */
export interface BoundCredentials {
  readonly generateSecuredApiKey: GenerateSecuredApiKey;
  readonly createSecuredApiKeyGenerator: CreateSecuredApiKeyGenerator;
  readonly verifySecuredApiKey: VerifySecuredApiKey;
  readonly forgeSecuredUserToken: ForgeSecuredUserToken;
  readonly createSecuredUserTokenForger: CreateSecuredUserTokenForger;
  readonly verifySecuredUserToken: VerifySecuredUserToken;
}

/** Binds them to one implementation of HMAC-SHA256. */
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

export {
  type AuthorizeRestrictionsOptions,
  authorizeRestrictions,
  type KeyReading,
} from './authorize/authorize-restrictions.ts';
export { matchesIndexPattern } from './authorize/index-pattern.ts';
export { parentApiKeyProblem } from './authorize/parent-api-key.ts';
export { refusals } from './authorize/refusals.ts';
export { ForgekeyTypeError } from './errors.ts';
export { type HmacSha256, type KeyedHmac, nobleHmacSha256 } from './lib/hmac.ts';
export { duplicateMember } from './lib/json.ts';
export { LONG_KEY_LENGTH } from './lib/limits.ts';
export { nearestName } from './lib/nearest-name.ts';
export {
  type CredentialKind,
  credentialsInText,
  kindOfCredential,
  looksLikeCredential,
  type PastedCredential,
} from './lib/pasted-credentials.ts';
export { quote, shown } from './lib/text.ts';
export { FIRST_SECONDS_OUT_OF_RANGE, readSeconds } from './lib/time.ts';
export { readSecuredApiKey, type SecuredApiKeyParts } from './secured-api-key/read.ts';
export { checkSignedKey, parentApiKeysOf, signatureError } from './secured-api-key/verify.ts';
export {
  type CredentialRules,
  createRequestCheck,
  type RequestCheck,
  type VerifiedCredentials,
} from './server/check-request.ts';
export {
  bindCreateCredentialGuard,
  type CreateCredentialGuard,
  type GuardedRequest,
  type GuardResult,
} from './server/credential-guard.ts';
export { readSecrets, type SecretName } from './server/read-secrets.ts';
export type { HttpRefusal } from './server/refusal.ts';
export { credentialOfRequest, type RequestReading } from './server/request-credential.ts';
export { readSecuredUserToken, type UserTokenParts } from './user-token/read.ts';
export {
  assertHeader,
  assertUserTokenOptions,
  checkSignedToken,
  secretKeyOf,
  tokenSignatureError,
} from './user-token/verify.ts';
