import { describe, expect, it } from 'vitest';
import { lengthBar } from '../../src/report/length-bar.ts';
import { styleOf } from '../../src/report/style.ts';

const plain = styleOf({ isTTY: false });
const widest = (text: string): number => Math.max(...text.split('\n').map(line => line.length));

describe('lengthBar', () => {
  it.each([40, 60, 79, 80, 200])('fits a terminal of %i columns', columns => {
    for (const name of ['restrictIndices', 'attributeCriteriaComputedByMinProximity']) {
      for (const value of ['a', 'a'.repeat(300), 'a'.repeat(5_000)]) {
        expect(widest(lengthBar(`${name}=${value}`, { ...plain, columns }))).toBeLessThanOrEqual(columns);
      }
    }
  });

  it('has its full width where the width of the terminal is not known', () => {
    expect(lengthBar('filters=a', plain)).toMatch(/[█░]{50}┃/);
  });

  it('keeps a bar that can be read, however narrow the terminal is', () => {
    expect(lengthBar('filters=a', { ...plain, columns: 5 })).toMatch(/[█░]{10}┃/);
  });
});
