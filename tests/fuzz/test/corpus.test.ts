import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCorpus } from '../src/corpus.ts';
import { execute } from '../src/execute.ts';
import { targets } from '../src/targets/index.ts';

describe('every input that a run has kept breaks no rule', () => {
  it.each(targets.map(target => [target.name, target] as const))('%s', async (_, target) => {
    const corpus = readCorpus(target);
    expect(corpus.length).toBeGreaterThan(0);
    for (const input of corpus) await execute(target, input);
  });

  it('each corpus file belongs to a target', () => {
    const files = readdirSync(new URL('../corpus/', import.meta.url));
    const names = targets.map(({ name }) => `${name}.json`);
    expect(files.filter(file => !names.includes(file))).toEqual([]);
    expect(new Set(names).size).toBe(targets.length);
  });
});
