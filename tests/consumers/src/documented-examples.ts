import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeSecuredApiKey, forgeSecuredUserToken } from '@forgekey/node';
import { runProcess } from '../../../tools/run-process.ts';
import { bundleForWeb } from './bundle.ts';
import type { Check } from './check.ts';
import type { Consumer } from './consumer.ts';
import { denoProgram, extraRuntime } from './programs.ts';
import { freePort, type ServerProgram, withServer } from './with-server.ts';
import { withWorkerd } from './with-workerd.ts';

const PAGE = fileURLToPath(new URL('../../../docs/runtimes.md', import.meta.url));
const FRAMEWORKS = fileURLToPath(new URL('../node_modules/', import.meta.url));

const secretKey = 'sk-alg-0123456789abcdef';
const secretKeyId = 'key-1';
const env = {
  ALGOLIA_SEARCH_API_KEY: '2640659426d5107b6e47d75db9cbaef8',
  ALGOLIA_SECRET_KEY: secretKey,
  ALGOLIA_KEY_ID: secretKeyId,
};
const token = forgeSecuredUserToken({ secretKey, secretKeyId, userId: 'user-42' });

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** The examples of docs/runtimes.md: each is taken from the page and asked for a search key. */
export async function documentedExamples(consumer: Consumer): Promise<Check[]> {
  const files = await writeExamples(consumer);
  const node = (heading: string): ServerProgram => nodeServer(files, heading);
  return [
    check('Express', () => askServer(node('Express'), consumer)),
    check('Fastify', () => askServer(node('Fastify'), consumer)),
    check('Hono', () => askHandler(fileOf(files, 'Hono'), consumer)),
    check('Next.js route handler', () => askHandler(fileOf(files, 'Next.js route handler'), consumer)),
    check('Lambda', () => askHandler(fileOf(files, 'Lambda'), consumer)),
    check('Deno.serve', async () => askServer(await denoServer(files), consumer)),
    check('Cloudflare Worker', () => askWorker(fileOf(files, 'Cloudflare Worker'), consumer)),
  ];
}

export async function extraDocumentedExamples(consumer: Consumer): Promise<Check[]> {
  const files = await writeExamples(consumer);
  const bun = extraRuntime('@oven/bun-linux-x64/bin/bun');
  const program = { command: bun, args: ['run', fileOf(files, 'Bun.serve')] };
  return [check('Bun.serve', () => askServer({ ...program, cwd: consumer.folder }, consumer))];
}

function check(heading: string, ask: () => Promise<Answer[]>): Check {
  const run = async (): Promise<string> => {
    const [stranger, user] = await ask();
    if (stranger?.status !== 401 || JSON.parse(stranger.body).status !== 401)
      throw unexpected('a stranger', stranger);
    if (user?.status !== 200) throw unexpected('a user', user);
    const { restrictions } = decodeSecuredApiKey(user.body);
    if (restrictions.filters !== 'owner:"user-42"') throw unexpected('a user', user);
    return 'a stranger gets 401, a user a key of their own';
  };
  return { name: `example: ${heading}`, run };
}

function unexpected(who: string, answer: Answer | undefined): Error {
  return new Error(`${who} was answered ${JSON.stringify(answer)}`);
}

/** Into a folder beside which only the frameworks of the examples are installed. */
async function writeExamples({ folder }: Consumer): Promise<ReadonlyMap<string, string>> {
  const page = await readFile(PAGE, 'utf8');
  const modules = join(folder, 'docs', 'node_modules');
  await mkdir(modules, { recursive: true });
  for (const framework of ['express', 'fastify', 'hono']) {
    await symlink(join(FRAMEWORKS, framework), join(modules, framework)).catch(ignoreExisting);
  }
  const files = new Map<string, string>();
  for (const [, heading, language, code] of page.matchAll(
    /^### (.*)\n(?:(?!#|```).*\n)*```(js|ts)\n([\s\S]*?)^```$/gm,
  )) {
    const file = join(folder, 'docs', `${heading!.replaceAll(/\W+/g, '-').toLowerCase()}.${language}`);
    await writeFile(file, code!);
    files.set(heading!, file);
  }
  return files;
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

function fileOf(files: ReadonlyMap<string, string>, heading: string): string {
  const file = files.get(heading);
  if (file === undefined) throw new Error(`docs/runtimes.md has no example "${heading}"`);
  return file;
}

function nodeServer(files: ReadonlyMap<string, string>, heading: string): ServerProgram {
  return { command: process.execPath, args: [fileOf(files, heading)], cwd: '.' };
}

/** With the permissions that the page documents, and no others. */
async function denoServer(files: ReadonlyMap<string, string>): Promise<ServerProgram> {
  const [, permissions] =
    /`deno run (--allow-env=\S+ --allow-net=\S+) main.ts`/.exec(await readFile(PAGE, 'utf8')) ?? [];
  if (permissions === undefined)
    throw new Error('docs/runtimes.md does not say which permissions Deno needs');
  const args = [
    'run',
    '--check',
    '--no-prompt',
    '--cached-only',
    ...permissions.split(' '),
    fileOf(files, 'Deno.serve'),
  ];
  return { command: denoProgram(), args, cwd: '.' };
}

async function askServer(server: ServerProgram, { folder }: Consumer): Promise<Answer[]> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/search-key`;
  const program = { ...server, cwd: folder, env: { ...env, PORT: String(port) } };
  return withServer(program, url, () => ask(url));
}

async function askHandler(file: string, { folder }: Consumer): Promise<Answer[]> {
  const args = [join(folder, 'docs', 'ask-handler.mjs'), file, token];
  const { stdout } = await runProcess(process.execPath, args, { cwd: folder, env });
  return JSON.parse(stdout) as Answer[];
}

async function askWorker(file: string, { folder }: Consumer): Promise<Answer[]> {
  const bundle = 'worker-example.js';
  await bundleForWeb(file, join(folder, bundle));
  return withWorkerd({ folder, bundle, bindings: env }, ask);
}

async function ask(url: string): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const headers of [{}, { 'X-Algolia-Secure-User-Token': token }]) {
    const response = await fetch(url, { headers });
    answers.push({ status: response.status, body: await response.text() });
  }
  return answers;
}
