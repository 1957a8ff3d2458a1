import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ended, folderWith, forgekey, main, parentApiKey, secrets, start } from '../support/forgekey.ts';

const records = [
  { objectID: '1', name: 'Shoe', tenant: 'a' },
  { objectID: '2', name: 'Boot', tenant: 'b' },
];
const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

interface Service {
  readonly child: ChildProcess;
  readonly url: string;
  /** Waits for a line for which `isWanted` holds. */
  line(isWanted: (event: Record<string, unknown>) => boolean): Promise<Record<string, unknown>>;
}

async function serve(args: readonly string[], env: Record<string, string> = secrets): Promise<Service> {
  const child = start(['serve', '--port', '0', '--json', ...args], { env });
  running.push(child);
  const events: Record<string, unknown>[] = [];
  const waiting = new Set<() => void>();
  let rest = '';
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    events.push(...lines.map(line => JSON.parse(line)));
    for (const look of waiting) look();
  });
  const line: Service['line'] = isWanted =>
    new Promise(resolve => {
      const look = () => {
        const event = events.find(isWanted);
        if (event === undefined) return;
        waiting.delete(look);
        resolve(event);
      };
      waiting.add(look);
      look();
    });
  const { url } = await line(({ event }) => event === 'started');
  return { child, url: String(url), line };
}

function search(url: string, apiKey: string, index = 'products'): Promise<Response> {
  return fetch(`${url}/1/indexes/${index}/query`, {
    method: 'POST',
    headers: { 'x-algolia-application-id': 'A', 'x-algolia-api-key': apiKey },
    body: '{}',
  });
}

function seedFolder(files: Record<string, unknown> = {}): string {
  const all = { 'products.json': records, ...files };
  return folderWith(
    Object.fromEntries(
      Object.entries(all).map(([name, content]) => [
        name,
        typeof content === 'string' ? content : JSON.stringify(content),
      ]),
    ),
  );
}

describe('forgekey serve', () => {
  it('answers with the data of the folder, and says for each request what decided, without the key', async () => {
    const folder = seedFolder({
      'products.settings.json': { attributesForFaceting: ['tenant'] },
      'products.rules.json': [{ objectID: 'r', consequence: { hide: [{ objectID: '2' }] } }],
      'lines.ndjson': '{"objectID":"x"}\n\n{"objectID":"y"}\n',
    });
    const { url, line } = await serve(['--data', folder]);
    expect(await (await search(url, parentApiKey)).json()).toMatchObject({ nbHits: 1 });
    expect(await (await search(url, parentApiKey, 'lines')).json()).toMatchObject({ nbHits: 2 });
    const minted = await forgekey(['key', '--filters', 'tenant:b', '--valid-for', '1h'], { env: secrets });
    const key = minted.stdout.trim();
    await search(url, key);
    const event = await line(({ keyKind }) => keyKind === 'secured');
    expect(event).toMatchObject({
      event: 'request',
      status: 200,
      indexName: 'products',
      path: '/1/indexes/products/query',
      parameters: { filters: 'tenant:b' },
    });
    expect(JSON.stringify(event)).not.toContain(key.slice(0, 16));
  });

  it('makes what the environment does not hold, and shows it once', async () => {
    const { url, line } = await serve([], {});
    const started = await line(({ event }) => event === 'started');
    expect(started).toMatchObject({
      ALGOLIA_SEARCH_API_KEY: expect.stringMatching(/^[0-9a-f]{32}$/),
      ALGOLIA_SECRET_KEY: expect.stringMatching(/^sk-alg-/),
    });
    expect((await search(url, String(started.ALGOLIA_SEARCH_API_KEY))).status).toBe(404);
    const known = await serve([]);
    expect(Object.keys(await known.line(({ event }) => event === 'started'))).not.toContain(
      'ALGOLIA_SEARCH_API_KEY',
    );
  });

  it('takes parent keys and their limits from keys.json', async () => {
    const folder = seedFolder({ 'keys.json': { [parentApiKey]: { indexes: ['other'] } } });
    const { url } = await serve(['--data', folder]);
    expect((await search(url, parentApiKey)).status).toBe(403);
  });

  it('with --watch loads the folder again, and keeps its data if a file cannot be used', async () => {
    const folder = seedFolder();
    const { url, child, line } = await serve(['--data', folder, '--watch']);
    let errors = '';
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    writeFileSync(join(folder, 'products.json'), '[{"objectID":"1"},\n{}]');
    await expect.poll(() => errors).toContain('products.json, line 2: ');
    expect(await (await search(url, parentApiKey)).json()).toMatchObject({ nbHits: 2 });
    writeFileSync(join(folder, 'products.json'), JSON.stringify([...records, { objectID: '3' }]));
    await line(({ event }) => event === 'loaded');
    expect(await (await search(url, parentApiKey)).json()).toMatchObject({ nbHits: 3 });
  });

  it('with --watch goes on after the folder is deleted and generated again', async () => {
    const folder = seedFolder();
    const { url, child, line } = await serve(['--data', folder, '--watch']);
    let errors = '';
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    rmSync(folder, { recursive: true });
    await expect.poll(() => errors).toContain('ENOENT');
    expect(await (await search(url, parentApiKey)).json()).toMatchObject({ nbHits: 2 });
    mkdirSync(folder);
    writeFileSync(join(folder, 'products.json'), '[{"objectID":"1"}]');
    await line(({ event }) => event === 'loaded');
    expect(await (await search(url, parentApiKey)).json()).toMatchObject({ nbHits: 1 });
    expect(errors.match(/ENOENT/g)).toHaveLength(1);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('ends with 0 after %s', async signal => {
    const { child } = await serve([]);
    child.kill(signal);
    expect((await ended(child)).code).toBe(0);
  });
});

/** A connection that is not closed on this side, whatever the other one does. */
function openSocket(url: string): Socket {
  const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1', allowHalfOpen: true });
  return socket.on('error', () => {});
}

describe('forgekey serve under bad conditions', () => {
  it('answers the requests in progress at SIGTERM, takes no new ones, and ends with 0', async () => {
    const { child, url } = await serve(['--data', seedFolder()]);
    const held = Array.from({ length: 20 }, () => openSocket(url));
    for (const socket of held) {
      socket.write(
        `POST /1/indexes/products/query HTTP/1.1\r\nhost: localhost\r\nx-algolia-api-key: ${parentApiKey}\r\n` +
          'x-algolia-application-id: A\r\nexpect: 100-continue\r\ncontent-length: 2\r\n\r\n',
      );
      expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1\.1 100 /);
    }
    const end = ended(child);
    child.kill('SIGTERM');
    await expect
      .poll(() =>
        search(url, parentApiKey).then(
          () => 'taken',
          () => 'refused',
        ),
      )
      .toBe('refused');
    const answers = await Promise.all(
      held.map(async socket => {
        socket.end('{}');
        let answer = '';
        for await (const chunk of socket) answer += chunk;
        return answer;
      }),
    );
    for (const answer of answers) expect(answer).toMatch(/^HTTP\/1\.1 200 [\s\S]*"nbHits":2/);
    expect((await end).code).toBe(0);
  });

  it.runIf(process.platform === 'linux')(
    'leaves no descriptor open after 200 slow clients',
    async () => {
      const { child, url } = await serve(['--data', seedFolder()]);
      const descriptors = (): number => readdirSync(`/proc/${child.pid}/fd`).length;
      const before = descriptors();
      const slow = Array.from({ length: 200 }, () => openSocket(url));
      for (const socket of slow) socket.write('POST /1/indexes/products/query HTTP/1.1\r\nhost: local');
      await expect.poll(descriptors).toBeGreaterThanOrEqual(before + 200);
      await expect.poll(descriptors, { timeout: 20_000 }).toBeLessThanOrEqual(before);
      expect((await search(url, parentApiKey)).status).toBe(200);
      for (const socket of slow) socket.destroy();
    },
    30_000,
  );
});

describe('forgekey serve --exec', () => {
  const run = (command: string, args: readonly string[] = []) =>
    forgekey(['serve', '--port', '0', '--exec', command, ...args], { env: secrets });

  it('sets the variables of the back end, leaves standard output to the command, and takes its exit code', async () => {
    const script =
      'const e = process.env; fetch(e.ALGOLIA_EMULATOR_URL + "/1/indexes/products/1", { headers: {' +
      '"x-algolia-application-id": e.ALGOLIA_APPLICATION_ID, "x-algolia-api-key": e.ALGOLIA_SEARCH_API_KEY } })' +
      '.then(r => r.json()).then(o => { console.log(o.name, e.ALGOLIA_KEY_ID); process.exitCode = 3; })';
    const folder = seedFolder();
    writeFileSync(join(folder, 'ask.cjs'), script);
    const { code, stdout, stderr } = await run(`"${process.execPath}" "${join(folder, 'ask.cjs')}"`, [
      '--data',
      folder,
    ]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: 'Shoe key-1\n' });
    expect(stderr).toMatch(
      /\d\d:\d\d:\d\d {2}200 {2}GET \/1\/indexes\/products\/1 {2}products {2}parent key /,
    );
    expect(stderr).not.toContain(parentApiKey);
  });

  it('with --quiet prints nothing of its own', async () => {
    expect(await run('true', ['--quiet'])).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('ends as a command that a signal ended', async () => {
    expect((await run('kill -TERM $$', ['--quiet'])).code).toBe(143);
  });

  it('passes a signal on to everything that the command started', async () => {
    const child = start(['serve', '--port', '0', '--exec', 'sleep 100; echo after'], { env: secrets });
    running.push(child);
    const end = ended(child);
    await new Promise(resolve => child.stderr!.once('data', resolve));
    await new Promise(resolve => setTimeout(resolve, 300));
    child.kill('SIGTERM');
    expect(await end).toMatchObject({ code: 143, stdout: '' });
  });
});

describe('forgekey serve refuses', () => {
  it.each([
    [
      'a record without an id',
      { 'products.ndjson': '{"objectID":"1"}\n{"a":1}' },
      'products.ndjson, line 2: A record must',
    ],
    [
      'an id that occurs twice',
      { 'a.json': '[{"objectID":"1"},\n\n{"objectID":"1"}]' },
      'a.json, line 3: The "objectID"',
    ],
    [
      'broken JSON',
      { 'a.json': '[{"objectID":"1"},\n]' },
      'a.json: it is not valid JSON at line 2, column 1',
    ],
    ['a broken line', { 'a.ndjson': '{}\n{"a":' }, 'a.ndjson, line 2: it is not valid JSON at column 6'],
    ['records that are no list', { 'a.json': '{}' }, 'a.json: They must be a list'],
    [
      'a setting of the wrong type',
      { 'a.settings.json': '{"hitsPerPage":"x"}' },
      'a.settings.json: Invalid value for "hitsPerPage"',
    ],
    [
      'a rule of the wrong form',
      { 'a.rules.json': '[{"objectID":"r","consequence":{"hide":1}}]' },
      'a.rules.json, line 1: In a rule, "hide" must',
    ],
    [
      'limits of the wrong type',
      { 'keys.json': '{"k":{"acl":"search"}}' },
      '"acl" must be an array of strings',
    ],
    ['keys that are a list', { 'keys.json': '[]' }, 'keys.json: it must be an object'],
  ])('%s, by file and line, and loads nothing', async (_, files, message) => {
    const folder = folderWith(files);
    const { code, stdout, stderr } = await forgekey(['serve', '--port', '0', '--data', folder], {
      env: secrets,
    });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).toContain('hint: Nothing was loaded.');
  });

  it.each([
    [['--data', '/nowhere/at/all'], 'there is no such file or folder'],
    [['--port', '65536'], '"--port" must be an integer from 0 to 65535.'],
    [['--host', '0.0.0.0'], '--unsafe-expose permits it anyway.'],
    [['--watch'], '"--watch" needs "--data".'],
  ])('%j', async (args, message) => {
    const { code, stderr } = await forgekey(['serve', ...args], { env: secrets });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it('a port that is in use', async () => {
    const { url } = await serve([]);
    const { code, stderr } = await forgekey(['serve', '--port', new URL(url).port], { env: secrets });
    expect(code).toBe(2);
    expect(stderr).toContain('The port is in use.');
  });

  it('to run without the emulator, and says how to install it', async () => {
    const folder = folderWith();
    // The command and what it depends on, without its optional peer.
    cpSync(dirname(main), join(folder, 'dist'), { recursive: true });
    const modules = join(dirname(main), '../node_modules');
    mkdirSync(join(folder, 'node_modules/@forgekey'), { recursive: true });
    for (const name of ['commander', 'cli-progress', '@forgekey/node', '@forgekey/core'])
      symlinkSync(realpathSync(join(modules, name)), join(folder, 'node_modules', name));
    const child = spawn(process.execPath, ['dist/main.js', 'serve'], {
      cwd: folder,
      env: { PATH: process.env.PATH },
    });
    expect(await ended(child)).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'forgekey: "forgekey serve" needs the package @forgekey/emulator, which is not installed.\n' +
        'hint: Install it: npm install --save-dev @forgekey/emulator\n',
    });
  });
});
