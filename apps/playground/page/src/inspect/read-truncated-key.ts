import { parseRestrictions, type SecuredApiKeyRestrictions } from '@forgekey/core';

/** What is left of a secured API key whose end is missing. */
export interface TruncatedKey {
  /** The restrictions that are complete. */
  readonly restrictions: SecuredApiKeyRestrictions;
  /** The rest of the text, as written: the parameter in which it was cut. */
  readonly cut: string;
}

const signatureLength = 64;
const signature = new RegExp(`^[0-9a-f]{${signatureLength}}`);

/** Reads what it can of a key that was cut; undefined if the text does not begin with a signature. */
export function readTruncatedKey(text: string): TruncatedKey | undefined {
  const binary = decodeBase64(text);
  if (binary === undefined || !signature.test(binary)) return undefined;
  const bytes = Uint8Array.from(binary.slice(signatureLength), character => character.charCodeAt(0));
  const queryString = new TextDecoder().decode(bytes);
  const end = queryString.lastIndexOf('&');
  return {
    restrictions: parseRestrictions(queryString.slice(0, Math.max(0, end))),
    cut: queryString.slice(end + 1),
  };
}

/** Without its padding, and without a last character that holds no whole byte. */
function decodeBase64(text: string): string | undefined {
  const digits = text.replace(/=+$/, '');
  try {
    return atob(digits.length % 4 === 1 ? digits.slice(0, -1) : digits);
  } catch {
    return undefined;
  }
}
