import { join } from 'node:path';
import { generateSecuredApiKey } from '@forgekey/node';
import { describe, expect, it } from 'vitest';
import { documentOf, type Ended, folderWith, forgekey, parentApiKey } from '../support/forgekey.ts';

const keyOf = (restrictions: object): string => generateSecuredApiKey({ parentApiKey, restrictions });
const linesOf = (...filters: string[]): string =>
  filters
    .map((text, index) => `${JSON.stringify({ id: `k${index + 1}`, restrictions: { filters: text } })}\n`)
    .join('');
const prove = (input: string, ...args: string[]): Promise<Ended> => forgekey(['prove', ...args], { input });
const file = (name: string, content: unknown): string =>
  join(folderWith({ [name]: typeof content === 'string' ? content : JSON.stringify(content) }), name);
const singleValued = (): string => file('schema.json', { tenant_id: { singleValued: true } });
const byTenant = ['--tenant-attribute', 'tenant_id'];

interface Document {
  readonly answers: readonly { readonly id: string; readonly verdict: string; readonly record?: object }[];
  readonly separation: {
    readonly verdict: string;
    readonly tenants: number;
    readonly meetings: readonly object[];
  };
  readonly assumptions: readonly { readonly code: string }[];
  readonly sample: object;
}
const proofOf = async (input: string, ...args: string[]): Promise<Document> =>
  documentOf(await prove(input, ...args, '--json')) as unknown as Document;

describe('forgekey prove --claim', () => {
  it('says by which group the claim is proved, and what that assumes', async () => {
    const key = keyOf({ filters: 'tenant_id:42 AND (public:true OR owner:ann)' });
    const { code, stdout } = await forgekey(['prove', key, '--claim', 'tenant_id:42']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Proved\. Keys: 1 proved\.\n/);
    expect(stdout).toMatch(/\n {2}by +filters: tenant_id:42\n/);
    expect(stdout).toMatch(/\n {2}rules +\S/);
  });

  it('shows a record that breaks the claim, and exits with 9', async () => {
    const { code, stdout } = await prove(
      linesOf('tenant_id:42', 'NOT tenant_id:7'),
      '--claim',
      'tenant_id:42',
    );
    expect(code).toBe(9);
    expect(stdout).toMatch(/Refuted: k2\n {2}claim +tenant_id:42\n {2}shows +\{\}/);
  });

  it.each([
    ['a key that shows nothing', JSON.stringify({ restrictions: { filters: 'a:1 AND NOT a:1' } }), 'vacuous'],
    [
      'an ambiguous key',
      JSON.stringify({ securedApiKey: btoa(`${'0'.repeat(64)}filters=a%3A1&filters=b%3A1`) }),
      'undecided',
    ],
  ])('exits with 10 for %s', async (_, line, verdict) => {
    const ended = await prove(`${line}\n`, '--claim', 'a:1', '--json');
    expect(ended.code).toBe(10);
    expect(documentOf(ended)).toMatchObject({
      ok: false,
      error: { code: `ERR_${verdict.toUpperCase()}` },
      verdict,
    });
  });

  it('reads keys from arguments, a file, and standard input', async () => {
    const key = keyOf({ filters: 'a:1' });
    const lines = `${JSON.stringify({ id: 7, securedApiKey: key })}\n\n${linesOf('a:1 AND b:2')}`;
    const idsOf = ({ answers }: Document): string[] => answers.map(({ id }) => id);
    expect(idsOf(await proofOf('', key, `x-algolia-api-key: ${key}`, '--claim', 'a:1'))).toEqual([
      'argument 1',
      'argument 2',
    ]);
    expect(idsOf(await proofOf(lines, '--claim', 'a:1'))).toEqual(['7', 'k1']);
    expect(idsOf(await proofOf('', '--input', file('k.jsonl', lines), '--claim', 'a:1'))).toEqual([
      '7',
      'k1',
    ]);
  });

  it("counts the parent's filters, and a rule that pins a record", async () => {
    const parent = file('parent.json', { queryParameters: 'filters=tenant_id%3A42' });
    const lines = linesOf('public:true');
    expect(await prove(lines, '--claim', 'tenant_id:42')).toMatchObject({ code: 9 });
    expect(await prove(lines, '--claim', 'tenant_id:42', '--parent', parent)).toMatchObject({ code: 0 });
    const rules = file('rules.json', [
      { objectID: 'promo', consequence: { promote: [{ objectID: 'p1', position: 0 }] } },
    ]);
    const { code, stdout } = await prove(
      linesOf('tenant_id:42'),
      '--claim',
      'tenant_id:42',
      '--rules',
      rules,
    );
    expect(code).toBe(9);
    expect(stdout).toContain('rule promo');
  });

  it('reports an attribute that the settings do not declare', async () => {
    const args = (declared: string[]): string[] => [
      '--claim',
      'tenant_id:42',
      '--settings',
      file('settings.json', { attributesForFaceting: declared }),
    ];
    const codesOf = ({ assumptions }: Document): string[] => assumptions.map(({ code }) => code);
    expect(codesOf(await proofOf(linesOf('tenant_id:42'), ...args([])))).toContain('faceting');
    expect(codesOf(await proofOf(linesOf('tenant_id:42'), ...args(['tenant_id'])))).not.toContain('faceting');
  });
});

describe('forgekey prove --tenant-attribute', () => {
  it('shows a record with several values, unless the schema states a single one', async () => {
    const lines = linesOf('tenant_id:1 AND public:true', 'tenant_id:2');
    const { code, stdout } = await prove(lines, ...byTenant);
    expect(code).toBe(9);
    expect(stdout).toContain('Keys: 2 proved. Tenants: refuted.');
    expect(stdout).toMatch(/Refuted: k1 and k2\n {2}shows +\{"tenant_id":\[1,2\]/);
    const proof = await proofOf(lines, ...byTenant, '--schema', singleValued());
    expect(proof.separation).toMatchObject({ verdict: 'proved', tenants: 2, comparedPairs: 0 });
    expect(proof.assumptions.map(({ code: name }) => name)).toContain('schema');
  });

  it('permits the shared values, and reports one that is not listed', async () => {
    const lines = linesOf('tenant_id:1 OR tenant_id:shared', 'tenant_id:2 OR tenant_id:shared');
    const args = [...byTenant, '--schema', singleValued()];
    expect(await prove(lines, ...args, '--shared', 'shared')).toMatchObject({ code: 0 });
    const { separation } = await proofOf(lines, ...args);
    expect(separation.meetings).toEqual([
      expect.objectContaining({ ids: ['k1', 'k2'], verdict: 'refuted', record: { tenant_id: 'shared' } }),
    ]);
  });

  it('takes keys with the same values for one tenant, whatever the case', async () => {
    const lines = linesOf('tenant_id:ACME AND owner:ann', 'tenant_id:acme AND owner:bob', 'tenant_id:zeta');
    const { separation } = await proofOf(lines, ...byTenant, '--schema', singleValued());
    expect(separation).toMatchObject({ verdict: 'proved', tenants: 2 });
  });

  it('compares every pair that shares a value, even if the first owner is in another index', async () => {
    const key = (id: string, other: number, index: string): string =>
      `${JSON.stringify({ id, restrictions: { filters: `tenant_id:1 OR tenant_id:${other}`, restrictIndices: [index] } })}\n`;
    const lines = key('x', 2, 'a') + key('y', 3, 'b') + key('z', 4, 'b');
    const { separation } = await proofOf(lines, ...byTenant, '--schema', singleValued());
    expect(separation.meetings).toEqual([expect.objectContaining({ ids: ['y', 'z'], indexName: 'b' })]);
  });

  it('finds a key that is not confined to values of the attribute', async () => {
    const { answers } = await proofOf(linesOf('tenant_id:1', 'public:true OR tenant_id:2'), ...byTenant);
    expect(answers).toMatchObject([{ verdict: 'proved' }, { verdict: 'refuted' }]);
  });

  it('stops at twenty pairs that meet, and says so', async () => {
    const lines = linesOf(
      ...Array.from({ length: 60 }, (_, index) => `tenant_id:t${index} OR tenant_id:all`),
    );
    const { separation } = await proofOf(lines, ...byTenant, '--schema', singleValued());
    expect(separation).toMatchObject({ verdict: 'refuted', isComplete: false });
    expect(separation.meetings).toHaveLength(20);
  });

  it('proves ten thousand keys of different tenants in a small heap', async () => {
    const lines = linesOf(
      ...Array.from(
        { length: 10_000 },
        (_, index) => `tenant_id:t${index} AND (public:true OR owner:u${index})`,
      ),
    );
    const args = ['prove', ...byTenant, '--schema', singleValued()];
    const child = await forgekey(args, { input: lines, nodeOptions: ['--max-old-space-size=96'] });
    expect(child).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Proved\. Keys: 10000 proved\./) });
  });
});

describe('forgekey prove --not-wider-than', () => {
  const baseline = keyOf({ filters: 'tenant_id:42', restrictIndices: ['products'] });

  it.each([
    ['a narrower key', { filters: 'tenant_id:42 AND public:true', restrictIndices: ['products'] }, 0],
    ['a key with more records', { filters: 'tenant_id:42 OR public:true', restrictIndices: ['products'] }, 9],
    ['a key with another index', { filters: 'tenant_id:42', restrictIndices: ['products', 'orders'] }, 9],
  ])('judges %s', async (_, restrictions, code) => {
    expect(await forgekey(['prove', keyOf(restrictions), '--not-wider-than', baseline])).toMatchObject({
      code,
    });
  });
});

describe('forgekey prove --records', () => {
  const records = (...list: object[]): string =>
    file('records.ndjson', list.map(record => `${JSON.stringify(record)}\n`).join(''));

  it('names the line of a real record that a key shows and must not', async () => {
    const sample = records({ objectID: 'r1', tenant_id: 1 }, { objectID: 'r2', tenant_id: 2, public: true });
    const args = ['--claim', 'tenant_id:1', '--records', sample];
    const { code, stdout } = await prove(linesOf('tenant_id:1 OR public:true'), ...args);
    expect(code).toBe(9);
    expect(stdout).toContain('k1 shows the record of line 2 (objectID r2).');
  });

  it('does not accept a proof that assumes single values if records hold lists', async () => {
    const sample = records({ tenant_id: [1, 2] }, { tenant_id: 1 });
    const args = [...byTenant, '--schema', singleValued(), '--records', sample];
    const ended = await prove(linesOf('tenant_id:1', 'tenant_id:2'), ...args);
    expect(ended.code).toBe(10);
    expect(ended.stdout).toContain('tenant_id has several values in 1 of 2 records');
    expect((await proofOf(linesOf('tenant_id:1'), ...args)).sample).toEqual({
      records: 2,
      findings: [],
      lists: { tenant_id: 1 },
    });
  });
});

describe('forgekey prove lists findings', () => {
  const redundant = linesOf('a:1 AND (a:1 OR b:1)', 'a:1 AND (a:1 OR b:1)', 'a:1');

  it('once each, with the keys that have them', async () => {
    const { findings } = documentOf(await prove(redundant, '--claim', 'a:1', '--json'));
    expect(findings).toMatchObject([
      { code: 'LINT_REDUNDANT_CONDITION', severity: 'info', ids: ['k1', 'k2'] },
      { code: 'LINT_RULES_MAY_PIN', severity: 'info', ids: ['k1', 'k2', 'k3'] },
    ]);
    const { stdout } = await prove(redundant, '--claim', 'a:1');
    expect(stdout).toMatch(/Findings\n {2}LINT_REDUNDANT_CONDITION +"filters": /);
    expect(stdout).toMatch(/ in k1 and 1 more\n/);
  });

  it('without the rules, if these are given', async () => {
    const { findings } = documentOf(
      await prove(redundant, '--claim', 'a:1', '--rules', file('rules.json', []), '--json'),
    );
    expect(findings).toMatchObject([{ code: 'LINT_REDUNDANT_CONDITION' }]);
  });
});

describe('forgekey prove names the groups of both keys', () => {
  it('for a record that two tenants see', async () => {
    const { stdout } = await prove(linesOf('tenant_id:1', 'tenant_id:2'), ...byTenant);
    expect(stdout).toMatch(
      /Refuted: k1 and k2\n {2}shows +\{"tenant_id":\[1,2\]\}\n {2}by +k1 filters: tenant_id:1\n +k2 filters: tenant_id:2\n/,
    );
  });
});

describe('forgekey prove refuses', () => {
  it.each([
    ['no goal', [], 'The goal is missing.'],
    ['two goals', ['--claim', 'a:1', ...byTenant], 'Only one goal can be proved at a time.'],
    ['shared values without a tenant attribute', ['--claim', 'a:1', '--shared', 'x'], '"--shared" needs'],
    [
      'a key that is not one',
      ['hello', '--claim', 'a:1'],
      'Argument 1 cannot be used: "securedApiKey" is not base64.',
    ],
    ['a baseline that is not a key', ['--not-wider-than', 'hello'], '"--not-wider-than" cannot be used'],
    [
      'keys given twice',
      ['hello', '--input', 'x', '--claim', 'a:1'],
      'Keys are given both as arguments and with "--input".',
    ],
  ])('%s', async (_, args, message) => {
    const ended = await prove('', ...args);
    expect(ended).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(message) });
  });

  it.each([
    ['an empty claim', '', 'The claim is empty'],
    ['a claim that is not a filter', 'a:1 OR (b:1 AND c:1)', 'filter (X AND Y) OR Z is not allowed'],
    ['a claim with a word in lower case', 'a:1 or b:1', 'Unexpected token string(or)'],
  ])('%s, and names the flag', async (_, claim, message) => {
    const ended = await prove(linesOf('a:1'), '--claim', claim);
    expect(ended).toMatchObject({ code: 6, stdout: '' });
    expect(ended.stderr).toContain(`forgekey: --claim: ${message}`);
    expect(ended.stderr).toMatch(/\nhint: \S/);
  });

  it.each([
    ['the keys', ['--input', 'missing.jsonl'], 'missing.jsonl'],
    ['the records', ['--records', 'missing.ndjson'], 'missing.ndjson'],
  ])('a file for %s that does not exist, by its name', async (what, flags, name) => {
    const ended = await prove(linesOf('a:1'), '--claim', 'a:1', ...flags);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(`Cannot read ${what} from ${name}: there is no such file or folder`);
  });

  it.each([
    ['text that is not JSON', 'nonsense', 'it is not valid JSON at line 1, column 1'],
    ['an unknown member', '{"key":"x"}', 'it has the unknown member "key"'],
    ['neither member', '{"id":1}', 'it must contain either securedApiKey or restrictions'],
    [
      'both',
      '{"securedApiKey":"x","restrictions":{}}',
      'it must contain either securedApiKey or restrictions',
    ],
  ])('a line with %s, by its number, instead of skipping it', async (_, line, reason) => {
    const ended = await prove(`${linesOf('a:1')}${line}\n`, '--claim', 'a:1');
    expect(ended).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(`Line 2 of standard input cannot be used: ${reason}`),
    });
  });

  it('no keys at all', async () => {
    expect(await prove('', '--claim', 'a:1')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no keys'),
    });
  });

  it.each([
    ['--schema', { tenant_id: { singlevalued: true } }],
    ['--rules', { rules: [] }],
    ['--settings', { attributesForFaceting: 'tenant_id' }],
  ])('a file for %s that would silently not count', async (flag, content) => {
    const ended = await prove(linesOf('a:1'), '--claim', 'a:1', flag, file('f.json', content));
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(`"${flag}" cannot be used: `);
  });
});
