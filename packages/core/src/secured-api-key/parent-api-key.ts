import { ForgekeyError, ForgekeyTypeError } from '../errors.ts';
import { decodeBase64 } from '../lib/bytes.ts';
import { describeType, hasOuterWhitespace } from '../lib/text.ts';

// base64 of a signature alone, without its padding.
const SHORTEST_SECURED_API_KEY_LENGTH = 86;

/**
 * Refuses a parent API key that cannot sign or that anybody could know.
 *
 * @throws {ForgekeyError} `ERR_PARENT_KEY` (also a TypeError where it is no string)
 */
export function assertParentApiKey(
  parentApiKey: unknown,
  parameter = 'parentApiKey',
): asserts parentApiKey is string {
  if (typeof parentApiKey !== 'string') {
    const message = `"${parameter}" must be a string; it is ${describeType(parentApiKey)}. Is the environment variable set?`;
    throw new ForgekeyTypeError('ERR_PARENT_KEY', message, parameter);
  }
  if (parentApiKey === '')
    throw parentKeyError(parameter, 'is empty: anybody could sign with it. Is the environment variable set?');
  if (!parentApiKey.isWellFormed())
    throw parentKeyError(parameter, 'holds a lone surrogate: it is not well-formed Unicode. Copy it anew.');
  if (parentApiKey.length >= SHORTEST_SECURED_API_KEY_LENGTH && isSecuredApiKey(parentApiKey)) {
    throw parentKeyError(
      parameter,
      'is itself a secured API key, which cannot sign another. Use its parent.',
    );
  }
}

/** A line break read from a file, or a blank copied from a page, would be signed with and make a key the server refuses. */
export function assertNoOuterWhitespace(parentApiKey: string, parameter = 'parentApiKey'): void {
  if (hasOuterWhitespace(parentApiKey)) {
    throw parentKeyError(parameter, 'begins or ends with a blank or line break. Trim it where it is read.');
  }
}

/** With or without its padding: cut, it would still be known to whoever holds the key. */
function isSecuredApiKey(text: string): boolean {
  const padded = text.padEnd(Math.ceil(text.length / 4) * 4, '=');
  return /^[0-9a-f]{64}/.test(decodeBase64(padded) ?? '');
}

function parentKeyError(parameter: string, what: string): ForgekeyError {
  return new ForgekeyError('ERR_PARENT_KEY', `"${parameter}" ${what}`, { parameter });
}
