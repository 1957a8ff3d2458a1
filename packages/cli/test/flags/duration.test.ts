import { describe, expect, it } from 'vitest';
import { parseDurationSec } from '../../src/flags/duration.ts';

describe('parseDurationSec', () => {
  it.each([
    ['15m', 900],
    ['1h30m', 5_400],
    ['90s', 90],
    ['2w', 1_209_600],
    ['1w2d3h4m5s', 788_645],
  ])('reads %s', (text, seconds) => {
    expect(parseDurationSec(text, '--valid-for')).toBe(seconds);
  });

  it.each([
    '',
    '0',
    '15',
    '0s',
    '-5m',
    '1.5h',
    '15 m',
    '30m1h',
    '1h1h',
    '15M',
    '99999999999999999w',
    '15m\n',
  ])('refuses %j', text => {
    expect(() => parseDurationSec(text, '--valid-for')).toThrow(/^"--valid-for" must be a duration/);
  });
});
