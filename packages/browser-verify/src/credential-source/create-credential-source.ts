import { openCredentialSource } from './credential-source.ts';
import type { CredentialSource, CredentialSourceOptions } from './types.ts';

/**
 * Hands out a secured API key or a secured user token that is valid now. One load is in flight at a time, however many
 * wait; a credential is renewed before it expires, when the page is looked at again, and when the network is back;
 * loads that fail are repeated after a jittered delay. The credential is kept in memory only.
 *
 * Nothing is loaded before it is first asked for, and no timer renews it while the page is hidden. It does not check
 * signatures (a page has no secret to check with), and one source serves one user: after a log-out, close it and make
 * a new one, with a new search client, whose cache holds the former user's results.
 *
 * A load fails when `load` rejects or throws (`ERR_CREDENTIAL_LOAD`), does not settle in `loadTimeoutSec`
 * (`ERR_CREDENTIAL_TIMEOUT`), resolves to something else or to an expired credential (`ERR_CREDENTIAL_UNUSABLE`), or to
 * what `check` refuses (`ERR_CREDENTIAL_MISMATCH`). It is repeated, up to `maxAttempts` attempts, before the waiting callers get
 * the error.
 *
 * Until the delay that follows has passed, every caller gets the same error without another load. The delay is at most a second while
 * the server does not answer, and grows up to a minute while it refuses. A renewal that fails while the present credential is still
 * valid is reported to the subscribers only, and repeated before the credential expires.
 *
 * @throws {TypeError} an option is unknown, has the wrong type, or is out of range
 * @example
 * const keys = createCredentialSource({
 *   load: ({ signal }) => fetch('/search-key', { signal, cache: 'no-store' }),
 * });
 * const client = algoliasearch(appId, 'set-per-request', { requester: createKeyRequester(keys) });
 */
export function createCredentialSource(options: CredentialSourceOptions): CredentialSource {
  return openCredentialSource(options);
}
