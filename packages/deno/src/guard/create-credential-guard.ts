import {
  type CreateCredentialGuard,
  type CredentialGuardResult,
  type CredentialRules,
  verifySecuredApiKey,
  verifySecuredUserToken,
} from '@forgekey/core';
import { bindCreateCredentialGuard } from '@forgekey/core/bind';

/** The verified credentials, or the response that refuses the request. */
export type GuardResult<Rules extends CredentialRules = CredentialRules> = CredentialGuardResult<Rules, Response>;

/** Creates a guard for servers that receive a `Request` and return a `Response`. */
export const createCredentialGuard: CreateCredentialGuard<Response> = /* @__PURE__ */ bindCreateCredentialGuard(
  { verifySecuredApiKey, verifySecuredUserToken },
  ({ status, headers, body }) => new Response(body, { status, headers }),
);
