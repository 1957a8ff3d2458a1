import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  describe as describeValue,
  duplicateMember,
  ownEntries,
  plainCopy,
  readJsonObject,
  UnwritableValue,
} from '../../src/lib/json.ts';
import { MAX_JSON_DEPTH, MAX_JSON_NODES } from '../../src/lib/limits.ts';
import { growthFactor, LINEAR_GROWTH_LIMIT } from '../support/growth.ts';
import { lossyContainers } from '../support/hostile-shapes.ts';

describe('plainCopy', () => {
  it('writes any JSON value as JSON.stringify does', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        expect(JSON.stringify(plainCopy(value))).toBe(JSON.stringify(value));
      }),
    );
  });

  it('refuses what JSON.stringify would drop, rewrite or run', () => {
    for (const value of [
      undefined,
      Symbol('s'),
      () => 1,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      1n,
      '\ud800',
      new Date(0),
    ]) {
      expect(() => JSON.stringify(plainCopy([value])), String(value)).toThrow(UnwritableValue);
    }
    for (const [what, container] of lossyContainers.filter(([what]) => !what.includes('array'))) {
      expect(() => JSON.stringify(plainCopy(container)), what).toThrow(UnwritableValue);
    }
  });

  it('never calls toJSON', () => {
    const value = { toJSON: () => 'x' };
    expect(() => JSON.stringify(plainCopy(value))).toThrow(UnwritableValue);
    expect(plainCopy(Object.assign(['a'], { toJSON: () => ['x'] }))).toEqual(['a']);
  });

  it('stops at the limits of depth and number', () => {
    const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);
    expect(JSON.stringify(plainCopy(nested(MAX_JSON_DEPTH)))).toContain('1');
    expect(() => plainCopy(nested(MAX_JSON_DEPTH + 1))).toThrow(UnwritableValue);
    const object = (depth: number): unknown => (depth === 0 ? 1 : { a: object(depth - 1) });
    expect(JSON.stringify(plainCopy(object(MAX_JSON_DEPTH)))).toContain('1');
    expect(() => plainCopy(object(MAX_JSON_DEPTH + 1))).toThrow(UnwritableValue);
    expect(plainCopy(Array(MAX_JSON_NODES - 1).fill(1))).toHaveLength(MAX_JSON_NODES - 1);
    expect(() => plainCopy(Array(MAX_JSON_NODES).fill(1))).toThrow(UnwritableValue);
  });
});

describe('ownEntries', () => {
  it('lists the entries of a plain object in their order, __proto__ included', () => {
    expect(ownEntries(JSON.parse('{"b":1,"__proto__":2,"a":3}'))).toEqual([
      ['b', 1],
      ['__proto__', 2],
      ['a', 3],
    ]);
  });

  it.each(lossyContainers)('refuses %s', (_, container) => {
    expect(() => ownEntries(container)).toThrow(UnwritableValue);
  });
});

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

describe('readJsonObject', () => {
  it('reads objects alone', () => {
    expect(readJsonObject('{"a":1}')).toEqual({ a: 1 });
    for (const text of ['', 'null', '[]', '"a"', '5', '{', '{}{}', '{a:1}', "{'a':1}", '\ufeff{}']) {
      expect(readJsonObject(text), text).toBeUndefined();
    }
  });
});

describe('duplicateMember', () => {
  it('finds none in what JSON.stringify writes, spaced or not', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2, '\t'), (value, space) => {
        expect(duplicateMember(JSON.stringify(value, null, space))).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });

  it('finds the one name that occurs twice, wherever the object is', () => {
    const wrap = fc.func(fc.constantFrom('list', 'object', 'both'));
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), wrap, fc.nat(5), (name, value, wrapperAt, depth) => {
        const member = `${JSON.stringify(name)}:${JSON.stringify(value)}`;
        let json = `{${member},"\\u0020x":[],${member}}`;
        for (let level = 0; level < depth; level++) {
          const wrapper = wrapperAt(level);
          json =
            wrapper === 'list'
              ? `[1,${json},2]`
              : wrapper === 'object'
                ? `{"a":${json}}`
                : `{"a":[{}],"b":[${json}]}`;
        }
        expect(duplicateMember(json)).toBe(name);
      }),
      { numRuns: 500 },
    );
  });

  it('compares names as they read, not as they are spelt', () => {
    expect(duplicateMember('{"sub":1,"s\\u0075b":2}')).toBe('sub');
    expect(duplicateMember('{"\\/":1,"/":2}')).toBe('/');
    expect(duplicateMember('{"sub":1,"s\\\\u0075b":2}')).toBeUndefined();
  });

  it.each<[string, (size: number) => string]>([
    ['members', size => `{${Array.from({ length: size }, (_, index) => `"${index}":1`).join()}}`],
    ['nested lists', size => '['.repeat(size) + ']'.repeat(size)],
    ['escapes in one text', size => `{"${'\\"'.repeat(size)}":1}`],
    ['characters outside texts', size => `{"a":${'1'.repeat(size)}}`],
  ])('grows with the number of %s', (_, jsonOf) => {
    expect(growthFactor(jsonOf, duplicateMember, 1000)).toBeLessThan(LINEAR_GROWTH_LIMIT);
  });
});
