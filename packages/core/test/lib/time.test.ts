import vm from 'node:vm';
import { describe, expect, it } from 'vitest';
import { dateMilliseconds, hasPassed, millisecondsOf, toleranceMilliseconds } from '../../src/lib/time.ts';

const notDates = [
  null,
  0,
  1893456000,
  '2030-01-01',
  {},
  { getTime: () => 1 },
  new Proxy(new Date(), {}),
  Symbol('s'),
];

describe('time', () => {
  it('millisecondsOf takes a Date of any realm, or the clock', () => {
    expect(millisecondsOf(new Date(1234))).toBe(1234);
    expect(millisecondsOf(vm.runInNewContext('new Date(1234)'))).toBe(1234);
    expect(Math.abs(millisecondsOf(undefined) - Date.now())).toBeLessThan(1000);
  });

  it.each([...notDates, new Date(Number.NaN)])('millisecondsOf refuses anything else (row %#)', now => {
    expect(() => millisecondsOf(now as Date)).toThrow(TypeError);
  });

  it.each([undefined, ...notDates])('dateMilliseconds: row %# is no Date', value => {
    expect(dateMilliseconds(value)).toBeUndefined();
  });

  it('a tolerance is given in seconds', () => {
    expect([undefined, 0, 1.5, 60].map(toleranceMilliseconds)).toEqual([0, 0, 1500, 60_000]);
    for (const wrong of [-1, Number.NaN, Number.POSITIVE_INFINITY, '1', null, 1n]) {
      expect(() => toleranceMilliseconds(wrong as number), String(wrong)).toThrow(TypeError);
    }
  });

  it('the last moment has not passed until after it', () => {
    const at = (milliseconds: number): Date => new Date(milliseconds);
    expect([999, 1000, 1001].map(now => hasPassed(at(1000), at(now)))).toEqual([false, false, true]);
    expect([1999, 2000, 2001].map(now => hasPassed(at(1000), at(now), 1))).toEqual([false, false, true]);
    expect(hasPassed(undefined, at(9e15 / 2))).toBe(false);
  });
});
