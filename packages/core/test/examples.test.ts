import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as core from '../src/index.ts';
import { readNestedList } from '../src/lib/nested-list.ts';
import { bindCreateCredentialGuard } from '../src/server/credential-guard.ts';
import { KEY_ID, PARENT, SECRET, signedKey, signedToken } from './support/credentials.ts';
import { docstringExamples, markdownExamples, runExample } from './support/run-examples.ts';

const inAnHour = Math.floor(Date.now() / 1000) + 3600;
const key = signedKey('filters=_tags%3Auser_42');

/** What the examples of docstrings take for granted. */
const surroundings = {
  ...core,
  readNestedList,
  parentApiKey: PARENT,
  parentApiKeys: [PARENT],
  current: 'another parent key',
  previous: PARENT,
  process: { env: { ALGOLIA_SEARCH_API_KEY: PARENT } },
  key,
  text: key,
  securedApiKey: signedKey(`validUntil=${inAnHour}`),
  secretKey: SECRET,
  secretKeyId: KEY_ID,
  token: signedToken({ sub: 'user-123', exp: inAnHour }),
  createCredentialGuard: bindCreateCredentialGuard(core, refusal => refusal),
  renew: () => {},
  run: () => {},
};

function expectWordKept(example: string, exports: Readonly<Record<string, unknown>>): void {
  for (const { source, actual, expected } of runExample(example, exports))
    expect(actual, source).toEqual(expected);
}

describe('README.md', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const examples = markdownExamples(readme);

  it('has an example of at most 12 lines on the first screen', () => {
    expect(examples[0]!.trimEnd().split('\n').length).toBeLessThanOrEqual(12);
  });

  it.each(examples)('example %# keeps its word', example => {
    expectWordKept(example, core);
  });

  it('names every function of the two credentials and of filters', () => {
    const helpers = ['findIneffectiveNegations', 'isForgekeyError'];
    const functions = Object.entries(core).flatMap(([name, value]) =>
      typeof value === 'function' && /^[a-z]/.test(name) && !helpers.includes(name) ? [name] : [],
    );
    expect(functions.filter(name => !readme.includes(`\`${name}\``))).toEqual([]);
  });
});

describe('the docstrings of core', () => {
  const sources = new URL('../src/', import.meta.url);
  const modules = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter(file =>
    file.endsWith('.ts'),
  );
  const examples = modules.flatMap(file => docstringExamples(readFileSync(new URL(file, sources), 'utf8')));

  it.each(examples)('run, and keep their word: %s', example => {
    expectWordKept(example, surroundings);
  });

  it('have an example for every public function', () => {
    const functions = Object.entries(core)
      .filter(([, value]) => typeof value === 'function')
      .map(([name]) => name);
    const withoutExample = functions.filter(
      name => !examples.some(example => new RegExp(`\\b${name}\\b`).test(example)),
    );
    expect(withoutExample).toEqual(['FilterSyntaxError', 'isForgekeyError']);
  });
});
