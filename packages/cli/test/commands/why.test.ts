import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { generateSecuredApiKey } from '@forgekey/node';
import { describe, expect, it } from 'vitest';
import { documentOf, folderWith, forgekey, parentApiKey, secrets } from '../support/forgekey.ts';

const key = generateSecuredApiKey({
  parentApiKey,
  restrictions: {
    filters: 'tenant:1',
    restrictIndices: ['products*'],
    restrictSources: '192.0.2.0/24',
    validUntil: 1_893_456_000,
  },
});
const request = ['--index', 'products', '--ip', '192.0.2.7', '--at', '2029-01-01'];

describe('forgekey why with an answer of the server', () => {
  it.each([
    ['403', 'Invalid Application-ID or API key', 'ERR_KEY_SIGNATURE'],
    ['403', 'Invalid API key', 'ERR_RESTRICTIONS_EMPTY'],
    ['403', 'Index not allowed with this API key', 'ERR_INDEX_NOT_ALLOWED'],
    ['403', 'Method not allowed with this API key', 'ERR_METHOD_NOT_ALLOWED'],
    ['403', 'Method not allowed with this referer', 'ERR_REFERER_NOT_ALLOWED'],
    ['400', '"validUntil" parameter expired (less than current date)', 'ERR_KEY_EXPIRED'],
    ['400', 'Unknown parameter: restrictIndexes', 'ERR_RESTRICTION_UNKNOWN'],
    ['400', "filters: Unexpected token '(' expected filter at col 7", 'ERR_FILTER_SYNTAX'],
    ['400', 'filters: Different types are not allowed in the same OR.', 'ERR_FILTER_SYNTAX'],
    ['404', 'Index products does not exist', 'ERR_INDEX_UNKNOWN'],
    ['429', 'Too Many Requests', 'ERR_RATE_LIMITED'],
  ])('explains %s %s', async (status, message, code) => {
    const ended = await forgekey(['why', '--status', status, '--message', message, '--json']);
    expect(ended.code).toBe(8);
    const { ok, error, answered, allowed } = documentOf(ended);
    expect(allowed).toBeNull();
    expect({ ok, error }).toMatchObject({ ok: false, error: { code, hint: expect.any(String) } });
    expect(answered).toEqual([
      expect.objectContaining({
        code,
        reason: expect.stringMatching(/.{20}/),
        hint: expect.stringMatching(/.{20}/),
      }),
    ]);
  });

  it('explains it beside a key, too, if the request is not described', async () => {
    const args = ['why', key, '--status', '403', '--message', 'Index not allowed with this API key'];
    const { code, stdout } = await forgekey([...args, '--at', '2031-01-01']);
    expect(code).toBe(8);
    expect(stdout).toContain('ERR_INDEX_NOT_ALLOWED');
    expect(stdout).toContain('The key was not checked: give --index NAME as well.');
    expect(stdout).toContain('LINT_EXPIRED');
    const document = documentOf(await forgekey([...args, '--json']));
    expect(document).toMatchObject({
      allowed: null,
      answered: [{ code: 'ERR_INDEX_NOT_ALLOWED' }],
      findings: expect.any(Array),
    });
  });

  it('explains an answer of any text by the one rule of its status', async () => {
    const { code, stdout } = await forgekey(['why', '--status', '429', '--message', 'Slow down']);
    expect(code).toBe(8);
    expect(stdout).toContain('ERR_RATE_LIMITED');
  });

  it('lists what a status alone may mean', async () => {
    const { code, stdout } = await forgekey(['why', '--status', '403']);
    expect(code).toBe(8);
    expect(documentOf(await forgekey(['why', '--status', '403', '--json']))).toMatchObject({
      ok: false,
      error: { code: 'ERR_REFUSED' },
    });
    expect(stdout).toContain('One of these');
    expect(stdout.match(/Refused/g)!.length).toBeGreaterThan(3);
  });

  it.each([
    [
      'Unknown parameter: restrictIndexes',
      { parameter: 'restrictIndexes', hint: expect.stringContaining('"restrictIndices"') },
    ],
    ["filters: Unexpected token '(' expected filter at col 7", { column: 8 }],
    ['Index products does not exist', { parameter: 'products' }],
    ['Invalid value for "hitsPerPage" parameter', { parameter: 'hitsPerPage' }],
    ['index not ALLOWED with this api key', { message: 'Index not allowed with this API key' }],
    ['{"message":"Invalid API key","status":403}', { code: 'ERR_RESTRICTIONS_EMPTY', status: 403 }],
  ])('shows what stands in %s', async (message, given) => {
    const { answered } = documentOf(await forgekey(['why', '--message', message, '--json']));
    expect(answered).toEqual([
      expect.objectContaining({ ...(message.startsWith('{') ? {} : { message }), ...given }),
    ]);
  });

  it('holds no placeholder, and no more than the beginning of a long text', async () => {
    for (const status of ['400', '403', '404'])
      expect((await forgekey(['why', '--status', status])).stdout).not.toMatch(/NAME|TEXT/);
    const { stdout } = await forgekey(['why', '--message', `filters: ${'x'.repeat(9_000)}`]);
    expect(stdout.length).toBeLessThan(1_000);
  });

  it('refuses a body that has another status', async () => {
    const args = ['why', '--status', '400', '--message', '{"message":"Invalid API key","status":403}'];
    expect(await forgekey(args)).toMatchObject({ code: 2, stdout: '' });
  });

  it.each([
    [['--status', '200']],
    [['--status', '403', '--message', 'Something else']],
    [['--status', 'forbidden']],
  ])('says so when it does not know: %j', async args => {
    expect(await forgekey(['why', ...args])).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('forgekey why with a key and a request', () => {
  const why = (...args: string[]): ReturnType<typeof forgekey> => forgekey(['why', key, ...request, ...args]);

  it('shows what the engine would run if the request is allowed', async () => {
    const { code, stdout } = await why('--filters', 'brand:Acme', '--query', 'shoe');
    expect(code).toBe(0);
    expect(stdout).toContain('Allowed');
    expect(stdout).toMatch(/filters +tenant:1 AND brand:Acme\n/);
    expect(stdout).toContain('signature was not checked');
  });

  it.each([
    ['another index', ['--index', 'orders'], 'ERR_INDEX_NOT_ALLOWED', ['products*', 'orders']],
    ['another address', ['--ip', '198.51.100.1'], 'ERR_SOURCE_NOT_ALLOWED', ['192.0.2.0/24', '198.51.100.1']],
    ['a later time', ['--at', '2031-01-01'], 'ERR_KEY_EXPIRED', ['2030-01-01', '2031-01-01']],
    [
      'a filter that the engine refuses',
      ['--filters', 'a:1 OR (b:2 AND c:3)'],
      'ERR_FILTER_SYNTAX',
      ['only (X OR Y) AND Z is allowed'],
    ],
  ])('names the rule that refuses %s, and both sides of it', async (_, change, code, texts) => {
    const flags = new Map<string, string>();
    const all = [...request, ...change];
    for (let index = 0; index < all.length; index += 2) flags.set(all[index]!, all[index + 1]!);
    const ended = await forgekey(['why', key, ...[...flags].flat()]);
    expect(ended.code).toBe(8);
    expect(ended.stdout).toContain(code);
    expect(ended.stdout).toMatch(/\n {2}why +\S.*\n(?:.*\n)* {2}hint +\S/);
    for (const text of texts) expect(ended.stdout).toContain(text);
  });

  it('says that the server saw another request if it refused what the key permits', async () => {
    const refused = ['--status', '403', '--message', 'Index not allowed with this API key'];
    const { code, stdout } = await why(...refused);
    expect(code).toBe(8);
    expect(stdout).toMatch(/^Refused: .*\n\nThe key permits the request as described, so .*\n\nAllowed\./s);
    const document = documentOf(await why(...refused, '--json'));
    expect(document).toMatchObject({
      ok: false,
      allowed: true,
      note: expect.stringContaining('Compare the index'),
    });
    // How many requests were made is not looked at.
    const limited = await why('--status', '429', '--json');
    expect({ code: limited.code, note: documentOf(limited).note }).toEqual({ code: 8, note: null });
  });

  it.each([['validUntil='], ['validUntil=-5'], ['filters=a%3A1&filters=b%3A1']])(
    'calls %s ambiguous, as verify does, whether or not a parent API key is known',
    async queryString => {
      const signature = createHmac('sha256', parentApiKey).update(queryString).digest('hex');
      const ambiguous = Buffer.from(signature + queryString).toString('base64');
      for (const env of [secrets, {}]) {
        const ended = await forgekey(['why', ambiguous, '--index', 'i', '--json'], { env });
        expect(documentOf(ended).cause).toMatchObject({ code: 'ERR_KEY_AMBIGUOUS', refusedBy: 'key' });
      }
      expect((await forgekey(['verify', ambiguous], { env: secrets })).stderr).toContain('ERR_KEY_AMBIGUOUS');
    },
  );

  it('checks the signature if a parent API key is known', async () => {
    const other = { ...secrets, ALGOLIA_SEARCH_API_KEY: 'another-parent' };
    const ended = await forgekey(['why', key, ...request, '--json'], { env: other });
    expect(ended.code).toBe(8);
    expect(documentOf(ended)).toMatchObject({
      ok: false,
      error: { code: 'ERR_KEY_SIGNATURE' },
      allowed: false,
      checks: expect.arrayContaining([expect.objectContaining({ name: 'signature', outcome: 'failed' })]),
      cause: { code: 'ERR_KEY_SIGNATURE', status: 403 },
    });
    expect(documentOf(await forgekey(['why', key, ...request, '--json'], { env: secrets }))).toMatchObject({
      ok: true,
      allowed: true,
      checks: expect.arrayContaining([expect.objectContaining({ name: 'signature', outcome: 'passed' })]),
      cause: null,
      parameters: { filters: 'tenant:1' },
    });
  });

  it("applies the parent key's own limits, given as the vendor's API returns them", async () => {
    const limits = {
      value: 'not looked at',
      acl: ['browse'],
      referers: [],
      createdAt: 1_500_000_000_000,
      validity: 0,
    };
    const folder = folderWith({ 'p.json': JSON.stringify(limits), 'bad.json': '{"acl":"search"}' });
    expect((await why('--parent', join(folder, 'p.json'))).stdout).toContain('ERR_METHOD_NOT_ALLOWED');
    expect(await why('--parent', join(folder, 'bad.json'))).toMatchObject({ code: 2 });
  });

  it.each([
    [
      'an index',
      { indexes: ['orders*', 'users'] },
      [],
      /in the parent +indexes orders\*, users\n +asked +indexName products\n/,
    ],
    ['an index', { queryParameters: 'restrictIndices=a,b' }, [], /in the parent +restrictIndices a, b\n/],
    [
      'an address',
      { queryParameters: 'restrictSources=10.0.0.0/8' },
      [],
      /restrictSources 10\.0\.0\.0\/8\n +asked +ip 192/,
    ],
    [
      'a page',
      { referers: ['https://a.example/*'] },
      [],
      /referers https:\/\/a\.example\/\*\n +asked +referer \(none\)\n/,
    ],
    [
      'a page',
      { referers: ['https://a.example/*'] },
      ['--referer', 'https://b.example/'],
      /asked +referer https:\/\/b\.example\/\n/,
    ],
    ['an operation', { acl: ['browse'] }, [], /in the parent +acl browse\n/],
  ])('names the list of the parent that refuses %s: %j', async (_, parent, args, expected) => {
    const file = join(folderWith({ 'p.json': JSON.stringify(parent) }), 'p.json');
    const { code, stdout } = await why('--parent', file, ...args);
    expect(code).toBe(8);
    expect(stdout).toMatch(/\n +refused by +its parent\n/);
    expect(stdout).toMatch(expected);
  });

  it('tells the key, its parent and the request apart', async () => {
    const refusedBy = async (...args: string[]): Promise<unknown> =>
      (documentOf(await why(...args, '--json')).cause as { refusedBy: string }).refusedBy;
    expect(await refusedBy('--filters', 'a:1 OR (b:2 AND c:3)')).toBe('request');
    const file = join(folderWith({ 'p.json': '{"queryParameters":"filters=a OR (b AND c)"}' }), 'p.json');
    expect(await refusedBy('--parent', file)).toBe('parent');
  });

  it('does not blame the signature if the parent key has expired', async () => {
    const limits = { validity: 100, createdAt: 1_700_000_000_000 };
    const file = join(folderWith({ 'p.json': JSON.stringify(limits) }), 'p.json');
    const args = ['why', key, ...request, '--parent', file];
    expect(documentOf(await forgekey([...args, '--json'], { env: secrets }))).toMatchObject({
      allowed: false,
      checks: expect.arrayContaining([expect.objectContaining({ name: 'signature', outcome: 'passed' })]),
      cause: { code: 'ERR_KEY_SIGNATURE', refusedBy: 'parent', reason: expect.stringContaining('expired') },
    });
    expect((await forgekey(args)).stdout).toContain('validity 100 seconds');
  });

  it.each(['--parent', '--parameters', '--parent-key-file', '--file'])(
    'takes no parent API key for the file of %s',
    async flag => {
      const { code, stdout, stderr } = await why(flag, parentApiKey);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain('A secret is never taken as an argument');
      expect(stderr).not.toContain(parentApiKey);
    },
  );

  it('takes parameters as JSON, and refuses one that is given as a flag, too', async () => {
    const file = join(folderWith({ 'q.json': '{"facetFilters":[["a:1","b:2"]]}' }), 'q.json');
    expect(documentOf(await why('--parameters', file, '--json')).parameters).toMatchObject({
      facetFilters: [['a:1', 'b:2']],
    });
    expect(await why('--parameters', file, '--facet-filters', 'c:3')).toMatchObject({ code: 2 });
  });

  it.each(['1.2.3.4.5', 'localhost', '10.0.0.0/8', ''])(
    'refuses %j as an address, which would seem to be allowed',
    async ip => {
      const { code, stderr } = await forgekey(['why', key, '--index', 'products', '--ip', ip]);
      expect({ code, stderr }).toEqual({
        code: 2,
        stderr: expect.stringContaining('"--ip" must be an IPv4'),
      });
    },
  );

  it('asks for what it needs', async () => {
    expect((await forgekey(['why', key])).stderr).toContain('--index');
    expect(await forgekey(['why', key, '--index', ''])).toMatchObject({
      code: 2,
      stderr: 'forgekey: "--index" is empty.\nhint: Name the index that the request searches.\n',
    });
    expect((await forgekey(['why', key, '--index', 'products', '--at', '2029-01-01'])).stderr).toContain(
      '--ip',
    );
    expect((await forgekey(['why', 'a.b.c', '--index', 'products'])).stderr).toContain('forgekey verify');
    expect(await forgekey(['why', 'hello', '--index', 'products'])).toMatchObject({ code: 3 });
  });
});
