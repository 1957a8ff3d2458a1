import { describe, expect, it } from 'vitest';
import { describeKind, describe as describeValue } from '../../src/lib/describe.ts';

describe('describe names the kind of a value, never its content', () => {
  it.each([
    [null, 'null'],
    [undefined, 'undefined'],
    [Number.NaN, 'NaN'],
    [5, 'the number 5'],
    [Number.POSITIVE_INFINITY, 'the number Infinity'],
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
    expect(describeValue(value)).toBe(text);
  });
});

describe('describeKind', () => {
  it('says no digit of a number, which may be a secret', () => {
    expect(describeKind(48151623421234)).toBe('a number');
    expect(describeKind(Number.POSITIVE_INFINITY)).toBe('a number');
    expect(describeKind(null)).toBe('null');
  });
});
