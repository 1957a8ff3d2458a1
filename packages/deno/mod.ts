/**
 * Algolia secured API keys and Agent Studio secured user tokens on Deno: everything that `@forgekey/core` exports,
 * with secrets from `Deno.env` and a guard for `Deno.serve`. The portable HMAC of core is faster on Deno than `node:crypto`.
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
// All exports of core.
export * from '@forgekey/core';
export { createCredentialEndpoint } from './src/guard/create-credential-endpoint.ts';
export { createCredentialGuard, type GuardResult } from './src/guard/create-credential-guard.ts';
export { secretsFromEnvironment, type SecretsFromEnvironmentOptions } from './src/secrets-from-environment.ts';
