import { describe, expect, it } from 'vitest';
import { quote, quoteName, shown, shownName } from '../../src/lib/text.ts';

describe('foreign text in a message is clipped to 16 characters and cannot end the line of a log', () => {
  it.each([
    ['filters', 'filters'],
    ['', ''],
    ['a\nb\r\0\u001b[31m', 'a\\u{a}b\\u{d}\\u{0}\\u{1b}[31m'],
    ['a\u2028b\u2029c\u009bd', 'a\\u{2028}b\\u{2029}c\\u{9b}d'],
    ['a\u202eb\u200bc\ufeff', 'a\\u{202e}b\\u{200b}c\\u{feff}'],
    ['x'.repeat(16), 'x'.repeat(16)],
    ['x'.repeat(17), `${'x'.repeat(16)}…`],
    [`${'x'.repeat(15)}🔑`, `${'x'.repeat(15)}\\u{d83d}…`],
  ])('%j', (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  it('is escaped as JSON inside quotes', () => {
    expect(quote('a"b\\c\n\u2028')).toBe('"a\\"b\\\\c\\n\\u{2028}"');
    expect(quote('x'.repeat(17))).toBe(`"${'x'.repeat(16)}…"`);
  });
});

describe('a name is shown whole only if it looks like a name, since a secret can be passed as one', () => {
  it.each(['attributeCriteriaComputedByMinProximity', 'minWordSizefor1Typo', 'restrict_indices'])(
    '%s',
    name => {
      expect(shownName(name)).toBe(name);
      expect(quoteName(name)).toBe(`"${name}"`);
    },
  );

  it.each([
    '2640659426d5107b6e47d75db9cbaef8',
    'sk-alg-0123456789abcdef',
    'x'.repeat(60),
    'a\u2028b'.repeat(20),
  ])('%s', name => {
    expect(shownName(name)).not.toContain(name);
    expect(quoteName(name)).toBe(quote(name));
  });
});
