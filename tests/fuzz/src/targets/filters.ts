import {
  combineFilters,
  compileFilters,
  type FilterListParameter,
  type FilterListValue,
  type FilterValue,
  filters,
  findIneffectiveNegations,
  matchesFilters,
  parseFilterList,
  parseFilters,
  printFilters,
} from '@forgekey/core';
import { reviveHostile } from '../../../../packages/core/test/support/hostile-values.ts';
import { hold, type Target } from '../target.ts';
import { filterTexts, records, restrictions } from './seeds.ts';

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What is printed is read as the same conditions, and every reader agrees on every record. */
const parse: Target = {
  name: 'parse-filters',
  form: 'text',
  seeds: filterTexts,
  run(input) {
    const expression = parseFilters(input);
    hold(same(parseFilters(printFilters(expression)), expression), 'printed filters mean something else');
    const passes = compileFilters({ filters: input });
    for (const record of records) {
      hold(passes(record) === matchesFilters(input, record), 'compileFilters and matchesFilters differ');
    }
    return undefined;
  },
};

/** Both texts hold, however they are written. */
const combine: Target = {
  name: 'combine-filters',
  form: 'json',
  seeds: filterTexts.map((text, index) => JSON.stringify([text, filterTexts.at(-1 - index)])),
  run(input) {
    const texts = reviveHostile(JSON.parse(input)) as string[];
    const list = Array.isArray(texts) && texts.length < 100 ? [...texts] : [texts as unknown as string];
    const combined = combineFilters(...list);
    for (const record of records) {
      const all = list.every(text => matchesFilters(text, record));
      hold(matchesFilters(combined, record) === all, 'combined filters show another record');
    }
    return undefined;
  },
};

const list: Target = {
  name: 'parse-filter-list',
  form: 'json',
  seeds: [
    ...['facetFilters', 'tagFilters', 'numericFilters', 'optionalFilters'].flatMap(parameter => [
      JSON.stringify([parameter, ['a:1', ['b:-2', 'price>=1.5'], 'x:1 TO 3']]),
      JSON.stringify([parameter, 'a:1,(b:2,c:"x")']),
      JSON.stringify([parameter, '["a:\\\\-1",["_tags:b<score=3>"]]']),
    ]),
  ],
  run(input) {
    const [parameter, value] = argumentsOf(input) as [FilterListParameter, FilterListValue];
    const expression = parseFilterList(parameter, value);
    hold(same(parseFilters(printFilters(expression)), expression), 'a printed list means something else');
    findIneffectiveNegations(parameter as 'facetFilters', value);
    return undefined;
  },
};

/** Whatever the value, it is one condition, on the attribute that the template names. */
const template: Target = {
  name: 'filters-template',
  form: 'json',
  seeds: ['["x OR y",1,["a","b"]]', '["\\"",1.5,["\\\\"]]', '[true,-1,[false,1,"1 TO 2"]]'],
  run(input) {
    const [text, number, choice] = argumentsOf(input) as [FilterValue, FilterValue, FilterValue];
    const { groups } = parseFilters(filters`tenant:${text} AND price < ${number} AND NOT owner:${choice}`);
    const attributes = groups.flat().map(term => (term.kind === 'tag' ? '_tags' : term.attribute));
    const expected = [...fill(text, 'tenant'), 'price', ...fill(choice, 'owner')];
    hold(same(attributes, expected), 'a value changes the conditions of the template');
    return undefined;
  },
};

/** Any literal text between the values. */
const literals: Target = {
  name: 'filters-template-literals',
  form: 'json',
  seeds: [
    '{"strings":["a:"," AND b < ",""],"values":["x",1]}',
    '{"strings":["NOT (a:",") OR c:d"],"values":[["x"]]}',
  ],
  run(input) {
    const given = reviveHostile(JSON.parse(input)) as { strings: string[]; values: FilterValue[] };
    const { strings, values } = given ?? {};
    const literal = Array.isArray(strings)
      ? Object.assign([...strings.slice(0, 50)], { raw: strings })
      : strings;
    const list = Array.isArray(values) ? values.slice(0, 50) : [];
    parseFilters(filters(literal as unknown as TemplateStringsArray, ...list));
    return undefined;
  },
};

const compile: Target = {
  name: 'compile-filters',
  form: 'json',
  seeds: restrictions.map((parameters, index) =>
    JSON.stringify({ parameters, record: records[index % records.length] }),
  ),
  run(input) {
    const { parameters, record } = (reviveHostile(JSON.parse(input)) ?? {}) as {
      parameters: object;
      record: object;
    };
    const passes = compileFilters(parameters);
    hold(typeof passes(record) === 'boolean', 'the answer is not a boolean');
    return undefined;
  },
};

/** Without the iterator, which a hostile array replaces. */
function argumentsOf(input: string): unknown[] {
  const values = reviveHostile(JSON.parse(input));
  return Array.isArray(values) ? Array.from({ length: 3 }, (_, index) => values[index]) : [values];
}

function fill(value: FilterValue, attribute: string): string[] {
  return Array.isArray(value) ? Array.from({ length: value.length }, () => attribute) : [attribute];
}

export const filterTargets: readonly Target[] = [parse, combine, list, template, literals, compile];
