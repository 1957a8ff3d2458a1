import { describe, expect, it } from 'vitest';
import { describeNumber, describe as describeValue } from '../../src/lib/describe.ts';

describe('describe names the kind of a value, never its content', () => {
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
    expect(describeValue(value)).toBe(text);
  });
});

describe('describeNumber', () => {
  it('says which number it is, where it cannot be a secret', () => {
    expect(describeNumber(1.5)).toBe('the number 1.5');
    expect(describeNumber(Number.POSITIVE_INFINITY)).toBe('the number Infinity');
    expect(describeNumber('1.5')).toBe('a string');
  });
});
