import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CredentialRules, VerifiedCredentials } from '@forgekey/core';
import { createRequestCheck } from '@forgekey/core/internal';
import { verifySecuredApiKey, verifySecuredUserToken } from '../bound.ts';

/** What `createCredentialMiddleware` returns. */
export interface CredentialMiddleware<Rules extends CredentialRules = CredentialRules> {
  (req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void): void;
  /** Only a type, never a value: which credentials `credentialsOf` finds. */
  readonly '~rules'?: Rules;
}

/** The credentials that each middleware verified. No other code can write here, unlike to a property of the request. */
const verified = new WeakMap<IncomingMessage, Map<CredentialMiddleware, VerifiedCredentials>>();

/**
 * Creates a middleware for Express and everything else that calls `(req, res, next)`. It verifies `x-algolia-api-key` (else 403)
 * and `X-Algolia-Secure-User-Token` (else 401), each as a header or a query parameter; `credentialsOf` returns what it verified.
 * A refusal is JSON: `{ message, status, code }`.
 *
 * It does not apply the restrictions of a key to a search: `authorizeSearch` does. A CORS preflight carries no credential, so mount
 * a CORS middleware before it.
 *
 * @param rules - at least one of `apiKey` and `userToken`. With `optional: true`, a request without it passes.
 * @throws {ForgekeyError} `ERR_PARENT_KEY`, `ERR_TOKEN_INPUT` a secret is empty, or has leading or trailing whitespace
 * @throws {TypeError} no rule, or an unknown option
 * @example
 * const authenticate = createCredentialMiddleware({ userToken: { secretKeys: { [secretKeyId]: secretKey } } });
 * app.get('/me', authenticate, (req, res) => {
 *   res.json({ userId: credentialsOf(req, authenticate).userToken.userId });
 * });
 */
export function createCredentialMiddleware<const Rules extends CredentialRules>(
  rules: Rules,
): CredentialMiddleware<Rules> {
  const check = createRequestCheck({ verifySecuredApiKey, verifySecuredUserToken }, rules);
  const middleware: CredentialMiddleware<Rules> = (req, res, next) => {
    let result: ReturnType<typeof check>;
    try {
      result = check({ header: name => req.headers[name], url: req.url ?? '' });
    } catch (error) {
      next(error);
      return;
    }
    if (result.ok) {
      remember(req, middleware, result.credentials);
      next();
      return;
    }
    const { status, headers, body } = result.refusal;
    res.statusCode = status;
    for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
    res.end(body);
  };
  return middleware;
}

function remember(
  req: IncomingMessage,
  middleware: CredentialMiddleware,
  credentials: VerifiedCredentials,
): void {
  const ofRequest = verified.get(req) ?? new Map();
  verified.set(req, ofRequest.set(middleware, credentials));
}

/**
 * The credentials of a request that passed `createCredentialMiddleware`. With the middleware as the second argument, the type says
 * which credentials are present: each one that its rules demand.
 *
 * @throws {TypeError} the request did not pass the middleware: it is not mounted before this handler
 * @example
 * const authenticate = createCredentialMiddleware({ userToken: { secretKeys } });
 * app.use(authenticate);
 * app.get('/me', (req, res) => {
 *   res.json({ userId: credentialsOf(req, authenticate).userToken.userId });
 * });
 */
export function credentialsOf<Rules extends CredentialRules = CredentialRules>(
  req: IncomingMessage,
  middleware?: CredentialMiddleware<Rules>,
): VerifiedCredentials<Rules> {
  const ofRequest = verified.get(req);
  const credentials =
    middleware === undefined ? merged(ofRequest) : ofRequest?.get(middleware as CredentialMiddleware);
  if (credentials === undefined) {
    throw new TypeError(
      'credentialsOf found no verified credentials. Mount createCredentialMiddleware before this handler.',
    );
  }
  return credentials as VerifiedCredentials<Rules>;
}

/** Several middlewares can verify one credential each. */
function merged(
  ofRequest: ReadonlyMap<CredentialMiddleware, VerifiedCredentials> | undefined,
): VerifiedCredentials | undefined {
  if (ofRequest === undefined) return undefined;
  const all = [...ofRequest.values()];
  return {
    apiKey: all.findLast(({ apiKey }) => apiKey !== undefined)?.apiKey,
    userToken: all.findLast(({ userToken }) => userToken !== undefined)?.userToken,
  };
}
