import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import vectors from '../../../conformance/vectors/ours/filter-texts.json' with { type: 'json' };
import { FilterSyntaxError } from '../../src/errors.ts';
import { parseFilters } from '../../src/filters/parse.ts';
import { printFilters } from '../../src/filters/print.ts';
import { MAX_FILTER_DEPTH, MAX_FILTER_TERMS, MAX_FILTERS_LENGTH } from '../../src/lib/limits.ts';
import { numberLimitsHint } from '../../src/lib/numbers.ts';
import { errorOf, wordsOf } from '../support/error-of.ts';
import { randomCases } from '../support/random-numbers.ts';
import { expression, nestedFilter, spelling } from './arbitrary.ts';

describe('parseFilters', () => {
  it.each(vectors.accepted)('reads $text', ({ text, printed }) => {
    expect(printFilters(parseFilters(text))).toBe(printed);
  });

  it.each(vectors.refused)('refuses $text', ({ text, column, message }) => {
    const error = errorOf(() => parseFilters(text));
    expect(error).toBeInstanceOf(FilterSyntaxError);
    expect(error).toMatchObject({ code: 'ERR_FILTER_SYNTAX', parameter: 'filters', column });
    expect(error.message).toContain(message);
  });

  const join =
    'Join conditions with AND or OR. Quote text that contains spaces, quotes or any of ( ) : < > = !';
  const keyword = 'Quote a keyword that is a name or a value.';
  const complete = 'Complete the condition, or close the parenthesis.';
  const digits = 'Write digits without quotes, such as 12 or -0.5. Write a date as Unix seconds.';
  const operators = 'Use one of < <= = != > >=.';
  const asText = 'Operators compare numbers. For text, write';
  const score = 'Write <score=N>, where N is an integer.';
  it.each([
    ['a:1 b', `Unexpected token string(b) expected end of filter at col 5. ${join}`],
    ['a:1 "b"', `Unexpected token string(b) expected end of filter at col 5. ${join}`],
    ['a:1 2', `Unexpected token numeric(2) expected end of filter at col 5. ${join}`],
    ['(a:1 b', `Unexpected token string(b) expected ')' at col 6. ${join}`],
    ['a:b(c)', `Unexpected token '(' expected end of filter at col 4. ${join}`],
    [
      'a:1)',
      `Unexpected token ')' expected end of filter at col 4. Remove the parenthesis, or open one before it.`,
    ],
    ['a::1', `Unexpected token ':' expected string at col 3. ${join}`],
    ['n > 1 < 2', `Unexpected token < expected end of filter at col 7. ${join}`],
    ['a:b>c', `Unexpected token > expected end of filter at col 4. ${join}`],
    ['a:b=c', `Unexpected token numeric operator expected end of filter at col 4. ${join}`],
    ['AND', `Unexpected token 'AND' expected filter at col 1. ${keyword}`],
    ['a:OR', `Unexpected token 'OR' expected string at col 3. ${keyword}`],
    ['NOT NOT a', `Unexpected token 'NOT' expected filter at col 5. ${keyword}`],
    ['TO:1', `Unexpected token 'TO' expected filter at col 1. ${keyword}`],
    ['a And b', `Unexpected token string(And) expected end of filter at col 3. Write AND in upper case.`],
    ['a:1 or b', `Unexpected token string(or) expected end of filter at col 5. Write OR in upper case.`],
    ['n:1 to 2', `Unexpected token string(to) expected end of filter at col 5. Write TO in upper case.`],
    ['not a:1', `Unexpected token string(a) expected end of filter at col 5. Write NOT in upper case.`],
    ['a:1 & b:2', `Unexpected token string(&) expected end of filter at col 5. Write AND instead of &.`],
    ['a:1 && b:2', `Unexpected token string(&&) expected end of filter at col 5. Write AND instead of &&.`],
    ['a:1 | b:2', `Unexpected token string(|) expected end of filter at col 5. Write OR instead of |.`],
    ['a:1 || b:2', `Unexpected token string(||) expected end of filter at col 5. Write OR instead of ||.`],
    ['a:1 &&& b', `Unexpected token string(&&&) expected end of filter at col 5. ${join}`],
    ['a:(1 OR 2)', `Unexpected token '(' expected string at col 3. Repeat the attribute: (a:1 OR a:2).`],
    ['a candor b', `Unexpected token string(candor) expected end of filter at col 3. ${join}`],
    ['a andy b', `Unexpected token string(andy) expected end of filter at col 3. ${join}`],
    ['a:', `Unexpected token end of filter expected string at col 3. ${complete}`],
    ['(a:1', `Unexpected token end of filter expected ')' at col 5. ${complete}`],
    [
      'NOT (a:1)',
      `Unexpected token '(' expected filter at col 5. Instead of NOT (a OR b), write NOT a AND NOT b.`,
    ],
    [
      'a:""',
      `Unexpected token empty string expected string at col 3. A name or value cannot be empty. Remove the condition.`,
    ],
    [
      "a:'b",
      `Unexpected token incomplete string expected string at col 3. Close the quote. Inside quotes, write a backslash before a quote.`,
    ],
    ['n > "1"', `Unexpected token string(1) expected numeric at col 5. ${digits}`],
    ['n == 1', `Unexpected token numeric operator expected numeric at col 4. ${operators}`],
    ['n => 1', `Unexpected token > expected numeric at col 4. ${operators}`],
    ['n <> 1', `Unexpected token > expected numeric at col 4. ${operators}`],
    ['n =', `Unexpected token end of filter expected numeric at col 4. ${digits}`],
    ['n = (', `Unexpected token '(' expected numeric at col 5. ${digits}`],
    ['n = "1"', `Unexpected token string(1) expected numeric at col 5. ${digits}`],
    ['n > "x"', `Unexpected token string(x) expected numeric at col 5. ${digits}`],
    ['a = x', `Unexpected token string(x) expected numeric at col 5. ${asText} attribute:value.`],
    ['a != "x"', `Unexpected token string(x) expected numeric at col 6. ${asText} NOT attribute:value.`],
    ['n > score', `Unexpected token string(score) expected numeric at col 5. ${digits}`],
    ['n>score=1>', `Unexpected token string(score) expected numeric at col 3. ${digits}`],
    ['n:1 TO x', `Unexpected token string(x) expected numeric at col 8. ${digits}`],
    [
      'a:b<c',
      `Unexpected token string(c) expected "score" at col 5. After a value, < begins <score=N>. Quote a value that contains it.`,
    ],
    ['a:b<score>', `Unexpected token > expected "=" at col 10. ${score}`],
    ['a:b<score=c>', `Unexpected token string(c) expected numeric at col 11. ${score}`],
    ['a<score=1.5>', `Unexpected token numeric(1.5) expected integer at col 9. ${score}`],
    ['a:b<score=1', `Unexpected token end of filter expected > at col 12. ${score}`],
    ['a:b!c', `Not allowed '!' at col 4. Write NOT before a condition, or != before a number.`],
    ['a:,b', `Not allowed ',' at col 3. Join conditions with AND or OR, or quote the comma.`],
    ['a:b\n', `Not allowed U+000A at col 4. Write a space, or quote the value.`],
    ['a:1 \x7f', `Not allowed U+007F at col 5. Write a space, or quote the value.`],
    ['a:\ud800', 'Not allowed lone surrogate: the filter is not well-formed Unicode.'],
    [
      'a AND "b:c"',
      'The quoted condition b:c at col 7 is ambiguous. Quote the value alone: author:"Stephen King". A tag that contains a colon is _tags:"a:b".',
    ],
    [
      'n > 0.0001',
      `The number 0.0001 at col 5 is beyond what the engine can compare exactly. ${numberLimitsHint}`,
    ],
    [
      'a OR b:1',
      'Different types are not allowed in the same OR. Expected a tag filter at col 6. Join facet, tag and numeric conditions with AND only.',
    ],
    [
      'n > 1 OR b:1',
      'Different types are not allowed in the same OR. Expected a numeric filter at col 10. Join facet, tag and numeric conditions with AND only.',
    ],
    [
      'a:1 OR (b:2 AND c:3)',
      'filter (X AND Y) OR Z is not allowed, only (X OR Y) AND Z is allowed. Remove parentheses around an AND. Write an OR of ANDs as an AND of ORs.',
    ],
  ])('says what is wrong with %j, and what to do', (text, words) => {
    expect(wordsOf(errorOf(() => parseFilters(text)))).toBe(words);
  });

  it('gives each kind of condition its own shape', () => {
    expect(
      parseFilters('NOT a:b<score=2> AND a:b AND t AND _tags:t AND t<score=-1> AND _tags:t<score=0>').groups,
    ).toStrictEqual([
      [{ kind: 'facet', negated: true, attribute: 'a', value: 'b', score: 2 }],
      [{ kind: 'facet', negated: false, attribute: 'a', value: 'b' }],
      [{ kind: 'tag', negated: false, value: 't' }],
      [{ kind: 'tag', negated: false, value: 't' }],
      [{ kind: 'tag', negated: false, value: 't', score: -1 }],
      [{ kind: 'tag', negated: false, value: 't', score: 0 }],
    ]);
    expect(parseFilters('NOT n != 1 AND n >= -2.5 AND n:-1 TO 2').groups).toStrictEqual([
      [{ kind: 'comparison', negated: true, attribute: 'n', operator: '!=', value: 1 }],
      [{ kind: 'comparison', negated: false, attribute: 'n', operator: '>=', value: -2.5 }],
      [{ kind: 'range', negated: false, attribute: 'n', low: -1, high: 2 }],
    ]);
  });

  it('reads every spelling of a tree as that tree', () => {
    const spelled = expression.chain(tree => fc.record({ tree: fc.constant(tree), text: spelling(tree) }));
    fc.assert(
      fc.property(spelled, ({ tree, text }) => {
        expect(parseFilters(text)).toEqual(tree);
      }),
    );
  });

  it('takes ANDs or ORs between two ANDs outside parentheses, and refuses both', () => {
    let accepted = 0;
    fc.assert(
      fc.property(nestedFilter, ({ text, isUniform }) => {
        if (isUniform) accepted++;
        if (isUniform) parseFilters(text);
        else expect(errorOf(() => parseFilters(text)).message).toMatch(/^filter \(X AND Y\) OR Z/);
      }),
      { numRuns: randomCases(1000) },
    );
    expect(accepted).toBeGreaterThan(randomCases(50));
    expect(accepted).toBeLessThan(900);
  });

  it('never quotes more than a short piece of the text', () => {
    const secret = 's'.repeat(500);
    for (const text of [
      `a:1 ${secret}`,
      `"${secret}`,
      `n > ${secret}`,
      `a:1 OR ${secret}`,
      `a:1 OR (b:2 AND ${secret})`,
    ]) {
      expect(errorOf(() => parseFilters(text)).message).not.toContain('s'.repeat(40));
    }
  });

  it('throws a TypeError for anything but a string', () => {
    const values: [unknown, string][] = [
      [undefined, 'undefined'],
      [null, 'null'],
      [1, 'a number'],
      [{}, 'an object'],
      [['a:1'], 'an array'],
    ];
    for (const [value, type] of values) {
      expect(() => parseFilters(value as never)).toThrow(
        new TypeError(`parseFilters takes the text of a filter, not ${type}.`),
      );
    }
  });

  it('holds its limits', () => {
    const terms = (count: number) => Array(count).fill('a:1').join(' AND ');
    const nested = (depth: number) => `${'('.repeat(depth)}a:1${')'.repeat(depth)}`;
    const long = (length: number) => `a:${'x'.repeat(length - 2)}`;
    expect(parseFilters(terms(MAX_FILTER_TERMS)).groups).toHaveLength(MAX_FILTER_TERMS);
    expect(parseFilters(nested(MAX_FILTER_DEPTH)).groups).toHaveLength(1);
    expect(parseFilters(long(MAX_FILTERS_LENGTH)).groups).toHaveLength(1);
    expect(refusalOf(terms(MAX_FILTER_TERMS + 1))).toEqual([
      8 * MAX_FILTER_TERMS + 1,
      'A filter can have at most 5000 conditions.',
    ]);
    expect(refusalOf(nested(MAX_FILTER_DEPTH + 1))).toEqual([
      MAX_FILTER_DEPTH + 1,
      'A filter can have at most 64 open parentheses. Remove unnecessary parentheses.',
    ]);
    expect(refusalOf(long(MAX_FILTERS_LENGTH + 1))).toEqual([
      MAX_FILTERS_LENGTH + 1,
      'A filter can have at most 65536 characters, and this one has 65537.',
    ]);
  });
});

function refusalOf(text: string): [column: number | undefined, words: string] {
  const error = errorOf(() => parseFilters(text));
  expect(error).toBeInstanceOf(FilterSyntaxError);
  return [error.column, wordsOf(error)];
}
