import { expect, it } from 'vitest';
import { quote } from '../../src/lib/quote.ts';

it.each([
  ['filters', '"filters"'],
  ['', '""'],
  ['a"b\\c', '"a\\"b\\\\c"'],
  ['a\nb\r\u0000\u001b[31m', '"a\\nb\\r\\u0000\\u001b[31m"'],
  ['x'.repeat(40), `"${'x'.repeat(40)}"`],
  ['x'.repeat(41), `"${'x'.repeat(40)}…"`],
  [`${'x'.repeat(39)}🔑`, `"${'x'.repeat(39)}\\ud83d…"`],
])('a name of somebody else’s choosing is escaped and clipped: %j', (name, quoted) => {
  expect(quote(name)).toBe(quoted);
});
