import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readSeed, SeedFileError, startEmulator } from '../src/index.ts';
import { call, parentApiKey } from './support.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'forgekey-seed-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

describe('readSeed', () => {
  it('reads what startEmulator takes, and ignores other files and folders', async () => {
    const folder = folderWith({
      'docs.ndjson': '{"objectID":"1","tenant":"a"}\n{"objectID":"2","tenant":"b"}\n',
      'docs.settings.json': '{"attributesForFaceting":["tenant"]}',
      'docs.rules.json': '[{"objectID":"r","consequence":{"hide":[{"objectID":"2"}]}}]',
      'keys.json': JSON.stringify({ [parentApiKey]: {} }),
      'notes.txt': 'not data',
      '._docs.json': new Uint8Array([0, 5, 22, 7]),
    });
    mkdirSync(join(folder, 'more.json'));
    await using emulator = await startEmulator(await readSeed(folder));
    const { body } = await call(emulator, '/1/indexes/docs/query', { apiKey: parentApiKey, body: {} });
    expect(body).toMatchObject({ nbHits: 1, hits: [{ objectID: '1' }] });
  });

  it.each([
    ['broken JSON', { 'a.json': '[\n{]' }, 'a.json', undefined, /line 2, column 2\.$/],
    ['a broken line', { 'a.ndjson': '{"objectID":"1"}\n{' }, 'a.ndjson', 2, /at column 2\.$/],
    ['a record that is not one', { 'a.json': '[{"objectID":"1"},\n\n{}]' }, 'a.json', 3, /A record must/],
    ['a rule of the wrong form', { 'a.rules.json': '[\n{"objectID":1}]' }, 'a.rules.json', 2, /In a rule/],
    ['two files for one index', { 'a.json': '[]', 'a.ndjson': '' }, 'a.ndjson', undefined, /another file/],
    ['bytes that are not UTF-8', { 'a.json': new Uint8Array([0xff]) }, 'a.json', undefined, /UTF-8/],
    ['limits of the wrong type', { 'keys.json': '{"k":{"acl":1}}' }, 'keys.json', undefined, /"acl"/],
    ['an unknown right', { 'keys.json': '{"k":{"acl":["serach"]}}' }, 'keys.json', undefined, /"acl" must/],
    ['an unknown limit', { 'keys.json': '{"k":{"referrers":[]}}' }, 'keys.json', undefined, /"referrers"/],
  ])('refuses %s by file and line', async (_, files, name, line, message) => {
    const folder = folderWith(files as unknown as Record<string, string>);
    const error = await readSeed(folder).catch(thrown => thrown);
    expect(error).toBeInstanceOf(SeedFileError);
    expect(error).toMatchObject({ path: join(folder, name), line, hint: expect.stringContaining('Nothing') });
    expect(error.message).toMatch(message);
  });

  it('passes on why a folder cannot be read', async () => {
    await expect(readSeed('/nowhere/at/all')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
