import type { CredentialSourceOptions } from './types.ts';

/** A credential in the response of `createCredentialEndpoint`. */
export type EndpointCredential = 'securedApiKey' | 'userToken';

/**
 * A `load` that asks the endpoint of your server made with `createCredentialEndpoint`, and takes one credential of its response, with the
 * time of the server. It sends a POST request with the cookies of the page's own origin, past every cache.
 *
 * It does not check the credential: `check` does.
 *
 * @param url - Where the endpoint is, such as `/credentials`.
 * @param name - Which credential to take.
 * @param init - What else `fetch` is given, such as `headers`, or `credentials: 'include'` for another origin.
 * @throws {Error} (as a rejection, which the source reports as `ERR_CREDENTIAL_LOAD`) the response does not have that credential
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
