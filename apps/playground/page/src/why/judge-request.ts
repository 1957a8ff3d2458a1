import {
  type Authorization,
  type DecodedSecuredApiKey,
  decodeSecuredApiKey,
  explainRefusal,
  isForgekeyError,
  type ParentApiKey,
  verifySecuredApiKey,
} from '@forgekey/core';
import { authorizeRestrictions, parentApiKeysOf, refusalOf } from '@forgekey/core/internal';
import type { Query } from '../../../server/routes/read-query.ts';

/** A request to be judged. */
export interface Question {
  key: string;
  /** The secret that is said to have signed the key; empty where it is not to be checked. */
  parentApiKey: string;
  parent: ParentApiKey;
  /** Of a batch, all of them: the engine answers none where one is refused. */
  queries: readonly Query[];
  ip: string;
  referer: string;
  now: Date;
}

/** The verdict on the query that decides, and the key where it could be read. */
export interface Judgement {
  readonly verdict: Authorization;
  readonly query: Query;
  readonly decoded?: DecodedSecuredApiKey;
  readonly isSignatureChecked: boolean;
  /** What was found, where the server's answer does not tell. */
  readonly detail?: string;
}

/**
 * Judges as the service does, with the same function. Without the parent key the signature is taken to hold.
 *
 * @throws {ForgekeyError} `ERR_PARENT_KEY` the parent key can be none
 */
export function judgeRequest(question: Question): Judgement {
  if (question.parentApiKey !== '') parentApiKeysOf({ parentApiKeys: question.parentApiKey });
  const judgements = question.queries.map(query => judgeQuery(query, question));
  return judgements.find(({ verdict }) => !verdict.allowed) ?? judgements[0]!;
}

function judgeQuery(query: Query, { key, parentApiKey, parent, ip, referer, now }: Question): Judgement {
  const isSignatureChecked = parentApiKey !== '';
  let decoded: DecodedSecuredApiKey | undefined;
  try {
    decoded = decodeSecuredApiKey(key);
    const reading = isSignatureChecked
      ? verifySecuredApiKey(key, { parentApiKeys: parentApiKey, now })
      : decoded;
    const request = { ...query, ip: ip || undefined, referer: referer || undefined };
    const verdict = authorizeRestrictions({ key: reading, parent, request, now });
    return { verdict, query, decoded, isSignatureChecked };
  } catch (error) {
    if (!isForgekeyError(error)) throw error;
    const { code, parameter } = error;
    const judgement = { query, isSignatureChecked, ...(decoded && { decoded }) };
    // A key that cannot be read is answered as one that nobody signed.
    const detail = explainRefusal({ code }) === undefined ? { detail: error.message } : {};
    return { ...judgement, verdict: refusalOf(code, parameter), ...detail };
  }
}
