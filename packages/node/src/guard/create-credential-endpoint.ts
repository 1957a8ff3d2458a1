import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CredentialEndpointOptions } from '@forgekey/core';
import { createEndpoint } from '@forgekey/core/internal';
import { createSecuredApiKeyGenerator, createSecuredUserTokenForger } from '../bound.ts';

/** A handler for servers that take a `Request` and return a `Response`, and for Express and Node's own server. */
export interface CredentialEndpoint<Request> {
  (request: Request): Promise<Response>;
  (req: Request, res: ServerResponse, next?: (error?: unknown) => void): Promise<undefined>;
}

/**
 * Creates the endpoint that a page asks for its credentials: a secured API key and, with `userId`, a user token, in one response
 * and with one expiry. The response is `CredentialEndpointBody` as JSON, which no cache may keep; it holds the server's time.
 *
 * A request without a session gets 401, one by another method than POST 405, and one of another site's page 403, unless
 * `allowedOrigins` has its origin. It does not check the session: `authenticate` does. An error of `authenticate`, `restrictions` or
 * `userId`, and restrictions that cannot be signed, reject (or go to `next`): they are the server's fault.
 *
 * @throws {ForgekeyError} `ERR_PARENT_KEY`, `ERR_TOKEN_INPUT` a secret or the lifetime is unusable
 * @throws {TypeError} an unknown or missing option
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
    // A framework may pass more arguments than the Request.
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
      // Some runtimes leave the host to the URL.
      header: name => get.call(headers, name) ?? (name === 'host' ? new URL(request.url!).host : null),
    };
  }
  // A request of HTTP/2 may name its host as `:authority` alone (RFC 9113 section 8.3.1).
  return { method, header: name => headers[name] ?? (name === 'host' ? headers[':authority'] : undefined) };
}
