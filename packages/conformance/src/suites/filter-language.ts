import type { FilterListParameter, ForgekeyErrorCode } from '@forgekey/core';
import type { EnforcingLibrary } from '../library.ts';
import type { TestApi } from '../test-api.ts';
import type { FilterVectors } from '../vectors.ts';

/** The filter language: reading, printing, matching, the template, combining, and the list forms. */
export function filterLanguage(
  { test, equal, refuses, misuse }: TestApi,
  library: EnforcingLibrary,
  { texts, matches, lists }: FilterVectors,
): void {
  const { parseFilters, printFilters, matchesFilters, combineFilters, filters, parseFilterList } = library;

  for (const { text, printed } of texts.accepted) {
    test(`filters are read and printed: ${JSON.stringify(text)}`, () => {
      equal(printFilters(parseFilters(text)), printed);
      equal(printFilters(parseFilters(printed)), printed);
    });
  }

  for (const { text, column, message } of texts.refused) {
    test(`filters are refused: ${JSON.stringify(text)}`, async () => {
      const error = await refuses(() => parseFilters(text), 'ERR_FILTER_SYNTAX');
      equal(error.column, column);
      equal(error.message.includes(message), true, error.message);
    });
  }

  for (const { filters: text, matches: expected } of matches.cases) {
    test(`filters match: ${JSON.stringify(text)}`, () => {
      const matching = Object.entries(matches.records).filter(([, record]) => matchesFilters(text, record));
      equal(
        matching.map(([name]) => name),
        expected,
      );
    });
  }

  for (const { parameter, value, printed } of lists.read) {
    test(`a filter list is read: ${parameter} ${JSON.stringify(value)}`, () => {
      equal(printFilters(parseFilterList(parameter as FilterListParameter, value as string)), printed);
    });
  }

  for (const { parameter, value, code } of lists.refused) {
    test(`a filter list is refused: ${parameter} ${JSON.stringify(value)}`, async () => {
      const read = (): unknown => parseFilterList(parameter as FilterListParameter, value as string);
      await refuses(read, code as ForgekeyErrorCode);
    });
  }

  const injections = [
    '1 OR tenant:2',
    'a" OR b:"c',
    'trail\\',
    "it's",
    'a:b',
    'AND',
    '',
    '-x',
    '(',
    '\u0000',
    '用户 😀',
  ];
  for (const value of injections) {
    test(`a value cannot leave its condition: ${JSON.stringify(value)}`, async () => {
      const build = (): string => filters`x:1 AND tenant:${value}`;
      if (value === '') return void (await refuses(build, 'ERR_RESTRICTION_VALUE'));
      equal(parseFilters(build()).groups, [
        [{ kind: 'facet', negated: false, attribute: 'x', value: '1' }],
        [{ kind: 'facet', negated: false, attribute: 'tenant', value }],
      ]);
    });
  }

  test('an array becomes an OR group, and an empty one is refused', async () => {
    const groups = ['press', 'visitors'];
    equal(
      filters`visible_by:${groups} AND price < ${3}`,
      '(visible_by:"press" OR visible_by:"visitors") AND price < 3',
    );
    await refuses(() => filters`visible_by:${[]}`, 'ERR_RESTRICTION_EMPTY');
    await misuse(() => filters`visible_by:${undefined as never}`);
  });

  test('combining is by tree, so that it can never widen', () => {
    equal(combineFilters('tenant:1', 'x:1 OR tenant:2'), 'tenant:1 AND (x:1 OR tenant:2)');
    for (const record of [
      { tenant: '1', x: '1' },
      { tenant: '2', x: '1' },
      { tenant: '2' },
      { tenant: '1' },
    ]) {
      const both = matchesFilters('tenant:1', record) && matchesFilters('x:1 OR tenant:2', record);
      equal(matchesFilters(combineFilters('tenant:1', 'x:1 OR tenant:2'), record), both);
    }
  });

  test('depth and length are bounded, and refused with a code', async () => {
    const hostile = [
      '('.repeat(60_000),
      `${'('.repeat(5_000)}a:1${')'.repeat(5_000)}`,
      'NOT '.repeat(10_000),
      '"',
    ];
    for (const text of hostile) await refuses(() => parseFilters(text), 'ERR_FILTER_SYNTAX');
  });
}
