import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateSecuredApiKey, verifySecuredUserToken } from '@forgekey/node';
import { describe, expect, it } from 'vitest';
import {
  type Ended,
  ended,
  folderWith,
  forgekey,
  main,
  parentApiKey,
  secretKey,
  secretKeyId,
  secrets,
  start,
} from '../support/forgekey.ts';

const env = secrets;
const batch = (input: string | Uint8Array, ...args: string[]): Promise<Ended> =>
  forgekey(['batch', ...args], { env, input });
const answersOf = ({ stdout }: Pick<Ended, 'stdout'>): Record<string, unknown>[] =>
  stdout
    .split('\n')
    .slice(0, -1)
    .map(line => JSON.parse(line));
const keyLine = '{"restrictions":{"filters":"a:1"}}\n';

describe('forgekey batch', () => {
  it('answers each line in its order: a key, a token, or both', async () => {
    const done = await batch(
      [
        '{"id":"one","restrictions":{"filters":"_tags:user_42"}}',
        '{"id":2,"userId":"user-42","expiresIn":60}',
        '{"restrictions":{"userToken":"u"},"userId":"u","expiresIn":60}',
      ].join('\n'),
      '--restrict-indices',
      'products',
      '--valid-until',
      '2030-01-01',
    );
    expect(done).toMatchObject({ code: 0, stderr: '' });
    const [first, second, third] = answersOf(done);
    const common = { restrictIndices: ['products'], validUntil: 1_893_456_000 };
    const keyOf = (restrictions: object): string =>
      generateSecuredApiKey({ parentApiKey, restrictions: { ...common, ...restrictions } });
    expect(first).toEqual({
      line: 1,
      id: 'one',
      securedApiKey: keyOf({ filters: '_tags:user_42' }),
      findings: expect.any(Array),
    });
    expect(second).toEqual({ line: 2, id: 2, userId: 'user-42', userToken: expect.any(String) });
    expect(third).toMatchObject({ line: 3, userId: 'u', securedApiKey: keyOf({ userToken: 'u' }) });
    const { expiresAt } = verifySecuredUserToken(second!.userToken as string, {
      secretKeys: { [secretKeyId]: secretKey },
    });
    expect(Math.abs(expiresAt.getTime() - Date.now())).toBeLessThan(61_000);
  });

  it('reports a bad line with its number, goes on with the rest, and exits with 7', async () => {
    const bad: [line: string | Uint8Array, code: string][] = [
      ['nonsense', 'ERR_LINE'],
      ['[1]', 'ERR_LINE'],
      ['{"restriction":{"filters":"a:1"}}', 'ERR_LINE'],
      ['{}', 'ERR_LINE'],
      ['{"id":{},"userId":"u"}', 'ERR_LINE'],
      ['{"restrictions":{"filters":"a:1"},"expiresIn":60}', 'ERR_LINE'],
      ['{"restrictions":{"filters":"a:1","filters":"b:1"}}', 'ERR_LINE'],
      [Buffer.from('{"userId":"\xff"}', 'latin1'), 'ERR_LINE'],
      [`{"userId":"${'u'.repeat(1_048_576)}"}`, 'ERR_LINE'],
      ['{"__proto__":{"userId":"u"}}', 'ERR_LINE'],
      ['{"restrictions":{}}', 'ERR_RESTRICTIONS_EMPTY'],
      ['{"restrictions":{"searchParams":{}}}', 'ERR_RESTRICTIONS_EMPTY'],
      ['{"restrictions":null}', 'ERR_RESTRICTION_VALUE'],
      ['{"restrictions":{"filters":""}}', 'ERR_RESTRICTION_EMPTY'],
      ['{"restrictions":{"filter":"a:1"}}', 'ERR_RESTRICTION_UNKNOWN'],
      ['{"restrictions":{"hitsPerPage":1}}', 'ERR_RESTRICTION_CONFLICT'],
      ['{"restrictions":{"filters":"a:1 OR (b:1 AND c:1)"}}', 'LINT_FILTER_SYNTAX'],
      ['{"userId":""}', 'ERR_TOKEN_INPUT'],
      ['{"userId":7}', 'ERR_TOKEN_INPUT'],
      ['{"userId":"u","expiresIn":"60"}', 'ERR_TOKEN_INPUT'],
    ];
    const lines = bad.flatMap(([line]) => [Buffer.from(line), Buffer.from(`\n${keyLine}`)]);
    const done = await batch(Buffer.concat(lines), '--hits-per-page', '20');
    expect(done.code).toBe(7);
    const answers = answersOf(done);
    expect(answers.map(answer => answer.line)).toEqual(
      bad.flatMap((_, index) => [2 * index + 1, 2 * index + 2]),
    );
    expect(answers.filter(answer => answer.securedApiKey === undefined)).toEqual(
      bad.map(([, code], index) => ({ line: 2 * index + 1, error: expect.objectContaining({ code }) })),
    );
    expect(done.stderr).toMatch(/^40 lines: 20 made, 20 failed\.\n {2}line 1: .*\n(?:.*\n)* {2}and 10 more/);
  });

  it('keeps the id of a line that failed, and takes none that would come back as another', async () => {
    const done = await batch(
      '{"id":"a","restrictions":{}}\n{"id":7,"nope":1}\n{"id":1e400,"userId":"u"}\n{"id":null,"userId":"u"}\n',
    );
    const error = expect.any(Object);
    expect(answersOf(done)).toEqual([
      { line: 1, id: 'a', error },
      { line: 2, id: 7, error },
      { line: 3, error },
      { line: 4, error },
    ]);
  });

  it('says in the answer what a finding of lint is about, and where', async () => {
    const [answer] = answersOf(await batch('{"restrictions":{"filters":"a:1 OR b=x"}}\n'));
    expect(answer!.error).toMatchObject({
      code: 'LINT_FILTER_SYNTAX',
      parameter: 'filters',
      column: expect.any(Number),
    });
  });

  it('names the flag of a value that is wrong for all lines', async () => {
    expect((await batch(keyLine, '--hits-per-page', 'abc')).stderr).toMatch(
      /^forgekey: "--hits-per-page" must be an integer; it is "abc"/,
    );
  });

  it('sums up as JSON with --json', async () => {
    const { stderr } = await batch(`${keyLine}nonsense\n`, '--json');
    expect(JSON.parse(stderr)).toEqual({
      ok: false,
      lines: 2,
      made: 1,
      failed: 1,
      firstFailures: [{ line: 2, message: expect.any(String) }],
    });
  });

  it('keeps an error that ends it out of the answers, with --json, too', async () => {
    const { code, stdout, stderr } = await batch('', '--json', '--input', '/nowhere/in.jsonl');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(JSON.parse(stderr)).toEqual({
      ok: false,
      error: { code: 'ERR_USAGE', message: expect.stringContaining('/nowhere/in.jsonl') },
    });
  });

  it.each([
    ['a sentence', [], 'forgekey: Interrupted by SIGINT.\n'],
    [
      'a line of JSON',
      ['--json'],
      '{"ok":false,"error":{"code":"ERR_INTERRUPTED","message":"Interrupted by SIGINT."}}\n',
    ],
  ])('says in %s that it was interrupted, behind answers that are whole', async (_, args, stderr) => {
    const child = start(['batch', ...args], { env });
    const done = ended(child);
    child.stdin!.on('error', () => {});
    child.stdin!.write(keyLine.repeat(5_000));
    child.stdout!.once('data', () => child.kill('SIGINT'));
    const { stdout, ...rest } = await done;
    expect(rest).toEqual({ code: 130, stderr });
    expect(answersOf({ stdout }).every(answer => typeof answer.securedApiKey === 'string')).toBe(true);
    expect(stdout.endsWith('}\n')).toBe(true);
  });

  it('takes a byte order mark, CRLF, blank lines, and a last line without an end', async () => {
    const done = await batch(`\ufeff${keyLine.trimEnd()}\r\n\n  \r\n${keyLine.trimEnd()}`);
    expect(done).toMatchObject({ code: 0, stderr: '' });
    expect(answersOf(done).map(answer => answer.line)).toEqual([1, 4]);
  });

  it.each([
    ['is not there', '/nowhere/in.jsonl', 'there is no such file or folder (ENOENT)'],
    ['is a folder', '/', 'it is a folder (EISDIR)'],
  ])('names an input that %s, once', async (_, input, reason) => {
    expect(await batch('', '--input', input)).toEqual({
      code: 2,
      stdout: '',
      stderr: `forgekey: Cannot read the lines from ${input}: ${reason}.\n`,
    });
  });

  it('counts a single line in the singular', async () => {
    expect((await batch('nonsense\n')).stderr).toMatch(/^1 line: 0 made, 1 failed\.\n/);
  });

  it.each([
    ['there are no bytes', ''],
    ['all lines are blank', '\n \n'],
  ])('says that there are no lines where %s', async (_, input) => {
    expect(await batch(input)).toEqual({
      code: 0,
      stdout: '',
      stderr: 'There are no lines: standard input is empty.\n',
    });
    expect(JSON.parse((await batch(input, '--json')).stderr)).toMatchObject({ ok: true, lines: 0 });
  });

  it.each([
    [
      'the parent API key',
      { ALGOLIA_SECRET_KEY: secretKey, ALGOLIA_KEY_ID: 'k' },
      'ALGOLIA_SEARCH_API_KEY is not set.',
    ],
    [
      'the key id',
      { ALGOLIA_SEARCH_API_KEY: parentApiKey, ALGOLIA_SECRET_KEY: secretKey },
      'ALGOLIA_KEY_ID is not set.',
    ],
    ['both secrets', {}, 'No secret is set.'],
  ])('ends at a line that needs %s, and leaves the output as it was', async (_, secretsGiven, message) => {
    const folder = folderWith({ 'in.jsonl': `{"userId":"u"}\n${keyLine}`, 'out.jsonl': 'old' });
    const output = join(folder, 'out.jsonl');
    const args = ['batch', '--input', join(folder, 'in.jsonl'), '--output', output];
    const done = await forgekey(args, { env: secretsGiven });
    expect(done).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(message) });
    expect(readFileSync(output, 'utf8')).toBe('old');
    expect(readdirSync(folder).sort()).toEqual(['in.jsonl', 'out.jsonl']);
  });

  it('needs no secret that no line asks for', async () => {
    const onlyParent = { ALGOLIA_SEARCH_API_KEY: parentApiKey };
    expect(await forgekey(['batch'], { env: onlyParent, input: keyLine })).toMatchObject({
      code: 0,
      stderr: '',
    });
  });

  it('names the column of a line that is not JSON', async () => {
    const [answer] = answersOf(await batch('{"restrictions": {filters: 1}}\n'));
    expect(answer!.error).toEqual({
      code: 'ERR_LINE',
      message: 'The line cannot be used: it is not valid JSON at line 1, column 19.',
    });
  });

  it('streams a hundred thousand lines and more through a small heap', async () => {
    const lines = 120_000;
    const child = start(['batch'], { env, nodeOptions: ['--max-old-space-size=32'] });
    const done = ended(child);
    const line = `{"userId":"${'u'.repeat(300)}"}\n`.repeat(1_000);
    for (let written = 0; written < lines; written += 1_000) {
      if (!child.stdin!.write(line)) await once(child.stdin!, 'drain');
    }
    child.stdin!.end();
    const { code, stdout, stderr } = await done;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n').length - 1).toBe(lines);
    expect(stdout.length).toBeGreaterThan(64 * 1_048_576);
  });

  it('holds few answers at a time, however long what all keys share makes each of them', async () => {
    const shared = join(folderWith({ 'r.json': JSON.stringify({ query: 'q'.repeat(29_000) }) }), 'r.json');
    const nodeOptions = ['--max-old-space-size=32'];
    const child = start(['batch', '--restrictions', shared], { env, nodeOptions });
    child.stdout!.resume();
    child.stdin!.end('{"restrictions":{"userToken":"u"}}\n'.repeat(3_000));
    const [code] = await once(child, 'close');
    expect(code).toBe(0);
  });

  it('waits for a slow reader instead of filling the memory', async () => {
    const child = start(['batch'], { env });
    let taken = 0;
    const chunk = Buffer.from(keyLine.repeat(2_000));
    // No one reads the answers. The pipes fill up, and then the command must stop taking lines.
    const feeding = (async () => {
      for (let count = 0; count < 1_000; count++) {
        if (!child.stdin!.write(chunk)) await once(child.stdin!, 'drain');
        taken++;
      }
    })();
    await Promise.race([feeding, new Promise(resolve => setTimeout(resolve, 1_500))]);
    expect(taken).toBeLessThan(100);
    child.stdin!.on('error', () => {});
    child.kill('SIGKILL');
    await once(child, 'exit');
  });

  it.runIf(process.platform === 'linux')('says once that the disk is full, and fails', () => {
    const command = `echo '${keyLine.trimEnd()}' | '${process.execPath}' '${main}' batch > /dev/full`;
    const { status, stderr } = spawnSync('sh', ['-c', command], { env, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'forgekey: Cannot write to standard output: no space left on device (ENOSPC).\n',
    });
  });

  it('ends when it is interrupted, though a reader has stalled', async () => {
    const child = start(['batch'], { env });
    child.stdin!.on('error', () => {});
    child.stdin!.write(keyLine.repeat(5_000));
    await once(child.stdout!, 'readable');
    const interruptedAt = performance.now();
    child.kill('SIGINT');
    const [code] = await once(child, 'exit');
    expect(code).toBe(130);
    expect(performance.now() - interruptedAt).toBeLessThan(5_000);
  });

  it('keeps its exit code when no one reads standard error', async () => {
    const child = start(['batch'], { env });
    child.stderr!.destroy();
    child.stdout!.resume();
    child.stdin!.end('nonsense\n');
    const [code] = await once(child, 'exit');
    expect(code).toBe(7);
  });

  it('ends in silence when the reader has seen enough', async () => {
    const child = start(['batch'], { env });
    child.stdin!.on('error', () => {});
    child.stdin!.end(keyLine.repeat(20_000));
    let stderr = '';
    child.stderr!.on('data', data => {
      stderr += data;
    });
    child.stdout!.once('data', () => child.stdout!.destroy());
    const [code] = await once(child, 'exit');
    expect({ code, stderr }).toEqual({ code: 141, stderr: '' });
  });
});

describe('the output file of forgekey batch', () => {
  const make = (input: string): string => folderWith({ 'in.jsonl': input });
  const run = (folder: string, ...args: string[]): Promise<Ended> =>
    forgekey(['batch', '--input', join(folder, 'in.jsonl'), '--output', join(folder, 'out.jsonl'), ...args], {
      env,
    });

  it('is readable by its owner only, and nothing else is left behind', async () => {
    const folder = make(keyLine);
    expect(await run(folder)).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(statSync(join(folder, 'out.jsonl')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).sort()).toEqual(['in.jsonl', 'out.jsonl']);
    expect(answersOf({ stdout: readFileSync(join(folder, 'out.jsonl'), 'utf8') })).toHaveLength(1);
  });

  it('keeps its mode, and stays behind a symbolic link', async () => {
    const folder = make(keyLine);
    writeFileSync(join(folder, 'real.jsonl'), 'old');
    chmodSync(join(folder, 'real.jsonl'), 0o640);
    symlinkSync('real.jsonl', join(folder, 'out.jsonl'));
    await run(folder);
    expect(statSync(join(folder, 'real.jsonl')).mode & 0o777).toBe(0o640);
    expect(readFileSync(join(folder, 'real.jsonl'), 'utf8')).toContain('securedApiKey');
  });

  it('keeps its mode under a narrow umask, too', async () => {
    const folder = make(keyLine);
    const file = join(folder, 'out.jsonl');
    writeFileSync(file, 'old');
    chmodSync(file, 0o664);
    const command = `umask 077; exec '${process.execPath}' '${main}' batch --output '${file}'`;
    expect(spawnSync('sh', ['-c', command], { env, input: keyLine }).status).toBe(0);
    expect(statSync(file).mode & 0o777).toBe(0o664);
  });

  it('is made at the target of a dangling symbolic link, and the link stays', async () => {
    const folder = make(keyLine);
    mkdirSync(join(folder, 'there'));
    symlinkSync('there/later.jsonl', join(folder, 'link'));
    symlinkSync('link', join(folder, 'out.jsonl'));
    expect((await run(folder)).code).toBe(0);
    expect(readlinkSync(join(folder, 'out.jsonl'))).toBe('link');
    expect(readFileSync(join(folder, 'there/later.jsonl'), 'utf8')).toContain('securedApiKey');
  });

  it('is standard output for -', async () => {
    expect(answersOf(await batch(keyLine, '--output', '-'))).toHaveLength(1);
  });

  it('may be the input itself', async () => {
    const folder = make(keyLine.repeat(3));
    const file = join(folder, 'in.jsonl');
    await forgekey(['batch', '--input', file, '--output', file], { env });
    expect(answersOf({ stdout: readFileSync(file, 'utf8') })).toHaveLength(3);
  });

  it('holds the failed lines, too', async () => {
    const folder = make(`nonsense\n${keyLine}`);
    expect((await run(folder)).code).toBe(7);
    expect(answersOf({ stdout: readFileSync(join(folder, 'out.jsonl'), 'utf8') })).toHaveLength(2);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('is untouched after %s', async (signal, exitCode) => {
    const folder = make('');
    writeFileSync(join(folder, 'out.jsonl'), 'old');
    const child = start(['batch', '--output', join(folder, 'out.jsonl')], { env });
    const done = ended(child);
    child.stdin!.on('error', () => {});
    child.stdin!.write(keyLine.repeat(5_000));
    while (child.exitCode === null && !readdirSync(folder).some(name => name.endsWith('.tmp')))
      await new Promise(resolve => setTimeout(resolve, 20));
    child.kill(signal);
    const { code, stderr } = await done;
    expect(code).toBe(exitCode);
    expect(stderr).toContain(signal);
    expect(readFileSync(join(folder, 'out.jsonl'), 'utf8')).toBe('old');
    expect(readdirSync(folder).sort()).toEqual(['in.jsonl', 'out.jsonl']);
  });

  it('is untouched when the input cannot be read', async () => {
    const folder = folderWith({ 'out.jsonl': 'old' });
    expect((await run(folder)).code).toBe(2);
    expect(readFileSync(join(folder, 'out.jsonl'), 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['out.jsonl']);
  });

  it.each([
    ['leads to a folder that is not there', '/nowhere/out.jsonl', 'ENOENT'],
    ['leads through a file', join(main, 'out.jsonl'), 'ENOTDIR'],
    ['has a name that is too long', join(tmpdir(), 'x'.repeat(300)), 'ENAMETOOLONG'],
    ['is a folder', tmpdir(), 'EISDIR'],
  ])('is wrong usage if it %s', async (_, file, errorCode) => {
    const ended = await forgekey(['batch', '--output', file], { env, input: keyLine });
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(new RegExp(`^forgekey: Cannot write ${file}: .* \\(${errorCode}\\)\\.\\n$`));
  });

  it('has a name', async () => {
    const { code, stderr } = await forgekey(['batch', '--output', ''], { env, input: keyLine });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'forgekey: "--output" is empty.\nhint: Give the name of a file.\n',
    });
  });

  it.runIf(process.platform === 'linux')('is named when the disk is full', async () => {
    const ended = await forgekey(['batch', '--output', '/dev/full'], { env, input: keyLine });
    expect(ended).toEqual({
      code: 1,
      stdout: '',
      stderr: 'forgekey: Cannot write /dev/full: no space left on device (ENOSPC).\n',
    });
  });
});
