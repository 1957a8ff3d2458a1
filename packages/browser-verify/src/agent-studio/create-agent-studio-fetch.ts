import { assert } from '../lib/assert.ts';
import { isKeyRefusal } from '../requester/is-key-refusal.ts';
import { assertKeySource, type KeySource } from '../requester/key-source.ts';

/** Options of `createAgentStudioFetch`. */
export interface AgentStudioFetchOptions {
  /** The source of the search key that the agent searches with. Without it, set `x-algolia-api-key` yourself. */
  keys?: KeySource;
  /** The origins that may receive the credentials, as `https://host[:port]`. Algolia's own hosts by default. */
  allowedOrigins?: readonly string[];
  /** Sends the requests. It is called with one `Request` and nothing else. The global `fetch` by default. */
  fetch?: typeof fetch;
}

const vendorOrigin: RegExp = /^https:\/\/(?:[a-z0-9-]+\.)*algolia\.(?:net|com)$/;

/**
 * A `fetch` for Agent Studio. It sets `X-Algolia-Secure-User-Token` to the current token of `tokens` and, if you pass
 * `keys`, `X-Algolia-API-Key` to the current key. If the server refuses one of them (401 for the token, 400
 * `"validUntil" parameter expired` or 403 `Invalid API key` for the key), it renews that one and repeats the request once.
 *
 * A redirect is an error, because a browser would send the headers along. The answer of a request that succeeds is not
 * read, so a stream stays a stream. Until then the request's body is kept, to send it again.
 *
 * @throws {TypeError} `tokens` or `keys` is not a source, or `allowedOrigins` is not a list; as a rejection: the URL is outside
 *   `allowedOrigins`, and nothing is sent
 * @throws {ForgekeyError} (as a rejection) the error of a source that has no credential
 * @example
 * const tokens = createCredentialSource({ load: loadUserToken });
 * const agentFetch = createAgentStudioFetch(tokens, { keys });
 * await agentFetch(`https://${appId}.algolia.net/agent-studio/1/agents/${agentId}/completions`, {
 *   method: 'POST',
 *   headers: { 'x-algolia-application-id': appId, 'content-type': 'application/json' },
 *   body: JSON.stringify({ messages }),
 * });
 * @see https://www.algolia.com/doc/guides/algolia-ai/agent-studio/how-to/user-authentication
 */
export function createAgentStudioFetch(
  tokens: KeySource,
  options: AgentStudioFetchOptions = {},
): typeof fetch {
  const { keys, allowedOrigins, fetch: send = globalThis.fetch } = options;
  assertKeySource(tokens);
  if (keys !== undefined) assertKeySource(keys);
  // A string has `includes`, too, and would allow every part of an address.
  assert(Array.isArray(allowedOrigins ?? []), 'allowedOrigins', 'a list');
  return async (input, init) => {
    const request = new Request(input, { ...init, redirect: 'error' });
    assertAllowed(new URL(request.url).origin, allowedOrigins);
    const { signal } = request;

    const sendWith = (token: string, key?: string): Promise<Response> => {
      const headers = new Headers(request.headers);
      headers.set('x-algolia-secure-user-token', token);
      if (key !== undefined) headers.set('x-algolia-api-key', key);
      return send(new Request(request.clone(), { headers }));
    };
    return tokens.withCredential(
      token =>
        keys ? keys.withCredential(key => sendWith(token, key), isKeyRefused, { signal }) : sendWith(token),
      response => response.status === 401,
      { signal },
    );
  };
}

function assertAllowed(origin: string, allowedOrigins: readonly string[] | undefined): void {
  if (allowedOrigins?.includes(origin) ?? vendorOrigin.test(origin)) return;
  throw new TypeError(
    `The user token is not sent to ${origin}. If it is Agent Studio, add it to allowedOrigins.`,
  );
}

async function isKeyRefused(response: Response): Promise<boolean> {
  const { status } = response;
  if (status !== 400 && status !== 403) return false;
  return isKeyRefusal({ status, content: await response.clone().text() });
}
