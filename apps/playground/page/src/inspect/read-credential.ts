import {
  type DecodedSecuredApiKey,
  type DecodedUserToken,
  decodeSecuredApiKey,
  decodeSecuredUserToken,
  isForgekeyError,
} from '@forgekey/core';
import { credentialsInText } from '@forgekey/core/internal';

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

/** Tells a key from a token and reads it. It never throws, and proves nothing. */
export function readCredential(pasted: string): Reading {
  const [first, ...more] = credentialsInText(pasted);
  if (first === undefined) return { kind: 'nothing' };
  const { kind, text } = first;
  const others = more.length;
  if (kind === 'plainApiKey') return { kind: 'plain', others };
  const isToken = kind === 'userToken';
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
