import {
  createSecuredApiKeyGenerator,
  createSecuredUserTokenForger,
  type CredentialEndpointOptions,
} from '@forgekey/core';
import { createEndpoint } from '@forgekey/core/internal';

/**
 * Creates the endpoint that gives a page its credentials: a secured API key and, with `userId`, a user token. Both are in one
 * response, with the same expiry and the time of the server. The response is `CredentialEndpointBody` as JSON, and caches must
 * not store it.
 *
 * It answers 401 without a session, 405 to a method other than POST, and 403 to a page of another site, unless `allowedOrigins`
 * contains its origin. It does not check the session: `authenticate` does. If `authenticate`, `restrictions` or `userId` fails, or
 * the restrictions cannot be signed, the promise rejects.
 *
 * @throws {ForgekeyError} `ERR_PARENT_KEY`, `ERR_TOKEN_INPUT` a secret or the lifetime is unusable
 * @throws {TypeError} an option is unknown, missing or has the wrong type
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
