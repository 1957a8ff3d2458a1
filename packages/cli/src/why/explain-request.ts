import { authorizeRestrictions, checkSignedKey, readSecuredApiKey, refusalOf } from '@forgekey/core/internal';
import {
  type Authorization,
  type DecodedSecuredApiKey,
  type ForgekeyError,
  isForgekeyError,
  type ParentApiKey,
  type Refusal,
  type SearchRequest,
  verifySecuredApiKey,
} from '@forgekey/node';
import { UsageError } from '../errors.ts';

export interface RequestToExplain {
  readonly securedApiKey: string;
  readonly decoded: DecodedSecuredApiKey;
  /** Undefined where none is known: then the signature is taken for good. */
  readonly parentApiKeys: readonly string[] | undefined;
  readonly parent: ParentApiKey;
  readonly request: SearchRequest;
  readonly now: Date;
}

export interface Explanation {
  readonly answer: Authorization;
  readonly signature: 'unchecked' | 'holds' | 'does not hold';
  /** Whose text or limit refuses; undefined where the request is let through, or nobody knows who signed the key. */
  readonly refusedBy: RefusingSide | undefined;
}

export type RefusingSide = 'key' | 'parent' | 'request';

/** What the server would answer: by the signature, then as `verifySecuredApiKey` and `authorizeSearch` have it. */
export function explainRequest(asked: RequestToExplain): Explanation {
  const fault = faultOf(asked);
  if (fault?.code === 'ERR_KEY_SIGNATURE') {
    return { answer: refusalOf(fault.code), signature: 'does not hold', refusedBy: undefined };
  }
  const signature = asked.parentApiKeys === undefined ? 'unchecked' : 'holds';
  if (fault?.code === 'ERR_KEY_AMBIGUOUS') {
    return { answer: refusalOf(fault.code, fault.parameter), signature, refusedBy: 'key' };
  }
  const { decoded: key, parent, request, now } = asked;
  const answer = authorizeRestrictions({ key, parent, request, now });
  if (!answer.allowed && answer.code === 'ERR_SOURCE_NOT_ALLOWED' && request.ip === undefined) {
    throw new UsageError(
      'The key or its parent has restrictSources, and the address of the client is not known.',
      'Give it with --ip.',
    );
  }
  return { answer, signature, refusedBy: answer.allowed ? undefined : refusingSide(answer, asked) };
}

/** What a verifier refuses the key for. Its end is for `authorizeSearch`, which words it as the server does. */
function faultOf({ securedApiKey, parentApiKeys, now }: RequestToExplain): ForgekeyError | undefined {
  try {
    if (parentApiKeys === undefined) checkSignedKey(readSecuredApiKey(securedApiKey), 0, { now });
    else verifySecuredApiKey(securedApiKey, { parentApiKeys, now });
    return undefined;
  } catch (error) {
    if (isForgekeyError(error) && error.code.startsWith('ERR_KEY_')) return error;
    throw error;
  }
}

/** Without the side that refuses, the same rule refuses no more. */
function refusingSide({ code }: Refusal, { decoded: key, request, now }: RequestToExplain): RefusingSide {
  const isStillRefused = (less: SearchRequest): boolean => {
    const answer = authorizeRestrictions({ key, request: less, now });
    return !answer.allowed && answer.code === code;
  };
  if (!isStillRefused(request)) return 'parent';
  return isStillRefused({ ...request, parameters: {} }) ? 'key' : 'request';
}
