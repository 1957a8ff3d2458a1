import { join } from 'node:path';
import { generateSecuredApiKey } from '@forgekey/node';
import { describe, expect, it } from 'vitest';
import { documentOf, folderWith, forgekey, parentApiKey, secrets } from '../support/forgekey.ts';

const env = secrets;
const key = (...args: string[]): ReturnType<typeof forgekey> => forgekey(['key', ...args], { env });

describe('forgekey key', () => {
  it('prints the key that the library makes, and nothing else, into a pipe', async () => {
    const validUntil = Math.floor(Date.now() / 1000) + 3_600;
    const flags = [
      '--filters',
      '_tags:user_42',
      '--restrict-indices',
      'a,b_*',
      '--valid-until',
      String(validUntil),
    ];
    const restrictions = { filters: '_tags:user_42', restrictIndices: ['a', 'b_*'], validUntil };
    expect(await key(...flags)).toEqual({
      code: 0,
      stdout: `${generateSecuredApiKey({ parentApiKey, restrictions })}\n`,
      stderr: '',
    });
  });

  it('prints what is legal but wrong beside the key, on standard error, into a pipe, too', async () => {
    const { code, stdout, stderr } = await key('--filters', 'a:1', '--user-token', 'ann@example.org');
    expect({ code, lines: stdout.split('\n').length }).toEqual({ code: 0, lines: 2 });
    expect(stderr).toMatch(/^warning LINT_NO_EXPIRY .*\nwarning LINT_USER_TOKEN_CHARACTERS .*\n$/);
    expect((await key('--filters', 'a:1', '--json')).stderr).toBe('');
  });

  it('warns of a parent API key that looks like an application id', async () => {
    const args = ['key', '--filters', 'a:1', '--valid-for', '1h'];
    const { code, stderr } = await forgekey(args, { env: { ALGOLIA_SEARCH_API_KEY: 'B1G2GM9NG0' } });
    expect(code).toBe(0);
    expect(stderr).toMatch(/^warning LINT_PARENT_KEY_FORMAT .*whether it is the application ID/);
    expect(stderr).not.toContain('B1G2GM9NG0');
  });

  it('counts --valid-for from now on', async () => {
    const { expiresAt, remainingSec } = documentOf(await key('--valid-for', '1h30m', '--json'));
    expect(remainingSec).toBeGreaterThan(5_300);
    expect(remainingSec).toBeLessThanOrEqual(5_400);
    expect(Date.parse(expiresAt as string)).toBeGreaterThan(Date.now());
  });

  it('prints one document with --json', async () => {
    const document = documentOf(await key('--filters', 'a:1', '--json'));
    expect(document).toMatchObject({
      ok: true,
      kind: 'securedApiKey',
      securedApiKey: generateSecuredApiKey({ parentApiKey, restrictions: { filters: 'a:1' } }),
      expiresAt: null,
      remainingSec: null,
      restrictions: { filters: 'a:1' },
      findings: [{ code: 'LINT_NO_EXPIRY', severity: 'warning' }],
    });
  });

  it('joins flags with a file of restrictions, and refuses a parameter that they disagree on', async () => {
    const file = join(
      folderWith({ 'r.json': '{"searchParams":{"hitsPerPage":5},"filters":"a:1"}' }),
      'r.json',
    );
    const joined = documentOf(
      await key('--restrictions', file, '--filters', 'a:1', '--user-token', 'u', '--json'),
    );
    expect(joined.restrictions).toEqual({ filters: 'a:1', hitsPerPage: 5, userToken: 'u' });

    const refused = await key('--restrictions', file, '--filters', 'b:1');
    expect(refused).toMatchObject({ code: 6, stdout: '' });
    expect(refused.stderr).toEqual(
      expect.stringMatching(
        /^forgekey: "filters" .*\(ERR_RESTRICTION_CONFLICT\)\nhint: Give it once\. Join two filters with AND\.\n$/,
      ),
    );
  });

  it('reads restrictions from standard input, and the secret from a file', async () => {
    // The line break at the end of a file is not part of the secret.
    const file = join(folderWith({ 'parent.txt': `${parentApiKey}\r\n` }), 'parent.txt');
    const { stdout } = await forgekey(['key', '--restrictions', '-', '--parent-key-file', file], {
      input: '{"facetFilters":[["a:1","b:2"],"c:3"]}',
    });
    const restrictions = { facetFilters: [['a:1', 'b:2'], 'c:3'] };
    expect(stdout).toBe(`${generateSecuredApiKey({ parentApiKey, restrictions })}\n`);
  });

  it('reads the secret from standard input, but not the secret and the restrictions', async () => {
    const args = ['key', '--parent-key-file', '-', '--filters', 'a:1'];
    const { stdout } = await forgekey(args, { input: `${parentApiKey}\n` });
    expect(stdout).toBe(`${generateSecuredApiKey({ parentApiKey, restrictions: { filters: 'a:1' } })}\n`);
    const both = await forgekey(['key', '--parent-key-file', '-', '--restrictions', '-'], {
      input: '{"filters":"a:1"}',
    });
    expect(both).toMatchObject({ code: 2, stdout: '' });
  });

  it.each([
    ['no restriction', [], 6, 'ERR_RESTRICTIONS_EMPTY'],
    ['an empty filter', ['--filters', ''], 6, 'ERR_RESTRICTION_EMPTY'],
    [
      'a value of another type',
      ['--hits-per-page', 'many'],
      6,
      'forgekey: "--hits-per-page" must be an integer; it is "many". (ERR_RESTRICTION_VALUE)',
    ],
    [
      'text that is not a list',
      ['--restrict-indices=['],
      6,
      '"--restrict-indices" must be a list of strings, or one string; it is "[". (ERR_RESTRICTION_VALUE)\nhint: Separate',
    ],
    [
      'a filter that the engine refuses',
      ['--filters', 'a:1 OR (b:2 AND c:3)'],
      6,
      'LINT_FILTER_SYNTAX filters',
    ],
    [
      'a broken number in a list',
      ['--numeric-filters', 'a=b'],
      6,
      'LINT_FILTER_SYNTAX column 1: "numericFilters" has an invalid item',
    ],
    ['an expiry of zero', ['--valid-until', '0'], 2, '"--valid-until" must set an expiry after 1970'],
    ['an expiry out of range', ['--valid-until', '9999-01-01'], 2, 'before 5138'],
    ['a lifetime out of range', ['--valid-for', '9999999w'], 2, '"--valid-for" must set an expiry'],
    ['an expiry in the past', ['--filters', 'a:1', '--valid-until', '2020-01-01'], 6, 'LINT_EXPIRED'],
    ['a flag given twice', ['--filters', 'a:1', '--filters', 'b:1'], 2, '"--filters" is given twice'],
    [
      'a flag for the value of another',
      ['--filters', '--user-token=u'],
      2,
      '"--filters" has no value: "--user-token"',
    ],
    [
      'a space in a list',
      ['--restrict-indices', 'a, b'],
      2,
      '"--restrict-indices" contains " b", which has leading or trailing whitespace',
    ],
    [
      'a space in a group',
      ['--facet-filters', 'a:1,(b:2, c:3)'],
      2,
      '"--facet-filters" contains " c:3", which has leading',
    ],
    [
      'JSON for a file',
      ['--restrictions', '{"filters":"a:1"}'],
      2,
      '"--restrictions" must be a file name, not JSON.',
    ],
    ['an empty name of a file', ['--restrictions', ''], 2, '"--restrictions" is empty.\nhint: Give the name'],
    ['two expiries', ['--valid-for', '1h', '--valid-until', '2030-01-01'], 2, 'Give one of them'],
    ['a misspelled flag', ['--restrict-indexes', 'a'], 2, 'Did you mean "--restrict-indices"?'],
    ['a file that is not there', ['--restrictions', '/nowhere/r.json'], 2, 'ENOENT'],
    ['a folder for a file', ['--restrictions', '/'], 2, 'EISDIR'],
  ])('refuses %s', async (_, args, code, text) => {
    const ended = await key(...args);
    expect(ended).toMatchObject({ code, stdout: '' });
    expect(ended.stderr).toContain(text);
    expect(
      ended.stderr
        .trimEnd()
        .split('\n')
        .every(line => line.length > 0),
    ).toBe(true);
  });

  it.each([
    ['twice the same member', '{"filters":"a:1","filters":"b:1"}'],
    ['a number that cannot be kept', '{"userToken":12345678901234567890}'],
    ['a list', '["filters"]'],
    ['text that is not JSON', 'filters=a:1'],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])],
  ])('refuses a file with %s', async (_, content) => {
    const file = join(folderWith({ 'r.json': content }), 'r.json');
    expect(await key('--restrictions', file)).toMatchObject({ code: 2, stdout: '' });
  });

  it('refuses a misspelled name in a file, unless told otherwise', async () => {
    const file = join(folderWith({ 'r.json': '{"restrictIndexes":["a"]}' }), 'r.json');
    const refused = await key('--restrictions', file);
    expect(refused.code).toBe(6);
    expect(refused.stderr).toContain('--allow-unknown-parameters');
    const made = await key('--restrictions', file, '--allow-unknown-parameters');
    expect(made).toMatchObject({ code: 0, stderr: expect.not.stringContaining('ERR_') });
    const { stdout } = await forgekey(['inspect', made.stdout.trim()]);
    expect(stdout).toContain('needs --allow-unknown-parameters');
  });

  it('makes a key with lint errors when told to', async () => {
    const args = ['--filters', 'a:1 OR (b:2 AND c:3)', '--allow-lint-errors', '--json'];
    const { ok, findings } = documentOf(await key(...args));
    expect(ok).toBe(true);
    expect(findings).toContainEqual(
      expect.objectContaining({ code: 'LINT_FILTER_SYNTAX', severity: 'error' }),
    );
  });

  it('says in a document what a finding of lint is about, and where', async () => {
    const { error } = documentOf(await key('--filters', 'a:1 OR b=x', '--json')) as Record<string, object>;
    expect(error).toMatchObject({
      code: 'LINT_FILTER_SYNTAX',
      parameter: 'filters',
      column: expect.any(Number),
    });
  });

  it('shows the beginning of a name that is long', async () => {
    const input = JSON.stringify({ ['n'.repeat(9_000)]: 'x' });
    const { stdout } = await forgekey(['key', '--restrictions', '-', '--json'], { env, input });
    expect(stdout.length).toBeLessThan(500);
  });

  it('prints an error as a document on standard output with --json', async () => {
    const ended = await key('--filters', '', '--json');
    expect(ended).toMatchObject({ code: 6, stderr: '' });
    expect(documentOf(ended)).toEqual({
      ok: false,
      error: {
        code: 'ERR_RESTRICTION_EMPTY',
        message: expect.any(String),
        hint: expect.any(String),
        parameter: 'filters',
      },
    });
  });
});

describe('the secret of forgekey key', () => {
  it('names what is missing, and where it may come from', async () => {
    const { code, stderr } = await forgekey(['key', '--filters', 'a:1']);
    expect(code).toBe(2);
    expect(stderr).toContain('ALGOLIA_SEARCH_API_KEY');
    expect(stderr).toContain('--parent-key-file');
  });

  it.each([
    ['empty', ''],
    ['with a space at its end', `${parentApiKey} \n`],
    ['with two line breaks at its end', `${parentApiKey}\n\n`],
    ['with a NUL', `${parentApiKey}\0\n`],
    ['with a tab', `${parentApiKey.slice(0, 16)}\t${parentApiKey.slice(16)}\n`],
    ['with two keys', `${parentApiKey}\n${parentApiKey}\n`],
  ])('is refused from a file %s', async (_, content) => {
    const file = join(folderWith({ 'parent.txt': content }), 'parent.txt');
    const ended = await key('--filters', 'a:1', '--parent-key-file', file);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).not.toContain(parentApiKey);
  });

  it.each([
    [['key', parentApiKey]],
    [['key', '--parent-key', parentApiKey]],
    [['key', `--parent-api-key=${parentApiKey}`]],
  ])('is refused as an argument: %#', async args => {
    const ended = await forgekey([...args, '--filters', 'a:1'], { env });
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain('A secret is never taken as an argument');
    expect(ended.stderr).not.toContain(parentApiKey);
  });
});
