import { type ForgekeyError, type ForgekeyErrorCode, isForgekeyError } from '../errors.ts';

/** The answer to a request with an invalid credential, for any server. */
export interface HttpRefusal {
  /** The HTTP status: 401 for a user token, 403 for an API key. */
  readonly status: 401 | 403;
  /** The headers of the response, in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON: `{ message, status, code }`. */
  readonly body: string;
  /** What was wrong. */
  readonly error: ForgekeyError;
}

// The server's own secrets are unusable. No client can fix that, and a 4xx would hide it.
const serverFaults: ReadonlySet<ForgekeyErrorCode> = /* @__PURE__ */ new Set<ForgekeyErrorCode>([
  'ERR_PARENT_KEY',
  'ERR_TOKEN_INPUT',
]);

/** The answer for an error of a credential. Rethrows an error that is not the fault of the request. */
export function httpRefusalOf(error: unknown, status: 401 | 403): HttpRefusal {
  if (!isForgekeyError(error) || serverFaults.has(error.code)) throw error;
  const { message, code } = error;
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'cache-control': 'no-store',
  };
  // RFC 9110 section 11.6.1: a 401 names a challenge. No registered scheme reads this header, so the scheme has its name.
  if (status === 401) headers['www-authenticate'] = `X-Algolia-Secure-User-Token error="${code}"`;
  return { status, headers, body: JSON.stringify({ message, status, code }), error };
}
