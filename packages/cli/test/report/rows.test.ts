import { stripVTControlCharacters, styleText } from 'node:util';
import { describe, expect, it } from 'vitest';
import { rows } from '../../src/report/rows.ts';

const entries = [
  ['expires', styleText('red', '2030-01-01 00:00:00 UTC (in 1 hour 30 minutes)', { validateStream: false })],
  ['restrictIndices', ['products', 'articles']],
  ['filters', 'tenant:1 AND (brand:Acme OR brand:Zeta)'],
] as const;
const linesOf = (columns: number): string[] => stripVTControlCharacters(rows(entries, columns)).split('\n');

describe('rows', () => {
  it.each([36, 40, 60, 80, 200])('fit a terminal of %i columns, colours aside, and lose nothing', columns => {
    for (const line of linesOf(columns)) expect(line.length).toBeLessThanOrEqual(columns);
    expect(linesOf(columns).join(' ').replaceAll(/\s+/g, ' ')).toBe(
      linesOf(0).join(' ').replaceAll(/\s+/g, ' '),
    );
  });

  it('indent what continues a line, so that it does not look like an element of a list', () => {
    expect(linesOf(40).slice(-5)).toEqual([
      '  restrictIndices  products',
      '                   articles',
      '  filters          tenant:1 AND',
      '                     (brand:Acme OR',
      '                     brand:Zeta)',
    ]);
  });

  it('take one line each where there is no terminal', () => {
    expect(linesOf(0)).toHaveLength(4);
  });
});
