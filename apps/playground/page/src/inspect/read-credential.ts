import {
  type DecodedSecuredApiKey,
  type DecodedUserToken,
  decodeSecuredApiKey,
  decodeSecuredUserToken,
  isForgekeyError,
} from '@forgekey/core';

/** What a pasted text turned out to be. */
export type Reading =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'key'; readonly text: string; readonly key: DecodedSecuredApiKey }
  | { readonly kind: 'token'; readonly text: string; readonly token: DecodedUserToken }
  | { readonly kind: 'plain' }
  | { readonly kind: 'unreadable'; readonly as: string; readonly code: string; readonly message: string };

const named =
  /(?:x-algolia-api-key|x-algolia-secure-user-token|authorization)["']?\s*[:=]\s*["']?(?:Bearer\s+)?([^\s"'&]+)/i;
const bare = /^(?:[\w+/-]+={0,2}|[\w-]*(?:\.[\w-]*)+)$/;
/** A token, or base64 that is long enough for a signature, inside a longer text. */
const embedded = /\beyJ[\w-]+\.[\w-]+\.[\w-]*|[A-Za-z0-9+/]{88,}={0,2}/;
const plainKey = /^[0-9a-f]{32}$/i;

/** Tells a key from a token and reads it. It never throws, and proves nothing. */
export function readCredential(pasted: string): Reading {
  const text = extract(pasted);
  if (text === '') return { kind: 'nothing' };
  if (plainKey.test(text)) return { kind: 'plain' };
  const isToken = text.includes('.');
  try {
    return isToken
      ? { kind: 'token', text, token: decodeSecuredUserToken(text) }
      : { kind: 'key', text, key: decodeSecuredApiKey(text) };
  } catch (error) {
    if (!isForgekeyError(error)) throw error;
    const as = isToken ? 'secured user token' : 'secured API key';
    return { kind: 'unreadable', as, code: error.code, message: error.message };
  }
}

/** The credential in what people paste: with quotes, a header, a line of code, a URL of a log, broken over lines. */
function extract(pasted: string): string {
  const found = named.exec(pasted)?.[1];
  if (found !== undefined) return decodePercent(found);
  const text = pasted
    .trim()
    .replace(/^Bearer\s+/i, '')
    .replace(/^["'`]+|["'`;,]+$/g, '')
    .replace(/\s+/g, '');
  return bare.test(text) ? text : (embedded.exec(text)?.[0] ?? text);
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
