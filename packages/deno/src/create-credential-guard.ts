import { createRequestCheck, type CredentialRules, type VerifiedCredentials } from '@forgekey/core/bind';
import { verifySecuredApiKey, verifySecuredUserToken } from './bound.ts';

/** The parts of a `Request` that a guard reads. */
export interface GuardedRequest {
  readonly url: string;
  readonly headers: { get(name: string): string | null };
}

/** The verified credentials, or the response to send instead of an answer. */
export type GuardResult<Rules extends CredentialRules = CredentialRules> =
  | ({ readonly ok: true } & VerifiedCredentials<Rules>)
  | { readonly ok: false; readonly response: Response };

/**
 * Makes a guard for `Deno.serve` and every other server that takes a `Request`. It verifies `x-algolia-api-key` (else 403)
 * and `X-Algolia-Secure-User-Token` (else 401), each as a header or a query parameter. A refusal is JSON:
 * `{ message, status, code }`.
 *
 * It does not apply the restrictions of a key to what is asked: `authorizeSearch` does. A CORS preflight carries no
 * credential, so answer preflights first.
 *
 * @param rules - at least one of `apiKey` and `userToken`; with `optional: true` a request without it passes.
 * @returns a function that throws nothing for what a client sends.
 * @throws {ForgekeyError} `ERR_PARENT_KEY`, `ERR_TOKEN_INPUT` a secret is empty or blank at an end
 * @throws {TypeError} no rule
 * @example
 * ```ts
 * const guard = createCredentialGuard({ userToken: { secretKeys: { [secretKeyId]: secretKey } } });
 * Deno.serve((request) => {
 *   const result = guard(request);
 *   return result.ok ? Response.json({ hello: result.userToken.userId }) : result.response;
 * });
 * ```
 */
export function createCredentialGuard<const Rules extends CredentialRules>(
  rules: Rules,
): (request: GuardedRequest) => GuardResult<Rules> {
  const check = createRequestCheck({ verifySecuredApiKey, verifySecuredUserToken }, rules);
  return ({ url, headers }) => {
    const result = check({ header: (name) => headers.get(name), query: new URL(url).searchParams });
    if (result.ok) return { ok: true, ...result.credentials };
    const { status, headers: responseHeaders, body } = result.refusal;
    return { ok: false, response: new Response(body, { status, headers: responseHeaders }) };
  };
}
