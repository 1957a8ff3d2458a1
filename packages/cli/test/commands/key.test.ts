import { join } from 'node:path';
import { generateSecuredApiKey } from '@forgekey/node';
import { describe, expect, it } from 'vitest';
import { documentOf, folderWith, forgekey, parentApiKey, secrets } from '../support/forgekey.ts';

const env = secrets;
const key = (...args: string[]): ReturnType<typeof forgekey> => forgekey(['key', ...args], { env });

describe('forgekey key', () => {
  it('prints the key that the library makes, and nothing else, into a pipe', async () => {
    const flags = [
      '--filters',
      '_tags:user_42',
      '--restrict-indices',
      'a,b_*',
      '--valid-until',
      '2030-01-01',
    ];
    const restrictions = {
      filters: '_tags:user_42',
      restrictIndices: ['a', 'b_*'],
      validUntil: 1_893_456_000,
    };
    expect(await key(...flags)).toEqual({
      code: 0,
      stdout: `${generateSecuredApiKey({ parentApiKey, restrictions })}\n`,
      stderr: '',
    });
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
    expect(refused.stderr).toContain('ERR_RESTRICTION_CONFLICT');
  });

  it('reads restrictions from standard input, and the secret from a file', async () => {
    // The line break at the end of a file is no part of the secret.
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
    ['a value of another type', ['--hits-per-page', 'many'], 6, 'ERR_RESTRICTION_VALUE'],
    ['a filter that the engine refuses', ['--filters', 'a:1 OR (b:2 AND c:3)'], 6, 'LINT_FILTER_SYNTAX'],
    ['an expiry in the past', ['--filters', 'a:1', '--valid-until', '2020-01-01'], 6, 'LINT_EXPIRED'],
    ['a flag given twice', ['--filters', 'a:1', '--filters', 'b:1'], 2, '--filters is given twice'],
    ['two expiries', ['--valid-for', '1h', '--valid-until', '2030-01-01'], 2, 'give one'],
    ['a misspelt flag', ['--restrict-indexes', 'a'], 2, '--restrict-indices'],
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
    ['no JSON', 'filters=a:1'],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])],
  ])('refuses a file with %s', async (_, content) => {
    const file = join(folderWith({ 'r.json': content }), 'r.json');
    expect(await key('--restrictions', file)).toMatchObject({ code: 2, stdout: '' });
  });

  it('refuses a misspelt name in a file, unless told otherwise', async () => {
    const file = join(folderWith({ 'r.json': '{"restrictIndexes":["a"]}' }), 'r.json');
    const refused = await key('--restrictions', file);
    expect(refused.code).toBe(6);
    expect(refused.stderr).toContain('--allow-unknown-parameters');
    expect(await key('--restrictions', file, '--allow-unknown-parameters')).toMatchObject({
      code: 0,
      stderr: '',
    });
  });

  it('makes a key with lint errors when told to', async () => {
    const args = ['--filters', 'a:1 OR (b:2 AND c:3)', '--allow-lint-errors', '--json'];
    const { ok, findings } = documentOf(await key(...args));
    expect(ok).toBe(true);
    expect(findings).toContainEqual(
      expect.objectContaining({ code: 'LINT_FILTER_SYNTAX', severity: 'error' }),
    );
  });

  it('prints an error as a document on standard output with --json', async () => {
    const ended = await key('--filters', '', '--json');
    expect(ended).toMatchObject({ code: 6, stderr: '' });
    expect(documentOf(ended)).toEqual({
      ok: false,
      error: { code: 'ERR_RESTRICTION_EMPTY', message: expect.any(String), parameter: 'filters' },
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
    ['with a blank at its end', `${parentApiKey} \n`],
    ['with two line breaks at its end', `${parentApiKey}\n\n`],
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
    expect(ended.stderr).toContain('never taken as an argument');
    expect(ended.stderr).not.toContain(parentApiKey);
  });
});
