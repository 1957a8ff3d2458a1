import { join } from 'node:path';
import { forgeSecuredUserToken, generateSecuredApiKey } from '@forgekey/node';
import { describe, expect, it } from 'vitest';
import {
  documentOf,
  folderWith,
  forgekey,
  parentApiKey,
  secretKey,
  secretKeyId,
} from '../support/forgekey.ts';

const validUntil = 1_893_456_000;
const key = generateSecuredApiKey({
  parentApiKey,
  restrictions: { facetFilters: [['a:1', 'b:2'], 'c:3'], validUntil },
});
const now = new Date('2030-01-01T00:00:00Z');
const token = forgeSecuredUserToken({ secretKey, secretKeyId, userId: 'user-42', expiresIn: 900, now });
const secured = (queryString: string): string => Buffer.from('0'.repeat(64) + queryString).toString('base64');

describe('forgekey inspect', () => {
  it("reads the key of the vendor's page, and says that it proves nothing", async () => {
    const { code, stdout } = await forgekey([
      'inspect',
      'YTgyMzMwOTkzMjA2Mzk5OWUxNjhjYmIwMGZkNGFmMzk2NDU3ZjMyYTg1NThiZjgxNDRiOTk3ZGE3NDU4YTA3ZWZpbHRlcnM9X3RhZ3MlM0F1c2VyXzQy',
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain('not verified');
    expect(stdout).toMatch(/filters +_tags:user_42/);
    expect(stdout).toMatch(/expires +never/);
  });

  it('shows lists, the expiry as a date and in words, and where the characters go', async () => {
    const { stdout } = await forgekey(['inspect', key, '--at', '2029-12-31T22:30:00Z']);
    expect(stdout).toContain('2030-01-01 00:00:00 UTC (in 1 hour 30 minutes)');
    expect(stdout).toMatch(/facetFilters +a:1 OR b:2\n +c:3\n/);
    expect(stdout).toMatch(new RegExp(`total +${key.length} +█+░+┃\n`));
    expect(stdout).toMatch(/signature +88 +█+\n/);
  });

  it('marks 500 within the bar of a longer key, and says why it matters', async () => {
    const long = generateSecuredApiKey({ parentApiKey, restrictions: { filters: `a:${'x'.repeat(600)}` } });
    const { stdout } = await forgekey(['inspect', long]);
    expect(stdout).toMatch(/total +\d+ +█+┃█+\n/);
    expect(stdout).toContain('LINT_KEY_LENGTH');
  });

  it('calls a key good and a token expired at the last moment, as verify does', async () => {
    const at = ['--at', '2030-01-01T00:15:00Z'];
    expect((await forgekey(['inspect', token, ...at])).stdout).toMatch(/expires +.* \(now\): expired\n/);
    const lastMoment = ['--at', '2030-01-01'];
    expect((await forgekey(['inspect', key, ...lastMoment])).stdout).toMatch(/expires +.* \(now\)\n/);
    const env = { ALGOLIA_SECRET_KEY: secretKey, ALGOLIA_SEARCH_API_KEY: parentApiKey };
    expect((await forgekey(['verify', token, ...at], { env })).code).toBe(5);
    expect((await forgekey(['verify', key, ...lastMoment], { env })).code).toBe(0);
  });

  it('prints one document with --json, also of an expired key', async () => {
    const document = documentOf(await forgekey(['inspect', key, '--json', '--at', '2030-01-01T00:00:01Z']));
    expect(document).toMatchObject({
      ok: true,
      kind: 'securedApiKey',
      proven: false,
      expiresAt: '2030-01-01T00:00:00.000Z',
      remainingSec: -1,
      restrictions: { facetFilters: [['a:1', 'b:2'], 'c:3'], validUntil },
      problems: [],
      length: key.length,
      findings: [{ code: 'LINT_EXPIRED' }, { code: 'LINT_RULES_MAY_PIN' }],
      shorter: null,
    });
  });

  it('reads a token, from standard input or a file', async () => {
    const fromInput = await forgekey(['inspect', '--at', '2030-01-01'], { input: `\n${token}\n` });
    expect(fromInput.stdout).toMatch(/user id +user-42\n +key id +key-1\n +expires +.*in 15 minutes/);
    const file = join(folderWith({ token }), 'token');
    expect(documentOf(await forgekey(['inspect', '--file', file, '--json']))).toMatchObject({
      kind: 'userToken',
      proven: false,
      userId: 'user-42',
      claims: { sub: 'user-42', exp: now.getTime() / 1000 + 900 },
    });
  });

  it.each([
    ['a header', `X-Algolia-API-Key: ${key}`, 'securedApiKey'],
    [
      'the URL of a log',
      `GET /1/indexes/a?x-algolia-api-key=${encodeURIComponent(key)}&b=1`,
      'securedApiKey',
    ],
    ['a JSON answer', JSON.stringify({ securedApiKey: key }), 'securedApiKey'],
    ['an Authorization header', `Authorization: Bearer ${token}`, 'userToken'],
    ['the value of one', `Bearer ${token}`, 'userToken'],
  ])('reads %s that holds the credential, as an argument or on standard input', async (_, text, kind) => {
    for (const ended of [
      await forgekey(['inspect', text, '--json']),
      await forgekey(['inspect', '--json'], { input: `${text}\n` }),
    ])
      expect(documentOf(ended)).toMatchObject({ ok: true, kind });
  });

  it('prints nothing of a plain API key in a header', async () => {
    const ended = await forgekey(['inspect', `x-algolia-api-key: ${parentApiKey}`]);
    expect(ended).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('a plain API key') });
    expect(ended.stderr).not.toContain(parentApiKey);
  });

  it('refuses a text that holds several credentials', async () => {
    const ended = await forgekey(['inspect'], { input: `${key}\n${token}\n` });
    expect(ended).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('standard input contains 2 credentials.'),
    });
  });

  it.each([
    ['objects', '{"a":', '}'],
    ['lists', '[', ']'],
  ])('refuses a token of %s that nest deeper than any claim, in a few words', async (_, open, close) => {
    const claims = `{"sub":"u","exp":1,"deep":${open.repeat(900)}1${close.repeat(900)}}`;
    const encoded = ['{"alg":"HS256","kid":"k"}', claims].map(part =>
      Buffer.from(part).toString('base64url'),
    );
    for (const args of [[], ['--json']]) {
      const { code, stdout, stderr } = await forgekey(['inspect', `${encoded.join('.')}.AAAA`, ...args]);
      expect({ code, isShort: (stdout + stderr).length < 500 }).toEqual({ code: 3, isShort: true });
      expect(stdout + stderr).toContain('ERR_TOKEN_MALFORMED');
    }
  });

  it('lists what is ambiguous', async () => {
    const { code, stdout } = await forgekey(['inspect', secured('filters=a:1&filters=b:1&validUntil=soon')]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/problem +"filters" occurs more than once/);
    expect(stdout).toMatch(/expires +unreadable: soon/);
  });

  it.each([
    [
      'a condition that changes nothing',
      { filters: 'a:1 AND (a:1 OR b:1)' },
      'info LINT_REDUNDANT_CONDITION',
    ],
    ['conditions that exclude each other', { filters: 'a:1 AND NOT a:1' }, 'warning LINT_NEVER_MATCHES'],
    ['rules that may pin a record', { filters: 'a:1' }, 'info LINT_RULES_MAY_PIN'],
    [
      'attributes that a request can reach',
      { filters: 'a:1', attributesToRetrieve: ['name'] },
      'info LINT_HIDDEN_ATTRIBUTE_REACHABLE',
    ],
  ])('finds %s', async (_, restrictions, line) => {
    const { stdout } = await forgekey(['inspect', generateSecuredApiKey({ parentApiKey, restrictions })]);
    expect(stdout).toContain(line);
  });

  it('writes a key over the length limit shorter, if it can', async () => {
    const groups = Array.from({ length: 20 }, (_, at) => `(team:alpha OR team:beta${at})`).join(' AND ');
    const long = generateSecuredApiKey({
      parentApiKey,
      restrictions: { filters: `team:alpha AND ${groups}` },
    });
    const document = documentOf(await forgekey(['inspect', long, '--json']));
    const shorter = document.shorter as { length: number; saved: number; restrictions: object };
    expect(shorter.restrictions).toEqual({ filters: 'team:alpha' });
    expect(shorter.length).toBe(
      generateSecuredApiKey({ parentApiKey, restrictions: shorter.restrictions }).length,
    );
    expect(shorter.length + shorter.saved).toBe(long.length);
    const { stdout } = await forgekey(['inspect', long]);
    expect(stdout).toContain(`The same key in ${shorter.length} characters, ${shorter.saved} fewer`);
  });

  it('leaves a long key as it is that cannot be written shorter', async () => {
    const filters = Array.from({ length: 80 }, (_, at) => `team:t${at}`).join(' OR ');
    const long = generateSecuredApiKey({ parentApiKey, restrictions: { filters } });
    expect(documentOf(await forgekey(['inspect', long, '--json']))).toMatchObject({ shorter: null });
  });

  it('lets no text of the key steer the terminal', async () => {
    const hostile = secured(
      `filters=${encodeURIComponent('a:\x1b]0;owned\x07\u202e')}&${encodeURIComponent('\x1b[2J')}=1`,
    );
    const { stdout } = await forgekey(['inspect', hostile]);
    expect(stdout).toContain('\\u{1b}');
    expect(stdout).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
    expect((await forgekey(['inspect', hostile, '--json'])).stdout).not.toMatch(
      /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/,
    );
  });

  it.each([
    ['a text that is not a credential', ['hello'], 3],
    ['a token that was cut', [token.slice(0, -50)], 3],
    ['a credential over the limit', [], 2],
    ['two credentials', [key, key], 2],
    ['a plain API key', [parentApiKey], 2],
  ])('refuses %s', async (_, args, code) => {
    const input = args.length === 0 ? 'A'.repeat(90_000) : '';
    expect(await forgekey(['inspect', ...args], { input })).toMatchObject({ code, stdout: '' });
  });
});
