export {
  type Authorization,
  type AuthorizeSearchOptions,
  authorizeSearch,
} from './authorize/authorize-search.ts';
export type { SearchCheck, SearchCheckName } from './authorize/checks.ts';
export {
  type CheckOutcome,
  type ExplainedCheck,
  type ExplainedRefusal,
  type ExplainSearchOptions,
  explainSearch,
  type SearchExplanation,
} from './authorize/explain-search.ts';
export type { Parameters } from './authorize/merge-parameters.ts';
export { type Policy, type PolicyName, policies } from './authorize/policies.ts';
export {
  explainRefusal,
  type NamedValue,
  type Refusal,
  type RefusalDetails,
  type RefusalRow,
  type RefusalSymptom,
  type RefusingSide,
} from './authorize/refusals.ts';
export type { SearchRequest } from './authorize/request.ts';
export {
  FilterSyntaxError,
  ForgekeyError,
  type ForgekeyErrorCode,
  type ForgekeyErrorDetails,
  isForgekeyError,
} from './errors.ts';
export type {
  ComparisonOperator,
  ComparisonTerm,
  FacetTerm,
  FilterExpression,
  FilterGroup,
  FilterTerm,
  RangeTerm,
  TagTerm,
} from './filters/ast.ts';
export { combineFilters } from './filters/combine.ts';
export {
  type FilterListParameter,
  type FilterListValue,
  findIneffectiveNegations,
  parseFilterList,
} from './filters/filter-lists.ts';
export { matchesFilters } from './filters/match.ts';
export { compileFilters, type HidingParameter } from './filters/of-parameters.ts';
export { parseFilters } from './filters/parse.ts';
export { printFilters } from './filters/print.ts';
export { filters } from './filters/template.ts';
export type { FilterScalar, FilterValue } from './filters/template-value.ts';
export type { AnalysisOptions } from './isolation/analyze-conditions.ts';
export { type Confinement, confineToAttribute } from './isolation/confine-to-attribute.ts';
export type { AttributeFacts, RecordSchema } from './isolation/facts.ts';
export {
  findOverlaps,
  type IdentifiedKey,
  type Overlap,
  type OverlapOptions,
} from './isolation/find-overlaps.ts';
export { type MinimizeOptions, minimizeRestrictions } from './isolation/minimize-restrictions.ts';
export type {
  Assumption,
  AssumptionCode,
  GroupReason,
  Proof,
  ProofOptions,
  Proved,
  Reason,
  Refuted,
  Undecidable,
  Vacuous,
} from './isolation/proof.ts';
export { proveConfined } from './isolation/prove-confined.ts';
export { type ParentsOfBoth, proveDisjoint } from './isolation/prove-disjoint.ts';
export { type ParentsOfCandidate, proveNotWider } from './isolation/prove-not-wider.ts';
export type { ProvableKey } from './isolation/read-key.ts';
export type { Promotion, Rule, RuleCondition, RuleConsequence } from './isolation/rules.ts';
export type { IndexSettings } from './isolation/settings.ts';
export { MAX_SECURED_API_KEY_LENGTH, MAX_USER_TOKEN_LENGTH } from './lib/limits.ts';
export type { NestedList, NestedListInput } from './lib/nested-list.ts';
export type { MintingOptions } from './lib/options.ts';
export type { Finding, FindingCode, LintedKey, LintOptions } from './lint/finding.ts';
export { lintIsolation } from './lint/isolation.ts';
export { assertRestrictions, lintRestrictions, lintSecuredApiKey } from './lint/lint-restrictions.ts';
export { type DecodedSecuredApiKey, decodeSecuredApiKey } from './secured-api-key/decode.ts';
export {
  getSecuredApiKeyRemainingValidity,
  type RemainingValidityOptions,
} from './secured-api-key/expiry.ts';
export {
  type CreateSecuredApiKeyGenerator,
  createSecuredApiKeyGenerator,
  type GenerateSecuredApiKey,
  type GenerateSecuredApiKeyOptions,
  generateSecuredApiKey,
  type SecuredApiKeyGenerator,
  type SecuredApiKeyGeneratorOptions,
} from './secured-api-key/generate.ts';
export {
  measureSecuredApiKey,
  type SecuredApiKeyMeasure,
  type SecuredApiKeyPart,
} from './secured-api-key/key-length.ts';
export type { ParentApiKey } from './secured-api-key/parent-api-key.ts';
export { parseRestrictions, type RestrictionProblem } from './secured-api-key/parse.ts';
export type {
  DecodedRestrictions,
  SearchParameters,
  SecuredApiKeyRestrictions,
} from './secured-api-key/restrictions.ts';
export {
  type SearchParameter,
  type SearchParameterName,
  searchParameters,
} from './secured-api-key/search-parameters.ts';
export { type SerializeOptions, serializeRestrictions } from './secured-api-key/serialize.ts';
export type { ParameterType } from './secured-api-key/value-types.ts';
export {
  type VerifiedSecuredApiKey,
  type VerifySecuredApiKey,
  type VerifySecuredApiKeyOptions,
  verifySecuredApiKey,
} from './secured-api-key/verify.ts';
export type { CredentialEndpointBody, CredentialEndpointOptions } from './server/credential-endpoint.ts';
export type {
  CreateCredentialGuard,
  CredentialGuardResult,
  CredentialRules,
  GuardedRequest,
  OptionalCredential,
  VerifiedCredentials,
} from './server/credential-guard.ts';
export type { SecretName } from './server/read-secrets.ts';
export type { UserTokenClaims } from './user-token/claims.ts';
export { type DecodedUserToken, decodeSecuredUserToken } from './user-token/decode.ts';
export {
  type CreateSecuredUserTokenForger,
  createSecuredUserTokenForger,
  type ForgeSecuredUserToken,
  type ForgeSecuredUserTokenOptions,
  forgeSecuredUserToken,
  type UserTokenForgerOptions,
} from './user-token/forge.ts';
export {
  type VerifiedUserToken,
  type VerifySecuredUserToken,
  type VerifySecuredUserTokenOptions,
  verifySecuredUserToken,
} from './user-token/verify.ts';
