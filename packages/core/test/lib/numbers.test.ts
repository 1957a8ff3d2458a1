import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalText } from '../../src/lib/numbers.ts';

describe('decimalText', () => {
  it.each([
    [0, '0'],
    [-12.5, '-12.5'],
    [1e21, '1000000000000000000000'],
    [-1.5e21, '-1500000000000000000000'],
    [1e-7, '0.0000001'],
    [-1.25e-7, '-0.000000125'],
  ])('writes %d without an exponent', (value, text) => {
    expect(decimalText(value)).toBe(text);
  });

  it('reads back as the same number, for every double', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), value => {
        expect(decimalText(value)).toMatch(/^-?\d+(\.\d+)?$/);
        expect(Number(decimalText(value)) + 0).toBe(value + 0);
      }),
    );
  });
});
