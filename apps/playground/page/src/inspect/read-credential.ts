import {
  type DecodedSecuredApiKey,
  type DecodedUserToken,
  decodeSecuredApiKey,
  decodeSecuredUserToken,
  isForgekeyError,
} from '@forgekey/core';

/** What a pasted text turned out to be. `others`: how many more credentials follow it. */
export type Reading =
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'key';
      readonly text: string;
      readonly key: DecodedSecuredApiKey;
      readonly others: number;
    }
  | {
      readonly kind: 'token';
      readonly text: string;
      readonly token: DecodedUserToken;
      readonly others: number;
    }
  | { readonly kind: 'plain'; readonly others: number }
  | {
      readonly kind: 'unreadable';
      readonly text: string;
      readonly as: 'secured API key' | 'secured user token';
      readonly code: string;
      readonly message: string;
    };

/** A header, a query parameter, a member of an object. The key goes first, and a scheme other than Bearer is no token. */
const named = [
  /x-algolia-api-key["']?\s*[:=]\s*["']?([^\s"'&;,]+)/i,
  /x-algolia-secure-user-token["']?\s*[:=]\s*["']?([^\s"'&;,]+)/i,
  /authorization["']?\s*[:=]\s*["']?Bearer\s+([^\s"'&;,]+)/i,
];
const bare = /^(?:[\w+/-]+={0,2}|[\w-]*(?:\.[\w-]*)+)$/;
/** A token, or base64 that is long enough for a signature, inside a longer text. */
const embedded = /\beyJ[\w-]+\.[\w-]+\.[\w-]*|[A-Za-z0-9+/]{88,}={0,2}/;
const plainKey = /^[0-9a-f]{32}$/i;

/** Tells a key from a token and reads it. It never throws, and proves nothing. */
export function readCredential(pasted: string): Reading {
  const [text = '', ...others] = extract(pasted);
  return readText(text, others.length);
}

function readText(text: string, others: number): Reading {
  if (text === '') return { kind: 'nothing' };
  if (plainKey.test(text)) return { kind: 'plain', others };
  const isToken = text.includes('.');
  try {
    return isToken
      ? { kind: 'token', text, token: decodeSecuredUserToken(text), others }
      : { kind: 'key', text, key: decodeSecuredApiKey(text), others };
  } catch (error) {
    if (!isForgekeyError(error)) throw error;
    const as = isToken ? 'secured user token' : 'secured API key';
    return { kind: 'unreadable', text, as, code: error.code, message: error.message };
  }
}

/** The credentials in what people paste: with quotes, a header, a line of code, a URL of a log, broken over lines. */
function extract(pasted: string): string[] {
  for (const pattern of named) {
    const found = pattern.exec(pasted)?.[1];
    if (found !== undefined) return [decodePercent(found)];
  }
  const pieces = pasted.split(/\s+/).map(unquote);
  const whole = pieces.filter(piece => !['nothing', 'unreadable'].includes(readText(piece, 0).kind));
  // Several on a line each. Of one that is broken over lines, no more than the first line can be read alone.
  if (whole.length > 1) return whole;
  const text = unquote(pasted.trim().replace(/^Bearer\s+/i, '')).replace(/\s+/g, '');
  return [bare.test(text) ? text : (embedded.exec(text)?.[0] ?? text)];
}

function unquote(text: string): string {
  return text.replace(/^["'`]+|["'`;,]+$/g, '');
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
