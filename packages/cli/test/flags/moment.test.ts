import { describe, expect, it } from 'vitest';
import { parseMoment } from '../../src/flags/moment.ts';

describe('parseMoment', () => {
  it.each([
    ['1893456000', '2030-01-01T00:00:00.000Z'],
    ['2030-01-01', '2030-01-01T00:00:00.000Z'],
    ['2030-01-01T12:00Z', '2030-01-01T12:00:00.000Z'],
    ['2030-01-01T12:00:30.5+02:00', '2030-01-01T10:00:30.500Z'],
    ['2030-01-01 12:00:30Z', '2030-01-01T12:00:30.000Z'],
    ['2028-02-29', '2028-02-29T00:00:00.000Z'],
    ['2030-01-01T10:00:00.123456Z', '2030-01-01T10:00:00.123Z'],
    ['2030-01-01T10:00:00.1234567891+0530', '2030-01-01T04:30:00.123Z'],
    ['2030-01-01T10:00+0100', '2030-01-01T09:00:00.000Z'],
    ['2030-01-01T10:00-01', '2030-01-01T11:00:00.000Z'],
  ])('reads %s', (text, iso) => {
    expect(parseMoment(text, '--valid-until').toISOString()).toBe(iso);
  });

  it.each([
    'tomorrow',
    '',
    '2030-01-01T25:00Z',
    '2030-01-01T10:00+25:00',
    '2030-01-01T10:00+1',
    '2030-01-01T10:00',
    '2030/01/01',
    '1.5',
    '-1',
    '1893456000000',
  ])('refuses %j', text => {
    expect(() => parseMoment(text, '--valid-until')).toThrow(/^"--valid-until" must be /);
  });

  it.each(['2030-02-30', '2030-02-30T10:00Z', '2030-13-01', '2030-00-01'])(
    'says that %s does not exist',
    text => {
      expect(() => parseMoment(text, '--at')).toThrow(
        `"--at" names a day that does not exist: ${text.slice(0, 10)}.`,
      );
    },
  );

  it('refuses milliseconds', () => {
    expect(() => parseMoment('1893456000000', '--at')).toThrow(
      '"--at" must be in Unix seconds, not milliseconds.',
    );
  });
});
