import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeSecuredApiKey, forgeSecuredUserToken } from '@forgekey/node';
import { runProcess } from '../../../tools/run-process.ts';
import { bundleForWeb } from './bundle.ts';
import type { Check } from './check.ts';
import type { Consumer } from './consumer.ts';
import { type Example, RUNTIMES_PAGE } from './example-files.ts';
import { denoProgram, extraRuntime } from './programs.ts';
import { freePort, withServer } from './with-server.ts';
import { withWorkerd } from './with-workerd.ts';

/** Empty lines do not count. */
const MAX_LINES = 13;

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
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

type Ask = (example: Example, consumer: Consumer) => Promise<Answer[]>;

/** The examples of docs/runtimes.md: each is taken from the page and asked for a search key. */
export function documentedExamples(examples: readonly Example[], consumer: Consumer): Check[] {
  const check = (heading: string, ask: Ask): Check => checkOf(exampleOf(examples, heading), ask, consumer);
  return [
    check('Express', askNode),
    check('Fastify', askNode),
    check('Hono', askHandler),
    check('Next.js route handler', askHandler),
    check('Lambda', askHandler),
    check('Deno.serve', askDeno),
    check('Cloudflare Worker', askWorker),
  ];
}

export function extraDocumentedExamples(examples: readonly Example[], consumer: Consumer): Check[] {
  return [checkOf(exampleOf(examples, 'Bun.serve'), askBun, consumer)];
}

function exampleOf(examples: readonly Example[], heading: string): Example {
  const example = examples.find(({ page, heading: above }) => page === RUNTIMES_PAGE && above === heading);
  if (example === undefined) throw new Error(`${RUNTIMES_PAGE} has no example "${heading}"`);
  return example;
}

function checkOf(example: Example, ask: Ask, consumer: Consumer): Check {
  const run = async (): Promise<string> => {
    const lines = example.code.split('\n').filter(line => line !== '').length;
    if (lines > MAX_LINES) throw new Error(`it has ${lines} lines, more than the limit of ${MAX_LINES}`);
    const [stranger, user] = await ask(example, consumer);
    assertAnswer('a stranger', stranger, 401, 'application/json');
    if (JSON.parse(stranger.body).code !== 'ERR_CREDENTIAL_MISSING') throw unexpected('a stranger', stranger);
    assertAnswer('a user', user, 200, 'text/plain');
    const { restrictions } = decodeSecuredApiKey(user.body);
    if (restrictions.filters !== 'owner:"user-42"') throw unexpected('a user', user);
    return 'a stranger gets 401, a user a key of their own, and no cache either of them';
  };
  return { name: `example: ${example.heading}`, run };
}

function assertAnswer(
  who: string,
  answer: Answer | undefined,
  status: number,
  type: string,
): asserts answer is Answer {
  const { 'content-type': contentType, 'cache-control': cacheControl } = answer?.headers ?? {};
  if (answer?.status !== status || !contentType?.startsWith(type) || cacheControl !== 'no-store') {
    throw unexpected(who, answer);
  }
}

function unexpected(who: string, answer: Answer | undefined): Error {
  return new Error(`${who} was answered ${JSON.stringify(answer)}`);
}

const askNode: Ask = ({ file }, consumer) => askServer(process.execPath, [file], consumer);

const askBun: Ask = ({ file }, consumer) =>
  askServer(extraRuntime('@oven/bun-linux-x64/bin/bun'), ['run', file], consumer);

/** Runs with exactly the permissions that the page documents. */
const askDeno: Ask = async ({ file }, consumer) => {
  const page = await readFile(new URL(`../../../${RUNTIMES_PAGE}`, import.meta.url), 'utf8');
  const [, permissions] = /`deno run (--allow-env=\S+ --allow-net=\S+) main.ts`/.exec(page) ?? [];
  if (permissions === undefined)
    throw new Error(`${RUNTIMES_PAGE} does not say which permissions Deno needs`);
  const args = ['run', '--no-prompt', '--cached-only', ...permissions.split(' '), file];
  return askServer(denoProgram(), args, consumer);
};

async function askServer(
  command: string,
  args: readonly string[],
  { folder: cwd }: Consumer,
): Promise<Answer[]> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/search-key`;
  const program = { command, args, cwd, env: { ...env, PORT: String(port) } };
  return withServer(program, url, () => askUrl(url));
}

const askHandler: Ask = async ({ file }, { folder }) => {
  const args = [join(folder, 'docs', 'ask-handler.mjs'), file, token];
  const { stdout } = await runProcess(process.execPath, args, { cwd: folder, env });
  return JSON.parse(stdout) as Answer[];
};

const askWorker: Ask = async ({ file }, { folder }) => {
  const bundle = 'worker-example.js';
  await bundleForWeb(file, join(folder, bundle));
  return withWorkerd({ folder, bundle, bindings: env }, askUrl);
};

async function askUrl(url: string): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const headers of [{}, { 'X-Algolia-Secure-User-Token': token }]) {
    const response = await fetch(url, { headers });
    const { status } = response;
    answers.push({ status, headers: Object.fromEntries(response.headers), body: await response.text() });
  }
  return answers;
}
