import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { constantTimeEqual } from '../../src/lib/bytes.ts';
import { randomCases } from '../support/random-numbers.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('constantTimeEqual', () => {
  it('answers as === does', () => {
    const hex = fc.string({ unit: fc.constantFrom(...'01af'), maxLength: 4 });
    fc.assert(
      fc.property(hex, hex, (a, b) => {
        expect(constantTimeEqual(a, b)).toBe(a === b);
      }),
      { numRuns: randomCases(500) },
    );
  });

  it('sees a difference in any place and any bit', () => {
    const text = 'a'.repeat(64);
    for (let at = 0; at < 64; at++) {
      for (let bit = 0; bit < 16; bit++) {
        const other = text.slice(0, at) + String.fromCharCode(97 ^ (1 << bit)) + text.slice(at + 1);
        expect(constantTimeEqual(text, other)).toBe(false);
      }
    }
  });

  it('looks at every character, wherever the first difference is', () => {
    const charCodeAt = vi.spyOn(String.prototype, 'charCodeAt');
    const text = 'a'.repeat(64);
    const looks = ['a'.repeat(64), `b${'a'.repeat(63)}`, `${'a'.repeat(63)}b`, 'b'.repeat(64)].map(other => {
      charCodeAt.mockClear();
      constantTimeEqual(text, other);
      return charCodeAt.mock.calls.length;
    });
    expect(looks).toEqual([128, 128, 128, 128]);
  });
});
