import type { CredentialWithServerTime, LoadedCredential } from './types.ts';

/**
 * What `load` gave, in one shape. The body of a `Response` is the credential itself, or JSON: a text, or an object with
 * `credential` and `serverTime`.
 *
 * @throws {Error} the response has an error status, or its body cannot be read
 */
export async function readLoaded(loaded: LoadedCredential): Promise<CredentialWithServerTime> {
  if (typeof (loaded as Response | undefined)?.text !== 'function') return withServerTime(loaded as string);
  const { ok, status, headers } = loaded as Response;
  if (!ok) {
    throw Object.assign(new Error(`The server answered ${status}`), { isRefusal: status < 500 });
  }
  const body = await (loaded as Response).text();
  // Neither base64 nor a JWT begins with these.
  const { credential, serverTime } = withServerTime(/^\s*[{"]/.test(body) ? JSON.parse(body) : body);
  // A cache that keeps the answer also keeps its date, and adds its age.
  return { credential, serverTime: serverTime ?? (headers.get('age') ? null : headers.get('date')) };
}

function withServerTime(value: string | CredentialWithServerTime): CredentialWithServerTime {
  return typeof value === 'string' ? { credential: value } : Object(value);
}
