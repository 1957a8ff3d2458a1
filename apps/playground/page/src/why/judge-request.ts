import {
  type Authorization,
  type DecodedSecuredApiKey,
  decodeSecuredApiKey,
  explainRefusal,
  isForgekeyError,
  type ParentApiKey,
  verifySecuredApiKey,
} from '@forgekey/core';
import { authorizeRestrictions } from '@forgekey/core/bind';

/** A request to be judged, as the form has it. */
export interface Question {
  key: string;
  /** The secret that is said to have signed the key; empty where it is not to be checked. */
  parentApiKey: string;
  parent: ParentApiKey;
  indexName: string;
  parameters: object;
  ip: string;
  referer: string;
  now: Date;
}

/** The verdict, and the key where it could be read. */
export interface Judgement {
  readonly verdict: Authorization;
  readonly decoded?: DecodedSecuredApiKey;
  readonly isSignatureChecked: boolean;
}

/** Judges as the service does, with the same function. Without the parent key the signature is taken to hold. */
export function judgeRequest({ key, parentApiKey, parent, now, ...request }: Question): Judgement {
  const isSignatureChecked = parentApiKey !== '';
  let decoded: DecodedSecuredApiKey | undefined;
  try {
    decoded = decodeSecuredApiKey(key);
    const reading = isSignatureChecked
      ? verifySecuredApiKey(key, { parentApiKeys: parentApiKey, now })
      : decoded;
    const { indexName, parameters, ip, referer } = request;
    const verdict = authorizeRestrictions({
      key: reading,
      parent,
      request: { indexName, parameters, ip: ip || undefined, referer: referer || undefined },
      now,
    });
    return { verdict, decoded, isSignatureChecked };
  } catch (error) {
    if (!isForgekeyError(error)) throw error;
    // A key that cannot be read is answered as one that nobody signed.
    const row = explainRefusal({ code: error.code }) ?? explainRefusal({ code: 'ERR_KEY_SIGNATURE' })!;
    const verdict = {
      allowed: false,
      status: row.status,
      code: error.code,
      message: row.message.replace('NAME', () => error.parameter ?? ''),
      ...(error.parameter !== undefined && { parameter: error.parameter }),
    } as const;
    return { verdict, isSignatureChecked, ...(decoded && { decoded }) };
  }
}
