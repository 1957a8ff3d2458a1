import { describe, expect, it } from 'vitest';
import { describeType, describeTypeOrNumber } from '../../src/lib/text.ts';

describe('describeType names the kind of a value, never its content', () => {
  it.each([
    [null, 'null'],
    [undefined, 'undefined'],
    [Number.NaN, 'NaN'],
    [5, 'a number'],
    [Number.POSITIVE_INFINITY, 'a number'],
    ['secret', 'a string'],
    [5n, 'a bigint'],
    [true, 'a boolean'],
    [Symbol('secret'), 'a symbol'],
    [() => 'secret', 'a function'],
    [['secret'], 'an array'],
    [{ secret: 'secret' }, 'an object'],
    [Object.create(null), 'an object'],
    [new Map([['secret', 1]]), 'a Map'],
    [new String('secret'), 'a String'],
    [new Date(0), 'a Date'],
  ])('row %#: %s', (value, text) => {
    expect(describeType(value)).toBe(text);
  });
});

describe('describeTypeOrNumber', () => {
  it('says which number it is, where it cannot be a secret', () => {
    expect(describeTypeOrNumber(1.5)).toBe('the number 1.5');
    expect(describeTypeOrNumber(Number.POSITIVE_INFINITY)).toBe('the number Infinity');
    expect(describeTypeOrNumber('1.5')).toBe('a string');
  });
});
