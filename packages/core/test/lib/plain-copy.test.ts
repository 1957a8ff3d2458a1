import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_JSON_DEPTH, MAX_JSON_NODES } from '../../src/lib/limits.ts';
import { ownEntries, plainCopy, UnwritableValue } from '../../src/lib/plain-copy.ts';
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
    expect(() => plainCopy(Object.assign(['a'], { toJSON: () => ['x'] }))).toThrow(UnwritableValue);
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
