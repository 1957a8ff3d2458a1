import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CredentialRules, VerifiedCredentials } from '@forgekey/core';
import { createRequestCheck } from '@forgekey/core/internal';
import { verifySecuredApiKey, verifySecuredUserToken } from '../bound.ts';

/** What `createCredentialMiddleware` returns. */
export interface CredentialMiddleware<Rules extends CredentialRules = CredentialRules> {
  (req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void): void;
  /** Only a type, never a value: the credentials that `credentialsOf` finds. */
  readonly '~rules'?: Rules;
}

/** The credentials that each middleware verified. Unlike a property of the request, no other code can write them. */
const verified = new WeakMap<IncomingMessage, Map<CredentialMiddleware, VerifiedCredentials>>();

/**
 * Creates a middleware for Express and other servers that call `(req, res, next)`. It verifies `x-algolia-api-key` (otherwise
 * 403) and `X-Algolia-Secure-User-Token` (otherwise 401), each as a header or a query parameter. `credentialsOf` returns the
 * verified credentials. A refusal is JSON: `{ message, status, code }`.
 *
 * It does not apply the restrictions of a key to a search: `authorizeSearch` does. Mount a CORS middleware before it, because a
 * CORS preflight carries no credential.
 *
 * @param rules - at least one of `apiKey` and `userToken`. With `optional: true`, a request without it passes.
 * @throws {ForgekeyError} `ERR_PARENT_KEY`, `ERR_TOKEN_INPUT` a secret is empty, or has leading or trailing whitespace
 * @throws {TypeError} there is no rule, or an option is unknown or has the wrong type
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
 * Returns the credentials of a request that passed `createCredentialMiddleware`. With the middleware as the second argument, the
 * type contains each credential that its rules require.
 *
 * @throws {TypeError} the request did not pass the middleware, because it is not mounted before this handler
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

/** Each of several middlewares may verify a different credential. */
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
