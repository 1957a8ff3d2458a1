import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as core from '../../src/index.ts';
import { markdownExamples, runExample } from '../support/run-examples.ts';

const page = readFileSync(new URL('../../../../docs/enforcement.md', import.meta.url), 'utf8');

describe('docs/enforcement.md', () => {
  it.each(markdownExamples(page))('keeps its word: %s', example => {
    const checks = runExample(example, core);
    expect(checks.length).toBeGreaterThan(0);
    for (const { source, actual, expected } of checks) expect(actual, source).toEqual(expected);
  });

  it('has the table of policies as core has it', () => {
    const rows = Object.entries(core.policies).map(
      ([name, { choice, note }]) => `| \`${name}\` | ${choice} | ${note} |`,
    );
    const table = ['| policy | choice | why |', '|---|---|---|', ...rows].join('\n');
    expect(page.split('## What is not known').at(-1)).toContain(`\n\n${table}\n`);
  });

  it('names every code that lintRestrictions can find', () => {
    const union = readFileSync(new URL('../../src/lint/finding.ts', import.meta.url), 'utf8');
    const codes = Array.from(union.matchAll(/'(LINT_\w+)'/g), ([, code]) => code!);
    expect(codes.length).toBeGreaterThan(15);
    for (const code of codes) expect(page).toContain(`\`${code}\``);
  });
});
