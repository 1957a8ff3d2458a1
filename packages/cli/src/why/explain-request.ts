import { authorizeRestrictions } from '@forgekey/core/bind';
import {
  type Authorization,
  type DecodedSecuredApiKey,
  explainRefusal,
  isForgekeyError,
  type ParentApiKey,
  type Refusal,
  type SearchRequest,
  verifySecuredApiKey,
} from '@forgekey/node';
import { UsageError } from '../lib/usage-error.ts';

export interface RequestToExplain {
  readonly securedApiKey: string;
  readonly decoded: DecodedSecuredApiKey;
  /** Undefined where none is known: then the signature is taken for good. */
  readonly parentApiKeys: readonly string[] | undefined;
  readonly parent: ParentApiKey;
  readonly request: SearchRequest;
  readonly now: Date;
}

/** What the server would answer, by the signature first and then by the rules of `authorizeSearch`. */
export function explainRequest(asked: RequestToExplain): Authorization {
  const { securedApiKey, decoded, parentApiKeys, parent, request, now } = asked;
  if (parentApiKeys !== undefined && !isSignedBy(securedApiKey, parentApiKeys, now)) {
    return refusalBySignature();
  }
  const answer = authorizeRestrictions({ key: decoded, parent, request, now });
  if (!answer.allowed && answer.code === 'ERR_SOURCE_NOT_ALLOWED' && request.ip === undefined) {
    throw new UsageError(
      'The key or its parent has restrictSources: tell the address of the client with --ip.',
    );
  }
  return answer;
}

/** Other faults than the signature are for `authorizeSearch`, which words them as the server does. */
function isSignedBy(securedApiKey: string, parentApiKeys: readonly string[], now: Date): boolean {
  try {
    verifySecuredApiKey(securedApiKey, { parentApiKeys, now });
    return true;
  } catch (error) {
    if (isForgekeyError(error) && /^ERR_KEY_/.test(error.code)) return error.code !== 'ERR_KEY_SIGNATURE';
    throw error;
  }
}

function refusalBySignature(): Refusal {
  const { status, code, message } = explainRefusal({ code: 'ERR_KEY_SIGNATURE' })!;
  return { allowed: false, status, code, message };
}
