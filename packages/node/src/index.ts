// All exports of core. The names below replace those of core (ECMA-262 section 16.2.1.7).
export * from '@forgekey/core';
export {
  createSecuredApiKeyGenerator,
  createSecuredUserTokenForger,
  forgeSecuredUserToken,
  generateSecuredApiKey,
  verifySecuredApiKey,
  verifySecuredUserToken,
} from './bound.ts';
export { type CredentialEndpoint, createCredentialEndpoint } from './guard/create-credential-endpoint.ts';
export { createCredentialGuard, type GuardResult } from './guard/create-credential-guard.ts';
export {
  type CredentialMiddleware,
  createCredentialMiddleware,
  credentialsOf,
} from './guard/create-credential-middleware.ts';
export { type SecretsFromEnvironmentOptions, secretsFromEnvironment } from './secrets-from-environment.ts';
