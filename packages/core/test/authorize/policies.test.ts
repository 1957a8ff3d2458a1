import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { policies } from '../../src/index.ts';

const folder = new URL('../../src/', import.meta.url);
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter(path => path.endsWith('.ts') && !path.endsWith('policies.ts'))
  .map(path => readFileSync(new URL(path, folder), 'utf8'))
  .join('\n');

describe('policies', () => {
  it.each(Object.keys(policies))('%s is named where code follows it', name => {
    expect(sources).toMatch(new RegExp(`policies\\.${name}\\b|policy: .*'${name}'`));
  });

  it('every name that code follows is in the table', () => {
    const named = [...sources.matchAll(/policies\.(\w+)/g)]
      .map(([, name]) => name!)
      .filter(name => name !== 'ts');
    expect(Object.keys(policies)).toEqual(expect.arrayContaining(named));
  });

  it('cannot be changed, since a leeway of years would let expired keys through', () => {
    const { validUntilLeewaySec } = policies;
    expect(() => Object.assign(validUntilLeewaySec, { choice: 1e12 })).toThrow(TypeError);
    expect(() => Object.assign(policies, { validUntilLeewaySec: { choice: 1e12, note: '' } })).toThrow(
      TypeError,
    );
    expect(validUntilLeewaySec.choice).toBe(0);
  });
});
