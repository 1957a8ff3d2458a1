import { describe, expect, it } from 'vitest';
import { parseMoment } from '../../src/lib/moment.ts';

describe('parseMoment', () => {
  it.each([
    ['1893456000', '2030-01-01T00:00:00.000Z'],
    ['2030-01-01', '2030-01-01T00:00:00.000Z'],
    ['2030-01-01T12:00Z', '2030-01-01T12:00:00.000Z'],
    ['2030-01-01T12:00:30.5+02:00', '2030-01-01T10:00:30.500Z'],
    ['2030-01-01 12:00:30Z', '2030-01-01T12:00:30.000Z'],
    ['2028-02-29', '2028-02-29T00:00:00.000Z'],
  ])('reads %s', (text, iso) => {
    expect(parseMoment(text, '--valid-until').toISOString()).toBe(iso);
  });

  it.each([
    'tomorrow',
    '',
    '2030-02-30',
    '2030-02-30T10:00Z',
    '2030-13-01',
    '2030-01-01T25:00Z',
    '2030-01-01T10:00',
    '2030/01/01',
    '1.5',
    '-1',
    '1893456000000',
  ])('refuses %j', text => {
    expect(() => parseMoment(text, '--valid-until')).toThrow(/^--valid-until takes/);
  });
});
