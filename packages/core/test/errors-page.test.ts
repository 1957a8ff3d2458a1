import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { refusals } from '../src/authorize/refusals.ts';
import * as core from '../src/index.ts';
import { markdownExamples, runExample } from './support/run-examples.ts';

const page = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8');
const union = readFileSync(new URL('../src/errors.ts', import.meta.url), 'utf8');
const codes = Array.from(union.matchAll(/^ {2}\| '(ERR_\w+)'/gm), ([, code]) => code!);
const rows = Array.from(page.matchAll(/^\| `(ERR_\w+)` \|(.*)\|$/gm), ([, code, cells]) => ({
  code: code!,
  cells: cells!.split('|').map(cell => cell.trim()),
}));

describe('docs/errors.md', () => {
  it('has one row for every code of the union, and none for anything else', () => {
    expect(codes.length).toBeGreaterThan(30);
    expect(rows.map(row => row.code).sort()).toEqual(codes.toSorted());
    expect(page.match(/ERR_\w+/g)!.filter(code => !codes.includes(code))).toEqual([]);
  });

  it.each(rows)('says when $code is thrown, and what to do', ({ cells: [when, fix] }) => {
    expect(when!.length).toBeGreaterThan(10);
    expect(fix!.length).toBeGreaterThan(10);
  });

  it.each(refusals)('says that a request is answered $status for $code', ({ code, status }) => {
    const [, , http] = rows.find(row => row.code === code)!.cells;
    expect(http).toMatch(new RegExp(`\\b${status}$`));
  });

  it('has an example that keeps its word', () => {
    const checks = markdownExamples(page).flatMap(example => runExample(example, { ...core }));
    expect(checks.map(check => check.actual)).toEqual(checks.map(check => check.expected));
    expect(checks).toHaveLength(2);
  });
});
