import { describe, expect, it } from 'vitest';
import { parseFilters } from '../../src/filters/parse.ts';
import { mergeRanges } from '../../src/isolation/merge-ranges.ts';
import { textOfGroup } from '../../src/isolation/read-key.ts';

const groupOf = (filters: string) => parseFilters(filters).groups[0]!;
const merged = (filters: string, facts: Parameters<typeof mergeRanges>[1] = []) =>
  textOfGroup(mergeRanges(groupOf(filters), facts)).replace(/^\(|\)$/g, '');

describe('ranges and comparisons of one OR', () => {
  it.each([
    ['n:1 TO 5 OR n:3 TO 9', 'n:1 TO 9'],
    ['n:3 TO 9 OR n:1 TO 5', 'n:1 TO 9'],
    ['n:1 TO 5 OR n:2 TO 3', 'n:1 TO 5'],
    ['n:1 TO 5 OR n:5 TO 9', 'n:1 TO 9'],
    ['n:1 TO 2 OR n:2 TO 3 OR n:3 TO 4', 'n:1 TO 4'],
    ['n = 3 OR n:3 TO 4', 'n:3 TO 4'],
    ['n < 5 OR n:5 TO 9', 'n <= 9'],
    ['n < 5 OR n:4 TO 4.5', 'n < 5'],
    ['n <= 5 OR n < 9', 'n < 9'],
    ['n < 9 OR n <= 9', 'n <= 9'],
    ['n <= 9 OR n < 9', 'n <= 9'],
    ['n > 5 OR n >= 5', 'n >= 5'],
    ['n > 5 OR n > 7', 'n > 5'],
    ['n > 5 OR n >= 7', 'n > 5'],
    ['n > 5 OR n > 5', 'n > 5'],
    ['n >= 5 OR n > 5', 'n >= 5'],
    ['n > 5 OR n:7 TO 8', 'n > 5'],
    ['n:9 TO 1 OR n > 5', 'n > 5'],
    ['n:3 TO 1 OR n:3 TO 4', 'n:3 TO 1 OR n:3 TO 4'],
    ['n > 5 OR n:5 TO 6', 'n >= 5'],
    ['n:1 TO 5 OR m:1 TO 5 OR n:3 TO 9', 'n:1 TO 9 OR m:1 TO 5'],
    ['n != 3 OR n:1 TO 2 OR n:2 TO 3', 'n != 3 OR n:1 TO 3'],
  ])('become one if they overlap or touch: %s', (filters, expected) => {
    expect(merged(filters)).toBe(expected);
  });

  it.each([
    'n:1 TO 2 OR n:3 TO 4',
    'n < 5 OR n > 5',
    'n < 5 OR n >= 5',
    'n <= 5 OR n > 5',
    'n:1 TO 2 OR n > 2.5',
    'n:9 TO 1 OR n:2 TO 3',
    'NOT n:1 TO 2 OR n:2 TO 3',
    'n != 3 OR n:3 TO 4',
    'a:1 OR a:2',
    'sale OR new',
  ])('stay as they are if no single condition says it: %s', filters => {
    const group = groupOf(filters);
    expect(mergeRanges(group, [])).toBe(group);
  });

  const integers = [
    { attribute: 'm', name: 'required' as const },
    { attribute: 'n', name: 'integer' as const },
  ];
  it.each([
    ['n:1 TO 2 OR n:3 TO 4', 'n:1 TO 4'],
    ['n = 3 OR n = 4', 'n:3 TO 4'],
    ['n:1 TO 2.5 OR n:2.7 TO 4', 'n:1 TO 4'],
    ['n <= 2 OR n:3 TO 4', 'n <= 4'],
    ['n:1 TO 2 OR n >= 3', 'n >= 1'],
    ['n > 2 OR n = 1 OR n = 2', 'n >= 1'],
    ['n:1 TO 2 OR n:4 TO 5', 'n:1 TO 2 OR n:4 TO 5'],
    ['n:1 TO 2 OR n > 2.5', 'n:1 TO 2 OR n > 2.5'],
    ['n < 2 OR n:3 TO 4', 'n < 2 OR n:3 TO 4'],
    ['n <= 2 OR n >= 3', 'n <= 2 OR n >= 3'],
    ['m:1 TO 2 OR m:3 TO 4', 'm:1 TO 2 OR m:3 TO 4'],
  ])('of integers become one if no integer is between: %s', (filters, expected) => {
    expect(merged(filters, integers)).toBe(expected);
  });
});
