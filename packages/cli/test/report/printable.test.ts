import { describe, expect, it } from 'vitest';
import { printable, printableJson } from '../../src/report/printable.ts';

const hostile = {
  'an escape sequence': '\x1b[2J',
  'a C1 control': '\x9b2J',
  'a line break': 'a\nb',
  'a carriage return': 'a\rb',
  'text turned around': '\u202eabc',
  'a hidden character': 'a\u200bb',
  'a line separator': 'a\u2028b',
  'a tag character': 'a\u{e0041}b',
};

describe('printable', () => {
  it.each(Object.entries(hostile))('shows %s as a code', (_, text) => {
    expect(printable(text)).toMatch(/\\u\{[0-9a-f]+\}/);
    expect(printable(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}]/u);
  });

  it('leaves the text of every language as it is', () => {
    const text = 'façade 東京 مرحبا 👍 a-b_c!';
    expect(printable(text)).toBe(text);
  });
});

describe('printableJson', () => {
  it.each(Object.entries(hostile))('escapes %s, and says the same', (_, text) => {
    const json = printableJson({ text });
    expect(json).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}]/u);
    expect(JSON.parse(json)).toEqual({ text });
  });
});
