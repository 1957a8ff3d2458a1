import { describe, expect, it } from 'vitest';
import { parseFilters } from '../../src/filters/parse.ts';
import { AttributeCells, NumberLine } from '../../src/isolation/cells.ts';
import { matcherReading } from '../../src/isolation/readings.ts';

/** A number of each cell, in order. */
const numbersIn = (...points: number[]) => {
  const line = new NumberLine(points);
  return Array.from({ length: line.cellCount }, (_, cell) => line.numberIn(cell));
};

describe('the cells of a number line', () => {
  const max = Number.MAX_VALUE;
  it.each<[number[], (number | undefined)[]]>([
    [[], [0]],
    [
      [5, 1, 5],
      [0, 1, 2, 5, 6],
    ],
    [
      [1, 2],
      [0, 1, 1.5, 2, 3],
    ],
    [[1.5], [1, 1.5, 2]],
    [
      [-1.5, -1.25],
      [-2, -1.5, -1.375, -1.25, -1],
    ],
    [[2 ** 60], [-max, 2 ** 60, 2 ** 61]],
    [[-(2 ** 60)], [-(2 ** 61), -(2 ** 60), max]],
    [[max], [-max, max, undefined]],
    [
      [-max, max],
      [undefined, -max, 0, max, undefined],
    ],
    [
      [1, 1 + Number.EPSILON],
      [0, 1, undefined, 1 + Number.EPSILON, 2],
    ],
  ])('around %j have these numbers, whole if there is one: %j', (points, numbers) => {
    expect(numbersIn(...points)).toEqual(numbers);
  });

  it('are found by the number of a point', () => {
    const line = new NumberLine([10, 9, -1]);
    expect([-1, 9, 10].map(point => line.cellOf(point))).toEqual([1, 3, 5]);
  });
});

describe('the cells of an attribute', () => {
  it('divide its numbers only by numbers that conditions name', () => {
    let variables = 0;
    const { groups } = parseFilters('a:x OR a:1.0 OR a:7');
    const cells = new AttributeCells('a', groups.flat(), matcherReading, () => ++variables);
    expect(cells.line.cellCount).toBe(3);
    expect(cells.line.numberIn(1)).toBe(7);
  });
});
