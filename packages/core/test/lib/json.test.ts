import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { duplicateMember, readJsonObject } from '../../src/lib/json.ts';
import { growthFactor, LINEAR_GROWTH_LIMIT } from '../support/growth.ts';

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
