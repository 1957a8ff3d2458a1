import { LONG_KEY_LENGTH } from '@forgekey/core/internal';
import {
  type DecodedSecuredApiKey,
  isForgekeyError,
  measureSecuredApiKey,
  minimizeRestrictions,
  type SecuredApiKeyRestrictions,
  serializeRestrictions,
} from '@forgekey/node';
import { printable } from './printable.ts';

/** Restrictions that are proved to allow the same, and the length of a key with them. */
export interface ShorterKey {
  readonly length: number;
  readonly saved: number;
  readonly restrictions: SecuredApiKeyRestrictions;
}

/** Undefined for a key within the length limit, and if nothing gets shorter. */
export function shorterKey(decoded: DecodedSecuredApiKey): ShorterKey | undefined {
  const { keyLength } = measureSecuredApiKey(decoded.queryString);
  if (keyLength <= LONG_KEY_LENGTH || decoded.problems.length > 0) return undefined;
  try {
    const restrictions = minimizeRestrictions(decoded);
    const queryString = serializeRestrictions(restrictions, { allowUnknownParameters: true });
    const length = measureSecuredApiKey(queryString).keyLength;
    return length < keyLength ? { length, saved: keyLength - length, restrictions } : undefined;
  } catch (error) {
    // A key of another client may contain restrictions that we would not sign.
    if (isForgekeyError(error)) return undefined;
    throw error;
  }
}

export function shorterKeyText({ length, saved, restrictions }: ShorterKey): string {
  return [
    `The same key in ${length} characters, ${saved} fewer, without conditions that others imply:`,
    `  ${printable(JSON.stringify(restrictions))}`,
  ].join('\n');
}
