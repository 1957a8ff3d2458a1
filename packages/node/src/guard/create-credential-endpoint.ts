import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CredentialEndpointOptions } from '@forgekey/core';
import { createEndpoint } from '@forgekey/core/internal';
import { createSecuredApiKeyGenerator, createSecuredUserTokenForger } from '../bound.ts';

/** A handler for servers that receive a `Request` and return a `Response`, and for Express and `node:http`. */
export interface CredentialEndpoint<Request> {
  (request: Request): Promise<Response>;
  (req: Request, res: ServerResponse, next?: (error?: unknown) => void): Promise<undefined>;
}

/**
 * Creates the endpoint that gives a page its credentials: a secured API key and, with `userId`, a user token. Both are in one
 * response, with the same expiry and the time of the server. The response is `CredentialEndpointBody` as JSON, and caches must
 * not store it.
 *
 * It answers 401 without a session, 405 to a method other than POST, and 403 to a page of another site, unless `allowedOrigins`
 * contains its origin. It does not check the session: `authenticate` does. If `authenticate`, `restrictions` or `userId` fails, or
 * the restrictions cannot be signed, the promise rejects, or `next` receives the error.
 *
 * @throws {ForgekeyError} `ERR_PARENT_KEY`, `ERR_TOKEN_INPUT` a secret or the lifetime is unusable
 * @throws {TypeError} an option is unknown, missing or has the wrong type
 * @example
 * const endpoint = createCredentialEndpoint({
 *   parentApiKeys: parentApiKey, secretKey, secretKeyId,
 *   authenticate: request => findSession(request.headers.get('cookie')),
 *   restrictions: session => ({ filters: filters`visible_by:${session.groups}`, userToken: session.userId }),
 *   userId: session => session.userId,
 * });
 */
export function createCredentialEndpoint<Session, Req extends Request | IncomingMessage = Request>(
  options: CredentialEndpointOptions<Session, Req>,
): CredentialEndpoint<Req> {
  const answer = createEndpoint<Session, Req>(
    { createSecuredApiKeyGenerator, createSecuredUserTokenForger },
    options,
  );

  async function endpoint(request: Req): Promise<Response>;
  async function endpoint(
    req: Req,
    res: ServerResponse,
    next?: (error?: unknown) => void,
  ): Promise<undefined>;
  async function endpoint(
    request: Req,
    response?: ServerResponse,
    next?: (error?: unknown) => void,
  ): Promise<Response | undefined> {
    // A framework may pass other arguments after the Request.
    if (typeof response?.setHeader !== 'function') {
      const { status, headers, body } = await answer(readRequest(request), request);
      return new Response(status === 204 ? null : body, { status, headers });
    }
    try {
      const { status, headers, body } = await answer(readRequest(request), request);
      response.writeHead(status, headers).end(body);
    } catch (error) {
      if (next === undefined) throw error;
      next(error);
    }
    return undefined;
  }
  return endpoint;
}

function readRequest(request: Request | IncomingMessage): {
  method: string;
  header(name: string): string | readonly string[] | null | undefined;
} {
  const { headers, method = 'GET' } = request;
  if (headers instanceof Headers || typeof headers.get === 'function') {
    const { get } = headers as Headers;
    return {
      method,
      // Some runtimes provide the host only in the URL.
      header: name => get.call(headers, name) ?? (name === 'host' ? new URL(request.url!).host : null),
    };
  }
  // An HTTP/2 request may contain its host only as `:authority` (RFC 9113 section 8.3.1).
  return { method, header: name => headers[name] ?? (name === 'host' ? headers[':authority'] : undefined) };
}
