import { encodeUtf8, isAscii } from '../lib/bytes.ts';
import { SIGNATURE_LENGTH } from './envelope.ts';
import { assertReadable } from './parse.ts';

/** The length of a secured API key, and of its parts. */
export interface SecuredApiKeyMeasure {
  /** Characters of the whole key. */
  readonly keyLength: number;
  /** The parts in their order: first `signature`, then each parameter of the query string. */
  readonly parts: readonly SecuredApiKeyPart[];
}

/** One part of a secured API key, and its length. */
export interface SecuredApiKeyPart {
  /** `signature`, or the encoded name of a parameter. */
  readonly name: string;
  /** Characters of the key for this part. All parts together have `keyLength` characters. */
  readonly characters: number;
}

/**
 * Measures the key of a query string: its length, and the length of each parameter in it. base64 makes 4 characters of 3 bytes, so
 * the lengths of the parts are rounded. Their sum is exact.
 *
 * @param queryString - the result of `serializeRestrictions`, or the `queryString` of a decoded key.
 * @throws {ForgekeyError} `ERR_RESTRICTION_VALUE` the text is longer than 65,536 characters
 * @throws {TypeError} `queryString` is not a string
 * @example
 * measureSecuredApiKey('filters=_tags%3Auser_42').keyLength // => 116
 */
export function measureSecuredApiKey(queryString: string): SecuredApiKeyMeasure {
  if (typeof queryString !== 'string') throw new TypeError('"queryString" must be a string.');
  assertReadable(queryString);
  const segments = queryString === '' ? [] : queryString.split('&');
  const sizes = [
    { name: 'signature', bytes: SIGNATURE_LENGTH },
    ...segments.map((segment, index) => ({
      name: segment.split('=', 1)[0]!,
      bytes: (isAscii(segment) ? segment.length : encodeUtf8(segment).length) + (index === 0 ? 0 : 1),
    })),
  ];
  let bytesSoFar = 0;
  let charactersSoFar = 0;
  const parts = sizes.map(({ name, bytes }) => {
    bytesSoFar += bytes;
    const characters = 4 * Math.ceil(bytesSoFar / 3) - charactersSoFar;
    charactersSoFar += characters;
    return { name, characters };
  });
  return { keyLength: charactersSoFar, parts };
}
