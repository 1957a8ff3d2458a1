// Credentials made by other means than the code under test: Node's crypto and Buffer.
import { createHmac } from 'node:crypto';

export const PARENT = '2640659426d5107b6e47d75db9cbaef8';
export const SECRET = 'sk-alg-0123456789abcdef0123456789abcdef';
export const KEY_ID = 'key-id-1';

/** The moment that the tests call now. */
export const NOW: Date = new Date('2026-03-01T12:00:00.000Z');
export const NOW_SEC: number = NOW.getTime() / 1000;

/** A secured API key over exactly these bytes. */
export function signedKey(queryString: string | Buffer, parentApiKey: string = PARENT): string {
  const signature = createHmac('sha256', parentApiKey).update(queryString).digest('hex');
  return Buffer.concat([Buffer.from(signature), Buffer.from(queryString)]).toString('base64');
}

export function queryStringOf(securedApiKey: string): string {
  return Buffer.from(securedApiKey, 'base64').toString().slice(64);
}

/** A token of exactly these JSON texts (or objects), signed unless a signature is given. */
export function signedToken(
  payload: object | string = { sub: 'user-1', exp: NOW_SEC + 60 },
  header: object | string = { alg: 'HS256', typ: 'JWT', kid: KEY_ID },
  secret: string = SECRET,
): string {
  const signingInput = `${base64Url(header)}.${base64Url(payload)}`;
  return `${signingInput}.${createHmac('sha256', secret).update(signingInput).digest('base64url')}`;
}

function base64Url(part: object | string): string {
  return Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');
}
