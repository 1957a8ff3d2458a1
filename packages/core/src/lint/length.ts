import { encodeUtf8 } from '../lib/bytes.ts';
import { LONG_KEY_LENGTH } from '../lib/limits.ts';
import { shownName } from '../lib/text.ts';
import { measureSecuredApiKey } from '../secured-api-key/key-length.ts';
import { canonicalText } from '../secured-api-key/value-types.ts';
import type { Finding, LintRule } from './finding.ts';

// The specification of the search API documents this limit, a page of its documentation 16 KiB.
const LONG_VALUE_BYTES = 512;

/** @see https://www.algolia.com/doc/libraries/sdk/methods/search/generate-secured-api-key */
export const lintLength: LintRule = function* ({ values, queryString }): Iterable<Finding> {
  const { keyLength, parts } = measureSecuredApiKey(queryString);
  if (keyLength > LONG_KEY_LENGTH) {
    const largest = [...parts].sort((a, b) => b.characters - a.characters).slice(0, 3);
    const where = largest.map(({ name, characters }) => `${shownName(name)} ${characters}`).join(', ');
    yield {
      code: 'LINT_KEY_LENGTH',
      severity: 'warning',
      message: `The key has ${keyLength} characters. Keys over ${LONG_KEY_LENGTH} characters fail on some networks. Largest parts: ${where}.`,
      hint: 'Shorten lists: store a group in the records, and filter by one value instead of many.',
    };
  }
  for (const [name, value] of values) {
    const text = canonicalText(value);
    // A character takes 3 bytes at most, and to encode every value takes longer than all other checks.
    if (text.length * 3 <= LONG_VALUE_BYTES) continue;
    const bytes = encodeUtf8(text).length;
    if (bytes <= LONG_VALUE_BYTES) continue;
    yield {
      code: 'LINT_VALUE_LENGTH',
      severity: 'warning',
      parameter: name,
      message: `"${shownName(name)}" has ${bytes} bytes. The vendor documents a limit of ${LONG_VALUE_BYTES} bytes in one place and of 16 KiB in another.`,
      hint: 'Filter by one group instead of many ids.',
    };
  }
};
