import {
  assertFilterExpression,
  type ComparisonTerm,
  type FilterExpression,
  type FilterTerm,
  type RangeTerm,
} from './ast.ts';
import { attributeValues } from './attribute-values.ts';
import { numberText } from './number-text.ts';
import { parseFilters } from './parse.ts';

/**
 * Whether a record satisfies a filter, by the engine's rules: facet values without regard to case, tags and attribute
 * names with regard to it; an array matches if any element does; `a.b` reaches into nested objects; ranges include
 * both ends; booleans match `true` and `false`; numbers are compared as numbers, and only values that are numbers
 * have any. A negated facet or tag holds also for a record without the attribute. A negated numeric condition holds
 * only for a record that has a number there, and none that satisfies the condition.
 *
 * It does not know which attributes an index may filter on, nor the engine's normalization of accents.
 *
 * @param record plain JSON data; only own properties count.
 * @throws {FilterSyntaxError} `ERR_FILTER_SYNTAX` where `filters` is text and no filter. Empty text matches everything.
 * @throws {TypeError} where `record` is no object, or `filters` is neither text nor a tree.
 * @example
 * matchesFilters('visible_by:alice AND price < 10', { visible_by: ['Alice', 'bob'], price: 5 }) // => true
 */
export function matchesFilters(filters: string | FilterExpression, record: object): boolean {
  if (typeof record !== 'object' || record === null) throw new TypeError('record must be an object');
  const expression = typeof filters === 'string' ? parseFilters(filters) : filters;
  assertFilterExpression(expression, 'matchesFilters takes the text of a filter, or its tree');
  return expression.groups.every(group => group.some(term => matchesTerm(term, record)));
}

function matchesTerm(term: FilterTerm, record: object): boolean {
  switch (term.kind) {
    case 'facet': {
      const value = term.value.toLowerCase();
      return texts(record, term.attribute).some(text => text.toLowerCase() === value) !== term.negated;
    }
    case 'tag':
      return texts(record, '_tags').includes(term.value) !== term.negated;
    case 'comparison':
    case 'range': {
      // policies.negatedNumbers
      const numbers = attributeValues(record, term.attribute).filter(value => typeof value === 'number');
      return numbers.length > 0 && numbers.some(number => matchesNumber(term, number)) !== term.negated;
    }
    default:
      throw new TypeError('a term of the filter is of no known kind');
  }
}

function texts(record: object, attribute: string): string[] {
  return attributeValues(record, attribute).map(value =>
    typeof value === 'number' && Number.isFinite(value) ? numberText(value) : String(value),
  );
}

function matchesNumber(term: ComparisonTerm | RangeTerm, number: number): boolean {
  if (term.kind === 'range') return number >= term.low && number <= term.high;
  switch (term.operator) {
    case '<':
      return number < term.value;
    case '<=':
      return number <= term.value;
    case '=':
      return number === term.value;
    case '!=':
      return number !== term.value;
    case '>':
      return number > term.value;
    case '>=':
      return number >= term.value;
    default:
      throw new TypeError('a comparison of the filter has no known operator');
  }
}
