/**
 * Algolia secured API keys and Agent Studio secured user tokens on Deno: everything that `@forgekey/core` exports, bound
 * to the HMAC that measured faster here, with the secrets from `Deno.env` and a guard for `Deno.serve`.
 *
 * @example
 * ```ts
 * import { filters, generateSecuredApiKey, secretsFromEnvironment } from '@forgekey/deno';
 *
 * const { parentApiKey } = secretsFromEnvironment({ require: ['parentApiKey'] });
 * const validUntil = new Date(Date.now() + 3_600_000);
 * const key = generateSecuredApiKey({ parentApiKey, restrictions: { filters: filters`owner:${'ann'}`, validUntil } });
 * ```
 *
 * @module
 */
// Everything that core exports, so that nothing is ever missing here; the names below take precedence (ECMA-262 section 16.2.1.7).
export * from '@forgekey/core';
export {
  createSecuredApiKeyGenerator,
  createSecuredUserTokenForger,
  forgeSecuredUserToken,
  generateSecuredApiKey,
  verifySecuredApiKey,
  verifySecuredUserToken,
} from './src/bound.ts';
export { createCredentialGuard, type GuardResult } from './src/guard/create-credential-guard.ts';
export { secretsFromEnvironment, type SecretsFromEnvironmentOptions } from './src/secrets-from-environment.ts';
