import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runProject } from './run-project.ts';

const page = readFileSync(new URL('../../../../docs/isolation.md', import.meta.url), 'utf8');
const section = page.slice(page.indexOf('## In CI'), page.indexOf('## On the command line'));

/** The blocks of the section that are files, by name and in order. */
function filesNamed(name: string): string[] {
  const blocks = Array.from(section.matchAll(/^```ts\n(.*?)^```$/gms), match => match[1]!);
  return blocks.filter(block => block.startsWith(`// ${name}\n`));
}

const [config] = filesNamed('vitest.config.ts');
const [test] = filesNamed('restrictions.test.ts');
const [wrong, right] = filesNamed('restrictions.ts');

const runWith = (restrictions: string): ReturnType<typeof runProject> =>
  runProject({
    'vitest.config.ts': config!,
    'restrictions.test.ts': test!,
    'restrictions.ts': restrictions,
  });

describe('the project of docs/isolation.md, run by Vitest', { timeout: 120_000 }, () => {
  it('fails with the wrong function, and prints what the page says', async () => {
    const expected = /^```text\n(.*?)^```$/ms.exec(section)![1]!.trimEnd();
    const { exitCode, output } = await runWith(wrong!);
    expect(exitCode).toBe(1);
    expect(output).toContain(expected);
  });

  it('passes with the right one', async () => {
    const { exitCode, output } = await runWith(right!);
    expect(output).toContain('1 passed');
    expect(exitCode).toBe(0);
  });
});
