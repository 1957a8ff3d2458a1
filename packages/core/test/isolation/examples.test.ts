import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as core from '../../src/index.ts';
import { docstringExamples, markdownExamples, runExample } from '../support/run-examples.ts';

const sources = new URL('../../src/isolation/', import.meta.url);
const page = readFileSync(new URL('../../../../docs/isolation.md', import.meta.url), 'utf8');

function expectToHold(example: string): void {
  const checks = runExample(example, core);
  expect(checks.length).toBeGreaterThan(0);
  for (const { source, actual, expected } of checks) expect(actual, source).toEqual(expected);
}

describe('docs/isolation.md', () => {
  it.each(markdownExamples(page))('keeps its word: %s', expectToHold);

  it('names every assumption', () => {
    const declaration = readFileSync(new URL('proof.ts', sources), 'utf8');
    const codes = [...declaration.matchAll(/^ {2}\| '(\w+)'/gm)].map(([, code]) => code!);
    expect(codes.length).toBeGreaterThan(7);
    for (const code of [...codes, 'negatedNumbers', 'accents', 'numberText'])
      expect(page).toContain(`| \`${code}\` |`);
  });
});

describe('the docstrings of isolation', () => {
  const examples = readdirSync(sources).flatMap(file =>
    docstringExamples(readFileSync(new URL(file, sources), 'utf8')),
  );

  it.each(examples)('keep their word: %s', expectToHold);

  it('have an example for every public function', () => {
    const text = examples.join('\n');
    for (const name of [
      'proveConfined',
      'proveDisjoint',
      'proveNotWider',
      'minimizeRestrictions',
      'findOverlaps',
      'confineToAttribute',
    ]) {
      expect(text).toContain(`${name}(`);
    }
  });
});
