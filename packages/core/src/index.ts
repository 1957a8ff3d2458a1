export {
  FilterSyntaxError,
  ForgekeyError,
  type ForgekeyErrorCode,
  type ForgekeyErrorDetails,
  isForgekeyError,
} from './errors.ts';
export { MAX_SECURED_API_KEY_LENGTH, MAX_USER_TOKEN_LENGTH } from './lib/limits.ts';
export type { NestedList } from './lib/nested-list.ts';
export {
  createSecuredApiKeyGenerator,
  createSecuredUserTokenForger,
  forgeSecuredUserToken,
  generateSecuredApiKey,
  verifySecuredApiKey,
  verifySecuredUserToken,
} from './noble.ts';
export { type DecodedSecuredApiKey, decodeSecuredApiKey } from './secured-api-key/decode.ts';
export type { GenerateSecuredApiKey, GenerateSecuredApiKeyOptions } from './secured-api-key/generate.ts';
export type {
  CreateSecuredApiKeyGenerator,
  SecuredApiKeyGenerator,
  SecuredApiKeyGeneratorOptions,
} from './secured-api-key/generator.ts';
export { parseRestrictions, type RestrictionProblem } from './secured-api-key/parse.ts';
export {
  getSecuredApiKeyRemainingValidity,
  type RemainingValidityOptions,
} from './secured-api-key/remaining-validity.ts';
export type { SearchParameters, SecuredApiKeyRestrictions } from './secured-api-key/restrictions.ts';
export {
  type SearchParameter,
  type SearchParameterName,
  searchParameters,
} from './secured-api-key/search-parameters.ts';
export { type SerializeOptions, serializeRestrictions } from './secured-api-key/serialize.ts';
export type {
  VerifiedSecuredApiKey,
  VerifySecuredApiKey,
  VerifySecuredApiKeyOptions,
} from './secured-api-key/verify.ts';
export type { UserTokenClaims, UserTokenHeader } from './user-token/claims.ts';
export { type DecodedUserToken, decodeSecuredUserToken } from './user-token/decode.ts';
export type {
  CreateSecuredUserTokenForger,
  ForgeSecuredUserToken,
  ForgeSecuredUserTokenOptions,
  UserTokenForgerOptions,
} from './user-token/forge.ts';
export type {
  VerifiedUserToken,
  VerifySecuredUserToken,
  VerifySecuredUserTokenOptions,
} from './user-token/verify.ts';
