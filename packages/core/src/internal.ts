/**
 * Shared code of the forgekey packages. Semantic versioning does not cover it: any release may change or remove a name.
 * Import from `@forgekey/core` or `@forgekey/core/bind` instead.
 *
 * @module
 */

export { matchesIndexPattern } from './authorize/patterns.ts';
export { refusalOf, refusals } from './authorize/refusals.ts';
export { filterGroupsOf } from './filters/of-parameters.ts';
export { foldFacet, RecordReader } from './filters/record-reader.ts';
export { factAssumption } from './isolation/assumptions.ts';
export { describeReason } from './isolation/proof.ts';
export { restrictionsOf } from './isolation/read-key.ts';
export {
  type CredentialKind,
  credentialsInText,
  looksLikeCredential,
  type PastedCredential,
} from './lib/credential-text.ts';
export { JsonFault, parseExactJson, parseExactJsonObject } from './lib/json.ts';
export { LONG_KEY_LENGTH, MAX_SECURED_API_KEY_LENGTH } from './lib/limits.ts';
export { assertOptionNames } from './lib/options.ts';
export { isObject, isPlainObject } from './lib/plain-copy.ts';
export { editDistance, nearestName, quote, quoteName, shown, shownName } from './lib/text.ts';
export { FIRST_SECONDS_OUT_OF_RANGE, readSeconds } from './lib/time.ts';
export {
  readSecuredApiKey,
  SIGNATURE_LENGTH,
} from './secured-api-key/envelope.ts';
export { bindCreateSecuredApiKeyGenerator, bindGenerateSecuredApiKey } from './secured-api-key/generate.ts';
export { parentApiKeyProblem } from './secured-api-key/parent-api-key.ts';
export { readQueryString } from './secured-api-key/parse.ts';
export { expectationOf } from './secured-api-key/value-types.ts';
export {
  bindVerifySecuredApiKey,
  checkSignedKey,
  parentApiKeysOf,
  signatureError,
  verifyingParentsOf,
} from './secured-api-key/verify.ts';
export { createEndpoint } from './server/credential-endpoint.ts';
export { createRequestCheck, type HttpRefusal } from './server/credential-guard.ts';
export { credentialOfRequest } from './server/credential-of-request.ts';
export { faultOfSecret, readSecrets } from './server/read-secrets.ts';
export { MAX_EXPIRES_IN_SEC } from './user-token/claims.ts';
export { splitUserToken } from './user-token/decode.ts';
export { bindCreateSecuredUserTokenForger, bindForgeSecuredUserToken } from './user-token/forge.ts';
export {
  assertVerifyOptions,
  bindVerifySecuredUserToken,
  checkSignedToken,
  keyIdOf,
  secretKeyOf,
  tokenSignatureError,
} from './user-token/verify.ts';
