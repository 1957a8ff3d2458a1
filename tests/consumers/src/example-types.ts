import { runProcess } from '../../../tools/run-process.ts';
import type { Check } from './check.ts';
import type { Consumer } from './consumer.ts';
import type { Example, Platform } from './example-files.ts';
import { denoProgram, programOf } from './programs.ts';

/** Every example compiles unchanged, in the strictest mode that a user can enable. */
export function exampleTypes(examples: readonly Example[], consumer: Consumer): Check[] {
  const filesFor = (platform: Platform): string[] =>
    examples.flatMap(example => (example.platform === platform ? [example.file] : []));
  const check = (platform: Platform, compiler: string, args: readonly string[]): Check => ({
    name: `examples: types, ${platform}`,
    async run() {
      const files = filesFor(platform);
      if (files.length === 0) throw new Error('no example uses this platform');
      await runProcess(compiler, args, { cwd: consumer.folder });
      return `${files.length} compile`;
    },
  });
  const tsc = programOf('typescript', 'tsc');
  return [
    check('node', process.execPath, [tsc, '-p', 'docs/node']),
    check('web', process.execPath, [tsc, '-p', 'docs/web']),
    check('deno', denoProgram(), ['check', ...filesFor('deno')]),
  ];
}
