import { encodeUtf8 } from '../lib/bytes.ts';
import { LONG_KEY_LENGTH } from '../lib/limits.ts';
import { shownName } from '../lib/text.ts';
import { measureSecuredApiKey } from '../secured-api-key/key-length.ts';
import { checkedSegmentOf } from '../secured-api-key/serialize.ts';
import { canonicalText } from '../secured-api-key/value-types.ts';
import type { Finding, LintedKey, LintRule } from './finding.ts';

/** Findings about the text of an existing key. */
export const lintSignedText: LintRule = function* ({ key }): Iterable<Finding> {
  if (key === undefined) return;
  for (const { kind, parameter, message } of key.problems) {
    yield {
      code: kind === 'repeated' ? 'LINT_REPEATED_PARAMETER' : 'LINT_UNREADABLE_PARAMETER',
      severity: 'error',
      parameter,
      message: `${message} The key is ambiguous.`,
      hint: 'Generate the key again with generateSecuredApiKey.',
    };
  }
  if (key.problems.length === 0 && !isCanonical(key)) {
    yield {
      code: 'LINT_NOT_CANONICAL',
      severity: 'info',
      message:
        'The key is valid, but forgekey and the official JavaScript client 5.x would write its text differently.',
    };
  }
};

function isCanonical({ queryString, restrictions }: LintedKey): boolean {
  if (queryString === '') return false;
  const values = restrictions as Readonly<Record<string, unknown>>;
  const names = Object.keys(values).sort();
  return names.map(name => checkedSegmentOf(name, values[name])).join('&') === queryString;
}

// The specification of the search API documents this limit. A page of its documentation says 16 KiB.
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
      hint: 'Store long lists in the records, and filter by one attribute.',
    };
  }
  for (const [name, value] of values) {
    const text = canonicalText(value);
    // A UTF-16 code unit takes at most 3 bytes. Encoding every value would take longer than all other checks.
    if (text.length * 3 <= LONG_VALUE_BYTES) continue;
    const bytes = encodeUtf8(text).length;
    if (bytes <= LONG_VALUE_BYTES) continue;
    yield {
      code: 'LINT_VALUE_LENGTH',
      severity: 'warning',
      parameter: name,
      message: `"${shownName(name)}" has ${bytes} bytes. The vendor documents two limits: ${LONG_VALUE_BYTES} bytes and 16 KiB.`,
      hint: 'Store long lists in the records, and filter by one attribute.',
    };
  }
};
