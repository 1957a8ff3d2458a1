import { runProcess } from '../../../tools/run-process.ts';
import type { Check } from './check.ts';
import type { Consumer } from './consumer.ts';
import { denoProgram, programOf, versionOf } from './programs.ts';

const PARENT_API_KEY = '2640659426d5107b6e47d75db9cbaef8';

/** What is on the shelf: the tarballs themselves, and the command in them. */
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

/** `esm-only`: resolution by Node 10 and by require() of TypeScript's node16 are out of scope on purpose. */
async function lint(name: string, tarball: string): Promise<string> {
  const node = (program: string, args: readonly string[]): Promise<unknown> =>
    runProcess(process.execPath, [program, ...args]);
  await node(programOf('publint', 'publint'), ['run', tarball, '--strict']);
  const { stdout } = await runProcess('tar', ['-xzOf', tarball, 'package/package.json']);
  if (stdout.includes('workspace:')) throw new Error('its package.json names a workspace dependency');
  const { stdout: files } = await runProcess('tar', ['-tzf', tarball]);
  for (const file of ['README.md', 'LICENSE']) {
    if (!files.split('\n').includes(`package/${file}`)) throw new Error(`it holds no ${file}`);
  }
  if (name === 'forgekey') return 'publint finds nothing; it has no types';
  await node(programOf('@arethetypeswrong/cli', 'attw'), [
    tarball,
    '--profile',
    'esm-only',
    '--format',
    'ascii',
  ]);
  return 'publint and attw find nothing';
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
