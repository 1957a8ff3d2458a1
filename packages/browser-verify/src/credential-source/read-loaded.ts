import type { CredentialWithServerTime, LoadedCredential } from './types.ts';

/**
 * What `load` returned, in one shape. The body of a `Response` is the credential itself, or JSON: a string, or an object with
 * `credential` and `serverTime`.
 *
 * @throws {Error} the response has an error status, or its body cannot be read
 */
export async function readLoaded(loaded: LoadedCredential): Promise<CredentialWithServerTime> {
  // By its method: a page may have replaced `fetch`, and then `instanceof` does not hold.
  if (typeof (loaded as Response | undefined)?.text !== 'function') {
    return withServerTime(loaded as CredentialWithServerTime);
  }
  const { ok, status, headers } = loaded as Response;
  if (!ok) {
    throw Object.assign(new Error(`The server answered ${status}`), { isRefusal: status < 500 });
  }
  const body = await (loaded as Response).text();
  // Neither base64 nor a JWT begins with these.
  const { credential, serverTime } = withServerTime(/^\s*[{"]/.test(body) ? JSON.parse(body) : body);
  // A cache stores the answer with its date, and adds its age.
  return { credential, serverTime: serverTime ?? (headers.get('age') ? null : headers.get('date')) };
}

function withServerTime(value: string | CredentialWithServerTime): CredentialWithServerTime {
  return typeof value === 'string' ? { credential: value } : Object(value);
}
