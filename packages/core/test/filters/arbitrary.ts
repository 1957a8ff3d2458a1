import fc, { type Arbitrary } from 'fast-check';
import type { ComparisonOperator, FilterExpression, FilterGroup, FilterTerm } from '../../src/filters/ast.ts';
import { decimalText } from '../../src/lib/numbers.ts';

const operators: ComparisonOperator[] = ['<', '<=', '=', '!=', '>', '>='];
const hostile = [
  '"',
  "'",
  '\\',
  ' ',
  ':',
  '(',
  ')',
  '<',
  '>',
  '=',
  '!',
  ',',
  '-',
  '\n',
  '\0',
  'AND',
  ' OR ',
  'é',
  '𝕏',
  'a',
];

/** Any well-formed text with something in it, often made of what the language gives a meaning. */
export const text: Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
  fc.array(fc.constantFrom(...hostile), { minLength: 1, maxLength: 6 }).map(pieces => pieces.join('')),
  fc.constantFrom('AND', 'OR', 'NOT', 'TO', 'score', '12', '-1.5', '_tags', '__proto__', 'true'),
);

/** Any number that a numeric condition can have. */
export const number: Arbitrary<number> = fc.oneof(
  fc.integer({ min: -4_611_686_018_427_387, max: 4_611_686_018_427_387 }),
  fc
    .integer({ min: -(2 ** 43) * 1000 + 1, max: 2 ** 43 * 1000 - 1 })
    .map(thousandths => thousandths / 1000 + 0),
);

/** Few names and values, so that filters and records often meet. */
const names = fc.constantFrom('a', 'b', 'c.d', 'A');
const values = fc.constantFrom('x', 'X', 'y', 'true', '1', '-2');
const bounds = fc.integer({ min: -3, max: 3 });

function groupOf(
  name: Arbitrary<string>,
  value: Arbitrary<string>,
  bound: Arbitrary<number>,
): Arbitrary<FilterGroup> {
  const negated = fc.boolean();
  const weight = fc.option(fc.integer({ min: -9, max: 9 }), { nil: undefined });
  const weighted = <T extends object>(term: T, score: number | undefined) =>
    score === undefined ? term : { ...term, score };
  const attribute = name.filter(candidate => candidate !== '_tags');
  const facet = fc
    .tuple(negated, attribute, value, weight)
    .map(
      ([negated, attribute, value, score]) =>
        weighted({ kind: 'facet', negated, attribute, value }, score) as FilterTerm,
    );
  const tag = fc
    .tuple(negated, value, weight)
    .map(([negated, value, score]) => weighted({ kind: 'tag', negated, value }, score) as FilterTerm);
  const comparison: Arbitrary<FilterTerm> = fc.record({
    kind: fc.constant('comparison' as const),
    negated,
    attribute: name,
    operator: fc.constantFrom(...operators),
    value: bound,
  });
  const range: Arbitrary<FilterTerm> = fc.record({
    kind: fc.constant('range' as const),
    negated,
    attribute: name,
    low: bound,
    high: bound,
  });
  const size = { minLength: 1, maxLength: 4 };
  return fc.oneof(fc.array(facet, size), fc.array(tag, size), fc.array(fc.oneof(comparison, range), size));
}

function expressionOf(group: Arbitrary<FilterGroup>, minLength: number): Arbitrary<FilterExpression> {
  return fc.array(group, { minLength, maxLength: 4 }).map(groups => ({ groups }));
}

/** A tree with any names, values and numbers. */
export const expression: Arbitrary<FilterExpression> = expressionOf(groupOf(text, text, number), 1);

/** A tree with names and values that generated records have, too. */
export const commonExpression: Arbitrary<FilterExpression> = expressionOf(groupOf(names, values, bounds), 1);

const scalar = fc.oneof(values, bounds, fc.boolean(), fc.constant(null));
const element = fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }));

/** A record with some of the names of `commonExpression`, in every shape that an attribute can have. */
export const record: Arbitrary<Record<string, unknown>> = fc.record(
  {
    a: element,
    b: element,
    A: element,
    c: fc.oneof(fc.record({ d: element }), fc.array(fc.record({ d: element }), { maxLength: 2 })),
    'c.d': element,
    _tags: fc.array(values, { maxLength: 3 }),
  },
  { requiredKeys: [] },
);

/** Some way to write a tree: with quotes of either kind, needless parentheses and spaces. */
export function spelling({ groups }: FilterExpression): Arbitrary<string> {
  return join(
    groups.map(group =>
      wrap(
        join(
          group.map(term => wrap(spellTerm(term))),
          'OR',
        ),
        group.length > 1,
      ),
    ),
    'AND',
  );
}

interface Nested {
  readonly text: string;
  /** What joins the conditions inside, at any depth. */
  readonly joints: readonly string[];
}

/** Conditions joined by AND and OR, in parentheses of every depth, needed or not. */
const nested: Arbitrary<Nested> = fc.letrec<{ part: Nested; parts: Nested }>(tie => ({
  part: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom('a:1', 'NOT b:2', 'c:3', '"d":"4"').map(text => ({ text, joints: [] })),
    tie('parts').map(({ text, joints }) => ({ text: `(${text})`, joints })),
  ),
  parts: fc
    .array(fc.tuple(fc.constantFrom('AND', 'OR'), tie('part')), { minLength: 1, maxLength: 3 })
    .map(chain => ({
      text: chain.map(([joint, { text }], at) => (at === 0 ? text : `${joint} ${text}`)).join(' '),
      joints: chain.flatMap(([joint, { joints }], at) => (at === 0 ? joints : [joint, ...joints])),
    })),
})).parts;

/** A filter of nested conditions, and whether each of the parts between its outer ANDs holds ANDs only or ORs only. */
export const nestedFilter: Arbitrary<{ text: string; isUniform: boolean }> = fc
  .array(
    fc.array(
      nested.map(({ text, joints }) => ({ text: `(${text})`, joints })),
      { minLength: 1, maxLength: 2 },
    ),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map(parts => ({
    text: parts.map(part => part.map(({ text }) => text).join(' OR ')).join(' AND '),
    isUniform: parts.every(part => {
      const joints = [...part.flatMap(({ joints }) => joints), ...(part.length > 1 ? ['OR'] : [])];
      return new Set(joints).size < 2;
    }),
  }));

function join(parts: Arbitrary<string>[], keyword: string): Arbitrary<string> {
  const blank = fc.constantFrom(' ', '  ');
  return fc.tuple(fc.tuple(...parts), blank).map(([texts, gap]) => texts.join(`${gap}${keyword}${gap}`));
}

/** OR needs no parentheses, as it binds tighter than AND; so they may come and go. */
function wrap(part: Arbitrary<string>, often = false): Arbitrary<string> {
  const wrappings = often ? ['', '(', '((', '( ( ('] : ['', '', '', '('];
  return fc.tuple(part, fc.constantFrom(...wrappings)).map(([text, opening]) => {
    return `${opening}${text}${opening.replaceAll('(', ')')}`;
  });
}

function spellTerm(term: FilterTerm): Arbitrary<string> {
  const not = term.negated ? 'NOT ' : '';
  const score = 'score' in term && term.score !== undefined ? `<score=${term.score}>` : '';
  const blank = fc.constantFrom('', ' ');
  switch (term.kind) {
    case 'facet':
      return fc
        .tuple(spellText(term.attribute), spellText(term.value), blank)
        .map(([attribute, value, gap]) => `${not}${attribute}${gap}:${gap}${value}${gap}${score}`);
    case 'tag':
      return spellText(term.value).map(value => `${not}_tags:${value}${score}`);
    case 'comparison':
      return fc
        .tuple(spellText(term.attribute), blank)
        .map(
          ([attribute, gap]) => `${not}${attribute}${gap}${term.operator}${gap}${decimalText(term.value)}`,
        );
    case 'range':
      return spellText(term.attribute).map(
        attribute => `${not}${attribute}:${decimalText(term.low)} TO ${decimalText(term.high)}`,
      );
  }
}

function spellText(value: string): Arbitrary<string> {
  const spellings = [`"${value.replace(/["\\]/g, '\\$&')}"`, `'${value.replace(/['\\]/g, '\\$&')}'`];
  const isPlain =
    /^[a-z0-9.\\é-][a-z0-9,.\\é-]*$/i.test(value) && !['AND', 'OR', 'NOT', 'TO'].includes(value);
  return fc.constantFrom(...spellings, ...(isPlain ? [value] : []));
}
