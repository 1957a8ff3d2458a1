import {
  type CredentialRules,
  createRequestCheck,
  type HttpRefusal,
  type RequestVerifiers,
  type VerifiedCredentials,
} from './check-request.ts';

/** The parts of a `Request` that a guard reads. A server without `Request` can pass an object with these members. */
export interface GuardedRequest {
  /** A URL or a request target. Only the query parameters after the first `?` are read. */
  readonly url: string;
  /** `get` receives lowercase names. It returns several values as a list, or joined by commas. */
  readonly headers: { get(name: string): string | readonly string[] | null | undefined };
}

/** The verified credentials, or the response that refuses the request. */
export type CredentialGuardResult<Rules extends CredentialRules, Answer> =
  | ({ readonly ok: true } & VerifiedCredentials<Rules>)
  | { readonly ok: false; readonly response: Answer };

/** The type of `createCredentialGuard`. */
export interface CreateCredentialGuard<Answer> {
  /**
   * Creates a guard for servers that receive a `Request` and return a `Response`, such as Deno.serve, Hono and Next.js route
   * handlers. It verifies `x-algolia-api-key` (otherwise 403) and `X-Algolia-Secure-User-Token` (otherwise 401), each as a
   * header or a query parameter. A refusal is JSON: `{ message, status, code }`.
   *
   * It does not apply the restrictions of a key to a search: `authorizeSearch` does. Answer CORS preflights before the guard,
   * because they carry no credential.
   *
   * @param rules - at least one of `apiKey` and `userToken`. With `optional: true`, a request without it passes.
   * @returns a function that never throws because of a request.
   * @throws {ForgekeyError} `ERR_PARENT_KEY`, `ERR_TOKEN_INPUT` a secret is empty, or has leading or trailing whitespace
   * @throws {TypeError} there is no rule, or an option is unknown or has the wrong type
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

/** Binds the guard to the verifiers of a runtime, and to a function that creates its response. */
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
