import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { combineFilters } from '../../src/filters/combine.ts';
import { findIneffectiveNegations, parseFilterList } from '../../src/filters/filter-lists.ts';
import { matchesFilters } from '../../src/filters/match.ts';
import { compileFilters } from '../../src/filters/of-parameters.ts';
import { parseFilters } from '../../src/filters/parse.ts';
import { printFilters } from '../../src/filters/print.ts';
import { filters } from '../../src/filters/template.ts';
import { docstringExamples, markdownExamples, runExample } from '../support/run-examples.ts';

const exported = {
  combineFilters,
  compileFilters,
  filters,
  findIneffectiveNegations,
  matchesFilters,
  parseFilterList,
  parseFilters,
  printFilters,
};
const sources = new URL('../../src/filters/', import.meta.url);
const page = new URL('../../../../docs/filters.md', import.meta.url);

describe('docs/filters.md', () => {
  it.each(markdownExamples(readFileSync(page, 'utf8')))('keeps its word: %s', example => {
    const checks = runExample(example, exported);
    expect(checks.length).toBeGreaterThan(0);
    for (const { source, actual, expected } of checks) expect(actual, source).toEqual(expected);
  });
});

describe('the docstrings of filters', () => {
  const examples = readdirSync(sources).flatMap(file =>
    docstringExamples(readFileSync(new URL(file, sources), 'utf8')),
  );

  it.each(examples)('keep their word: %s', example => {
    const checks = runExample(example, exported);
    expect(checks.length).toBeGreaterThan(0);
    for (const { source, actual, expected } of checks) expect(actual, source).toEqual(expected);
  });

  it('have an example for every public function', () => {
    const text = examples.join('\n');
    for (const name of Object.keys(exported)) expect(text).toContain(name);
  });
});
