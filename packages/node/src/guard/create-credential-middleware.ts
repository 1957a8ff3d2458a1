import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CredentialRules, VerifiedCredentials } from '@forgekey/core';
import { createRequestCheck } from '@forgekey/core/internal';
import { verifySecuredApiKey, verifySecuredUserToken } from '../bound.ts';

declare global {
  // How Express lets a middleware say what it adds to a request.
  namespace Express {
    interface Request {
      /** The credentials that `createCredentialMiddleware` verified. */
      algolia?: VerifiedCredentials;
    }
  }
}

/** The type of what `createCredentialMiddleware` makes. */
export type CredentialMiddleware = (
  req: IncomingMessage & { algolia?: VerifiedCredentials },
  res: ServerResponse,
  next: (error?: unknown) => void,
) => void;

/**
 * Makes a middleware for Express and whatever else calls `(req, res, next)`. It verifies `x-algolia-api-key` (else 403)
 * and `X-Algolia-Secure-User-Token` (else 401), each as a header or a query parameter, and puts what it verified on
 * `req.algolia`. A refusal is JSON: `{ message, status, code }`.
 *
 * It does not apply the restrictions of a key to what is asked: `authorizeSearch` does. A CORS preflight carries no
 * credential, so mount a CORS middleware before it.
 *
 * @param rules - at least one of `apiKey` and `userToken`; with `optional: true` a request without it passes.
 * @throws {ForgekeyError} `ERR_PARENT_KEY`, `ERR_TOKEN_INPUT` a secret is empty or blank at an end
 * @throws {TypeError} no rule
 * @example
 * app.use(createCredentialMiddleware({ userToken: { secretKeys: { [secretKeyId]: secretKey } } }));
 * app.get('/me', (req, res) => {
 *   res.json({ userId: req.algolia?.userToken?.userId });
 * });
 */
export function createCredentialMiddleware(rules: CredentialRules): CredentialMiddleware {
  const check = createRequestCheck({ verifySecuredApiKey, verifySecuredUserToken }, rules);
  return (req, res, next) => {
    let result: ReturnType<typeof check>;
    try {
      result = check({ header: name => req.headers[name], query: queryOf(req.url ?? '') });
    } catch (error) {
      next(error);
      return;
    }
    if (result.ok) {
      // Two guards on one way, each with a rule of its own, do not undo each other.
      const { apiKey = req.algolia?.apiKey, userToken = req.algolia?.userToken } = result.credentials;
      req.algolia = { apiKey, userToken };
      next();
      return;
    }
    const { status, headers, body } = result.refusal;
    res.statusCode = status;
    for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
    res.end(body);
  };
}

/** Not by `URL`, which refuses some request targets that a server answers. */
function queryOf(url: string): URLSearchParams {
  const question = url.indexOf('?');
  return new URLSearchParams(question < 0 ? '' : url.slice(question + 1));
}
