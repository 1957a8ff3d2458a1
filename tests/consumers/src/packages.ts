import { runProcess } from '../../../tools/run-process.ts';
import type { Check } from './check.ts';
import type { Consumer } from './consumer.ts';
import { denoProgram, programOf, versionOf } from './programs.ts';
import { checkTarball } from './tarball.ts';

const PARENT_API_KEY = '2640659426d5107b6e47d75db9cbaef8';

/** Checks of the tarballs, and of the command in them. */
export function packageChecks(consumer: Consumer): Check[] {
  return [
    ...Array.from(consumer.tarballs, ([name, tarball]) => ({
      name: `package: ${name}`,
      run: () => lint(name, tarball),
    })),
    {
      name: 'command: npx forgekey',
      run: () => command(process.execPath, ['node_modules/forgekey/dist/main.js'], consumer),
    },
    { name: 'command: deno run npm:forgekey', run: () => commandOnDeno(consumer) },
  ];
}

/** Checks every way of resolving modules, including node10. The docs say that require() of an ES module needs Node 20.19. */
async function lint(name: string, tarball: string): Promise<string> {
  const node = (program: string, args: readonly string[]): Promise<unknown> =>
    runProcess(process.execPath, [program, ...args]);
  await node(programOf('publint', 'publint'), ['run', tarball, '--strict']);
  await node(programOf('@arethetypeswrong/cli', 'attw'), [
    tarball,
    '--ignore-rules',
    'cjs-resolves-to-esm',
    '--format',
    'ascii',
  ]);
  return `${await checkTarball(name, tarball)}; publint and attw find nothing`;
}

/** Makes a key and verifies it. */
async function command(program: string, args: readonly string[], { folder }: Consumer): Promise<string> {
  const forgekey = async (...words: string[]): Promise<string> => {
    const env = { ALGOLIA_SEARCH_API_KEY: PARENT_API_KEY };
    const { stdout } = await runProcess(program, [...args, ...words], { cwd: folder, env });
    return stdout.trim();
  };
  const key = await forgekey('key', '--filters', '_tags:user_42', '--valid-for', '1h');
  const { restrictions } = JSON.parse(await forgekey('verify', key, '--json'));
  if (restrictions.filters !== '_tags:user_42')
    throw new Error(`it verified ${JSON.stringify(restrictions)}`);
  return `${await forgekey('--version')}, made a key and verified it`;
}

async function commandOnDeno(consumer: Consumer): Promise<string> {
  const deno = denoProgram();
  await versionOf(deno);
  const permissions = ['--no-prompt', '--cached-only', '--allow-env'];
  return command(deno, ['run', ...permissions, 'npm:forgekey'], consumer);
}
