import {
  type DecodedSecuredApiKey,
  type DecodedUserToken,
  decodeSecuredApiKey,
  decodeSecuredUserToken,
  isForgekeyError,
} from '@forgekey/core';
import { credentialsInText, type PastedCredential } from '@forgekey/core/internal';

/** One credential in a pasted text. */
export type Reading = KeyReading | TokenReading | PlainReading | UnreadableReading;

export interface KeyReading {
  readonly kind: 'key';
  readonly text: string;
  readonly key: DecodedSecuredApiKey;
}

export interface TokenReading {
  readonly kind: 'token';
  readonly text: string;
  readonly token: DecodedUserToken;
}

export interface PlainReading {
  readonly kind: 'plain';
}

export interface UnreadableReading {
  readonly kind: 'unreadable';
  readonly text: string;
  readonly as: 'secured API key' | 'secured user token';
  readonly code: string;
  readonly message: string;
  readonly hint: string | undefined;
}

/** Finds and decodes each key and token in a pasted text. Never throws, and proves nothing. */
export function readCredentials(pasted: string): Reading[] {
  return credentialsInText(pasted).map(read);
}

function read({ kind, text }: PastedCredential): Reading {
  if (kind === 'plainApiKey') return { kind: 'plain' };
  const isToken = kind === 'userToken';
  try {
    return isToken
      ? { kind: 'token', text, token: decodeSecuredUserToken(text) }
      : { kind: 'key', text, key: decodeSecuredApiKey(text) };
  } catch (error) {
    if (!isForgekeyError(error)) throw error;
    const as = isToken ? 'secured user token' : 'secured API key';
    return { kind: 'unreadable', text, as, code: error.code, message: error.message, hint: error.hint };
  }
}
