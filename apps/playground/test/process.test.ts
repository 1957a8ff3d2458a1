import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parentApiKey, root } from './support.ts';

const program = `${root}/dist/server/index.js`;
const started: ChildProcess[] = [];
const folders: string[] = [];

interface Program {
  process: ChildProcess;
  output(): string;
  /** The exit code, once the program has ended. */
  ended: Promise<number | null>;
}

function start(env: Record<string, string>, args: readonly string[] = []): Program {
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, REDIS_URL: '', ...env },
  });
  started.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += chunk));
  return {
    process: child,
    output: () => output,
    ended: once(child, 'exit').then(([code]) => code as number | null),
  };
}

/** Starts the service on a free port and returns its address. */
async function startListening(args: readonly string[] = []): Promise<Program & { url: string }> {
  const running = start({ PORT: '0' }, args);
  await expect.poll(running.output).toContain('http://localhost:');
  return { ...running, url: /http:\/\/localhost:\d+/.exec(running.output())![0] };
}

beforeAll(() => {
  if (!existsSync(program)) throw new Error('The service has not been built: run "npm run build" first.');
});

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe('--data', () => {
  const ownKey = '0123456789abcdef0123456789abcdef';

  it('replaces the demo indices by those of the folder, and adds its parent keys', async () => {
    const service = await startListening([
      '--data',
      folderWith({
        'books.json': '[{"objectID":"1","shelf":"a"},{"objectID":"2","shelf":"b"}]',
        'books.settings.json': '{"attributesForFaceting":["searchable(shelf)","filterOnly(owner)"]}',
        'keys.json': JSON.stringify({ [ownKey]: { indexes: ['books'] } }),
      }),
    ]);
    const catalog = await (await fetch(`${service.url}/playground/catalog`)).json();
    expect(catalog).toMatchObject({
      indices: [{ name: 'books', records: 2, attributesForFaceting: ['shelf'] }],
      agents: [{ id: 'books', indexName: 'books' }],
    });
    expect(await search(service.url, ownKey, 'books')).toMatchObject({ nbHits: 2 });
    expect(await search(service.url, parentApiKey('search'), 'products')).toMatchObject({ status: 404 });
  });

  it.each([
    ['by file and line', { 'books.json': '[{"objectID":"1"},\n{}]' }, 'books.json, line 2: A record must'],
    ['without an index', {}, 'The folder of --data has no records.'],
  ])('is refused %s where it cannot be used', async (_, files, message) => {
    const refused = start({ PORT: '0' }, ['--data', folderWith(files)]);
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toContain(message);
  });
});

describe('the program that npm start runs', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('ends cleanly on %s, with its Deno process', async signal => {
    const service = await startListening();
    await expect.poll(() => childrenOf(service.process.pid!)).toHaveLength(1);
    const children = childrenOf(service.process.pid!);
    service.process.kill(signal);
    expect(await service.ended).toBe(0);
    expect(service.output()).toContain('stopped');
    for (const pid of children) expect(isAlive(pid)).toBe(false);
  });

  it('takes two signals of one key press for one: npm passes on what the terminal has sent to everybody', async () => {
    const service = await startListening();
    const request = await holdRequest(service.url);
    service.process.kill('SIGINT');
    await expect.poll(() => isRefused(service.url)).toBe(true);
    service.process.kill('SIGINT');
    expect(await request.finish()).toMatch(/^HTTP\/1\.1 200 /);
    expect(await service.ended).toBe(0);
    expect(service.output()).toContain('stopped');
  });

  it('does not leave its Deno process behind when it is killed', async () => {
    const service = await startListening();
    await fetch(`${service.url}/playground/mint-deno`, { method: 'POST', body: '{"user":"mina"}' });
    const children = childrenOf(service.process.pid!);
    expect(children).toHaveLength(1);
    service.process.kill('SIGKILL');
    await service.ended;
    await expect.poll(() => children.filter(isAlive)).toEqual([]);
  });

  it('restarts its Deno process if it has ended', async () => {
    const service = await startListening();
    const mint = async (): Promise<number> =>
      (await fetch(`${service.url}/playground/mint-deno`, { method: 'POST', body: '{"user":"mina"}' }))
        .status;
    expect(await mint()).toBe(200);
    for (const pid of childrenOf(service.process.pid!)) process.kill(pid, 'SIGKILL');
    await expect.poll(mint).toBe(200);
  });

  it('lets a running request end before it stops', async () => {
    const service = await startListening();
    const request = await holdRequest(service.url);
    service.process.kill('SIGTERM');
    await expect.poll(() => isRefused(service.url)).toBe(true);
    expect(await request.finish()).toMatch(/^HTTP\/1\.1 200 /);
    expect(await service.ended).toBe(0);
  });

  it('says which port is taken, and how to take another', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const { port } = blocker.address() as { port: number };
    const refused = start({ PORT: String(port) });
    expect(await refused.ended).toBe(1);
    expect(refused.output().trim()).toBe(
      `forgekey playground: Port ${port} is taken by another program. Stop it, or choose another port: PORT=${port + 1} npm start`,
    );
    blocker.close();
  });

  it.each(['abc', '-1', '65536', '31.5'])('refuses PORT=%s', async port => {
    const refused = start({ PORT: port });
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toContain(`PORT must be a number from 0 to 65535; it is "${port}".`);
  });

  it('says when no Redis answers at REDIS_URL', async () => {
    const refused = start({ PORT: '0', REDIS_URL: 'redis://:hidden@127.0.0.1:1' });
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toContain('No Redis answers at the address given');
    expect(refused.output()).not.toContain('hidden');
  });

  it('listens on loopback only', async () => {
    const service = await startListening();
    const port = Number(new URL(service.url).port).toString(16).toUpperCase().padStart(4, '0');
    const listening = readFileSync('/proc/net/tcp', 'utf8')
      .split('\n')
      .map(line => line.trim().split(/\s+/))
      .filter(([, address, , state]) => address?.endsWith(`:${port}`) && state === '0A')
      .map(([, address]) => address);
    expect(listening).toEqual([`0100007F:${port}`]);
  });
});

async function search(url: string, apiKey: string, index: string): Promise<unknown> {
  const headers = { 'x-algolia-api-key': apiKey, 'x-algolia-application-id': 'A' };
  return (await fetch(`${url}/1/indexes/${index}/query`, { method: 'POST', headers, body: '{}' })).json();
}

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'forgekey-data-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** Sends the head of a request, waits until the service has read it, and leaves the body for later. */
async function holdRequest(url: string): Promise<{ finish(): Promise<string> }> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  const body = '{"query":"lamp"}';
  socket.write(
    `POST /1/indexes/products/query HTTP/1.1\r\nhost: localhost\r\nx-algolia-api-key: ${parentApiKey('search')}\r\n` +
      `x-algolia-application-id: A\r\nexpect: 100-continue\r\ncontent-length: ${body.length}\r\n\r\n`,
  );
  const [interim] = await once(socket, 'data');
  expect(String(interim)).toBe('HTTP/1.1 100 Continue\r\n\r\n');
  return {
    async finish() {
      socket.write(body);
      let answer = '';
      for await (const chunk of socket) answer += chunk;
      return answer;
    },
  };
}

async function isRefused(url: string): Promise<boolean> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  const refused = await once(socket, 'connect').then(
    () => false,
    () => true,
  );
  socket.destroy();
  return refused;
}

/** The processes that a process has started, by the kernel's own list. */
function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name) && parentOf(name) === pid)
    .map(Number);
}

function parentOf(pid: string): number | undefined {
  try {
    // After the name in parentheses, which may hold anything: the state, then the parent.
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')[1]);
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  return parentOf(String(pid)) !== undefined;
}
