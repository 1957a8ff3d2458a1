import type { HttpRefusal } from './check-request.ts';
import {
  type CredentialRules,
  createRequestCheck,
  type RequestVerifiers,
  type VerifiedCredentials,
} from './check-request.ts';

/** The parts of a `Request` that a guard reads, so that a server without `Request` can pass what it has. */
export interface GuardedRequest {
  /** A URL or a request target. Only the query parameters after the first `?` are read. */
  readonly url: string;
  /** `get` receives names in lower case, and returns several values as a list or joined by commas. */
  readonly headers: { get(name: string): string | readonly string[] | null | undefined };
}

/** The verified credentials, or the response to send instead of an answer. */
export type CredentialGuardResult<Rules extends CredentialRules, Answer> =
  | ({ readonly ok: true } & VerifiedCredentials<Rules>)
  | { readonly ok: false; readonly response: Answer };

/** The type of `createCredentialGuard`. */
export interface CreateCredentialGuard<Answer> {
  /**
   * Creates a guard for servers that take a `Request` and return a `Response` (Deno.serve, Hono, Next.js route handlers, and
   * others). It verifies `x-algolia-api-key` (else 403) and `X-Algolia-Secure-User-Token` (else 401), each as a header
   * or a query parameter. A refusal is JSON: `{ message, status, code }`.
   *
   * It does not apply the restrictions of a key to a search: `authorizeSearch` does. A CORS preflight carries no credential,
   * so answer preflights first.
   *
   * @param rules - at least one of `apiKey` and `userToken`. With `optional: true`, a request without it passes.
   * @returns a function that never throws for anything that a client sends.
   * @throws {ForgekeyError} `ERR_PARENT_KEY`, `ERR_TOKEN_INPUT` a secret is empty, or has leading or trailing whitespace
   * @throws {TypeError} no rule, or an unknown option
   * @example
   * const guard = createCredentialGuard({ userToken: { secretKeys: { [secretKeyId]: secretKey } } });
   * const handle = request => {
   *   const result = guard(request);
   *   return result.ok ? Response.json({ hello: result.userToken.userId }) : result.response;
   * };
   */
  <const Rules extends CredentialRules>(
    rules: Rules,
  ): (request: GuardedRequest) => CredentialGuardResult<Rules, Answer>;
}

/** Binds the guard to the verifiers of a runtime, and to its way to create a `Response`. */
export function bindCreateCredentialGuard<Answer>(
  verifiers: RequestVerifiers,
  respond: (refusal: HttpRefusal) => Answer,
): CreateCredentialGuard<Answer> {
  return rules => {
    const check = createRequestCheck(verifiers, rules);
    return ({ url, headers }) => {
      const result = check({ header: name => headers.get(name), url });
      return result.ok
        ? { ok: true, ...result.credentials }
        : { ok: false, response: respond(result.refusal) };
    };
  };
}
