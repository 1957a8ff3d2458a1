/**
 * Publishes to a registry on this machine, and then does what users do, each in a clean project: `npm install`, `npx forgekey`,
 * and an import from Deno. Build the packages first.
 *
 *   node tools/release/dry.ts
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publishedPackages } from '../published-packages.ts';
import { runProcess } from '../run-process.ts';
import { startLocalRegistry } from './local-registry.ts';
import { publish } from './publish.ts';

const DENO = fileURLToPath(new URL('../../packages/deno/node_modules/.bin/deno', import.meta.url));
const version = publishedPackages[0]!.packageJson.version;
const parentApiKey = '2640659426d5107b6e47d75db9cbaef8';
/** Mints with the package and prints what verification reads. */
const program = (specifier: string): string => `
import { generateSecuredApiKey, verifySecuredApiKey } from '${specifier}';
const parentApiKey = '${parentApiKey}';
const key = generateSecuredApiKey({ parentApiKey, restrictions: { filters: '_tags:user_42' } });
console.log(verifySecuredApiKey(key, { parentApiKeys: parentApiKey }).restrictions.filters);
`;

const folder = await mkdtemp(join(tmpdir(), 'forgekey-release-'));
const registry = await startLocalRegistry(folder);
try {
  // Use nothing of this machine's npm: a new cache, and a token, which npm requires even if anyone may publish.
  const userConfig = join(folder, 'npmrc');
  await writeFile(
    userConfig,
    `registry=${registry.url}\n${registry.url.replace('http:', '')}:_authToken=anyone\n`,
  );
  const env = {
    npm_config_userconfig: userConfig,
    npm_config_cache: join(folder, 'cache'),
    npm_config_registry: registry.url,
  };

  const tarballs = join(folder, 'tarballs');
  await mkdir(tarballs);
  // Provenance needs the identity of a workflow.
  await publish({ folder: tarballs, npmArguments: ['--registry', registry.url, '--no-provenance'], env });

  await npmInstall(await project('npm'), env);
  await npx(await project('npx'), env);
  await deno(await project('deno'), registry.url);
  console.log(`Version ${version} can be released.`);
} finally {
  await registry.stop();
  await rm(folder, { recursive: true, force: true });
}

async function project(name: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(path);
  return path;
}

async function npmInstall(cwd: string, env: Record<string, string>): Promise<void> {
  const names = publishedPackages.map(({ name }) => name);
  await runProcess('npm', ['init', '-y'], { cwd, env });
  await runProcess('npm', ['install', '--no-audit', '--no-fund', ...names], { cwd, env, timeoutSec: 300 });
  await writeFile(join(cwd, 'main.mjs'), program('@forgekey/node'));
  assertFilters('npm install', (await runProcess('node', ['main.mjs'], { cwd })).stdout);
}

async function npx(cwd: string, env: Record<string, string>): Promise<void> {
  const { stdout } = await runProcess('npx', ['-y', 'forgekey', '--version'], { cwd, env, timeoutSec: 300 });
  if (stdout.trim() !== version) throw new Error(`npx forgekey --version printed ${stdout}`);
  console.log('ok    npx forgekey');
}

async function deno(cwd: string, url: string): Promise<void> {
  await writeFile(join(cwd, 'main.ts'), program(`npm:@forgekey/deno@${version}`));
  // Use a new cache, and accept a version that was just published.
  const env = { DENO_DIR: join(cwd, 'cache'), NPM_CONFIG_REGISTRY: url };
  const args = ['run', '--check', '--no-prompt', '--minimum-dependency-age=0', 'main.ts'];
  assertFilters('Deno import', (await runProcess(DENO, args, { cwd, env, timeoutSec: 300 })).stdout);
}

function assertFilters(name: string, stdout: string): void {
  if (stdout.trim() !== '_tags:user_42') throw new Error(`${name}: the program printed ${stdout}`);
  console.log(`ok    ${name}`);
}
