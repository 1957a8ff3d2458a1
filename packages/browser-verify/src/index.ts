export {
  type DecodedSecuredApiKey,
  type DecodedUserToken,
  decodeSecuredApiKey,
  decodeSecuredUserToken,
  type Finding,
  ForgekeyError,
  type ForgekeyErrorCode,
  getSecuredApiKeyRemainingValidity,
  isForgekeyError,
  type LintOptions,
  lintRestrictions,
  lintSecuredApiKey,
  type RestrictionProblem,
  type SecuredApiKeyRestrictions,
  type VerifiedSecuredApiKey,
  type VerifiedUserToken,
  type VerifySecuredApiKeyOptions,
  type VerifySecuredUserTokenOptions,
} from '@forgekey/core';
export {
  type AgentStudioFetchOptions,
  createAgentStudioFetch,
} from './agent-studio/create-agent-studio-fetch.ts';
export {
  type CheckedCredential,
  type CredentialExpectations,
  checkCredential,
} from './check/check-credential.ts';
export { createCredentialSource } from './credential-source/create-credential-source.ts';
export { type EndpointCredential, loadFrom } from './credential-source/load-from.ts';
export type {
  CredentialRequestOptions,
  CredentialSharing,
  CredentialSource,
  CredentialSourceOptions,
  CredentialState,
  CredentialStatus,
  CredentialWithServerTime,
  LoadContext,
  LoadedCredential,
} from './credential-source/types.ts';
export { createInsightsRequestFn, type InsightsRequestFn } from './insights/create-insights-request-fn.ts';
export { createKeyRequester, type KeyRequesterOptions } from './requester/create-key-requester.ts';
export type { KeySource } from './requester/key-source.ts';
export type { Requester, RequesterRequest, RequesterResponse } from './requester/types.ts';
export { verifySecuredApiKey } from './verify/verify-secured-api-key.ts';
export { verifySecuredUserToken } from './verify/verify-secured-user-token.ts';
