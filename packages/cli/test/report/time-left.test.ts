import { describe, expect, it } from 'vitest';
import { timeLeft } from '../../src/report/expiry.ts';

const now = new Date('2027-01-01T00:00:00Z');
const after = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);

describe('timeLeft', () => {
  it.each([
    [899, 'in 14 minutes 59 seconds'],
    [3_600, 'in 1 hour'],
    [90_000, 'in 1 day 1 hour'],
    [40_000_000, 'in 1 year 97 days'],
    [0.5, 'in less than a second'],
    [0, 'now'],
    [-0.5, 'just now'],
    [-1, '1 second ago'],
    [-7_260, '2 hours 1 minute ago'],
  ])('says %s seconds as %s', (seconds, words) => {
    expect(timeLeft(after(seconds), now)).toBe(words);
  });
});
