import type { CredentialSourceOptions } from './types.ts';

/** A credential in the response of `createCredentialEndpoint`. */
export type EndpointCredential = 'securedApiKey' | 'userToken';

/**
 * A `load` for an endpoint of your server that was made with `createCredentialEndpoint`. It returns one credential of the response, with
 * the time of the server. It sends a POST request with the cookies of the page's own origin, and bypasses every cache.
 *
 * It does not check the credential: use the option `check` for that.
 *
 * @param url - The URL of the endpoint, such as `/credentials`.
 * @param name - Which credential to return.
 * @param init - More options for `fetch`, such as `headers`, or `credentials: 'include'` for another origin.
 * @throws {Error} (as a rejection, which the source reports as `ERR_CREDENTIAL_LOAD`) the response has no such credential
 * @example
 * const keys = createCredentialSource({ load: loadFrom('/credentials', 'securedApiKey') });
 * const tokens = createCredentialSource({ load: loadFrom('/credentials', 'userToken') });
 */
export function loadFrom(
  url: string | URL,
  name: EndpointCredential,
  init?: RequestInit,
): CredentialSourceOptions['load'] {
  return async ({ signal }) => {
    const response = await fetch(url, { method: 'POST', cache: 'no-store', ...init, signal });
    if (!response.ok) return response;
    const { [name]: credential, serverTime } = await response.json();
    if (credential === undefined) throw new Error(`The response has no "${name}"`);
    return { credential, serverTime };
  };
}
