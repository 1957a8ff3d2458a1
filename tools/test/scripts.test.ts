import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  scripts: Record<string, string>;
};

/** Runs within `npx pnpm`, which puts pnpm on the path. */
const startedByPnpm: ReadonlySet<string> = new Set(['test:all']);

describe('the scripts of the repository', () => {
  it.each(Object.entries(scripts).filter(([name]) => !startedByPnpm.has(name)))(
    '%s needs no pnpm on the path, which turbo and the scripts of packages ask for',
    (_, script) => {
      for (const command of script.split('&&')) {
        if (/\b(?:turbo|pnpm)\b/.test(command)) expect(command.trim()).toMatch(/^(?:\w+=1 )?npx -y pnpm@/);
      }
    },
  );
});
