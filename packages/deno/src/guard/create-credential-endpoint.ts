import {
  createSecuredApiKeyGenerator,
  createSecuredUserTokenForger,
  type CredentialEndpointOptions,
} from '@forgekey/core';
import { createEndpoint } from '@forgekey/core/internal';

/**
 * Creates the endpoint that a page asks for its credentials: a secured API key and, with `userId`, a user token, in one response
 * and with one expiry. The response is `CredentialEndpointBody` as JSON, which no cache may keep; it holds the server's time.
 *
 * A request without a session gets 401, one by another method than POST 405, and one of another site's page 403, unless
 * `allowedOrigins` has its origin. It does not check the session: `authenticate` does. An error of `authenticate`, `restrictions` or
 * `userId`, and restrictions that cannot be signed, reject: they are the server's fault.
 *
 * @throws {ForgekeyError} `ERR_PARENT_KEY`, `ERR_TOKEN_INPUT` a secret or the lifetime is unusable
 * @throws {TypeError} an unknown or missing option
 * @example
 * ```ts
 * import { createCredentialEndpoint, filters, secretsFromEnvironment } from '@forgekey/deno';
 *
 * const { parentApiKey } = secretsFromEnvironment({ require: ['parentApiKey'] });
 * const endpoint = createCredentialEndpoint({
 *   parentApiKeys: parentApiKey,
 *   authenticate: (request) => request.headers.get('cookie') === 'session=ann' ? { userId: 'ann' } : undefined,
 *   restrictions: (session) => ({ filters: filters`owner:${session.userId}`, userToken: session.userId }),
 * });
 * Deno.serve((request) => endpoint(request));
 * ```
 */
export function createCredentialEndpoint<Session>(
  options: CredentialEndpointOptions<Session, Request>,
): (request: Request) => Promise<Response> {
  const answer = createEndpoint({ createSecuredApiKeyGenerator, createSecuredUserTokenForger }, options);
  return async (request) => {
    const header = (name: string): string | null =>
      request.headers.get(name) ?? (name === 'host' ? new URL(request.url).host : null);
    const { status, headers, body } = await answer({ method: request.method, header }, request);
    return new Response(status === 204 ? null : body, { status, headers });
  };
}
