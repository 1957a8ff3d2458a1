import { generateSecuredApiKey, type ParentApiKey } from '@forgekey/core';
import { forgeSecuredUserToken } from '@forgekey/node';
import { describe, expect, it } from 'vitest';
import { explainAnswer } from '../../page/src/components/explain-answer.ts';
import { refusedExample } from '../../page/src/lib/example-key.ts';
import { judgeForm, type RequestForm } from '../../page/src/why/judge-form.ts';
import { readAnswer } from '../../page/src/why/read-answer.ts';
import { readParentJson } from '../../page/src/why/read-parent-json.ts';
import { findParentKey } from '../../server/keys/parent-keys.ts';

const clock = new Date(1_800_000_000_000);
const parentApiKey = 'ab'.repeat(16);
const make = (restrictions: object): string => generateSecuredApiKey({ parentApiKey, restrictions });
const key = make({ filters: 'owner:ann', validUntil: 1_800_000_060 });
const token = forgeSecuredUserToken({ secretKey: 'sk-alg-1', secretKeyId: 'id', userId: 'ann' });

const filled: RequestForm = {
  key,
  parentApiKey: '',
  index: 'documents',
  params: '{"query":""}',
  ip: '127.0.0.1',
  referer: '',
  at: '',
};
const judge = (change: Partial<RequestForm>, parent: ParentApiKey = {}) =>
  judgeForm({ ...filled, ...change }, parent, clock);

describe('what is pasted as the key', () => {
  it.each([
    ['in quotes', `"${key}"`],
    ['as a header', `X-Algolia-API-Key: ${key}`],
    ['in a curl line', `curl -H 'x-algolia-api-key: ${key}' -H 'x-algolia-application-id: A' https://x/`],
    ['broken over lines', key.replace(/.{76}/g, '$&\n')],
    ['with surrounding whitespace', `  ${key}\n`],
  ])('is judged %s', (_, pasted) => {
    expect(judge({ key: pasted }).judgement?.explanation.parameters).toBeDefined();
  });

  it.each([
    ['a user token', token, 'this is a user token'],
    ['a key that is not secured', parentApiKey, 'Paste a secured key.'],
    ['a broken token', 'a.b.c', 'Paste a key, not a user token.'],
    ['nothing', ' ', 'Paste a key.'],
  ])('is not judged where it is %s', (_, pasted, step) => {
    expect(judge({ key: pasted })).toMatchObject({ missing: [expect.stringContaining(step)] });
  });

  it('is judged as the server does if it cannot be read, with what is wrong', () => {
    const { judgement } = judge({ key: 'garbage' });
    const { refusal, checks } = judgement!.explanation;
    expect(refusal).toMatchObject({ status: 403, code: 'ERR_KEY_MALFORMED' });
    expect(refusal?.reason).toContain('base64');
    expect(checks.find(({ outcome }) => outcome === 'failed')?.name).toBe('form');
  });

  it('is not judged with a parent key that can be none', () => {
    expect(judge({ parentApiKey: key })).toMatchObject({
      missing: [expect.stringMatching(/^Correct the parent API key: /)],
    });
    const { checks } = judge({ parentApiKey }).judgement!.explanation;
    expect(checks.find(({ name }) => name === 'signature')?.outcome).toBe('passed');
  });
});

describe('what is typed as the request', () => {
  it.each([
    ['a query string', '{"params":"query=lamp&filters=price%20%3C%205"}'],
    ['one query of a batch', '{"indexName":"products","query":"lamp","filters":"price < 5"}'],
    ['a batch', '{"requests":[{"indexName":"products","params":"query=lamp","filters":"price < 5"}]}'],
    ['parameters', '{"query":"lamp","filters":"price < 5"}'],
  ])('is judged as clients send it: %s', (_, params) => {
    const { explanation, query } = judge({ params }).judgement!;
    expect(explanation.parameters?.filters).toBe('owner:ann AND price < 5');
    expect(query.parameters).toEqual({ query: 'lamp', filters: 'price < 5' });
  });

  it('is refused as a whole for one query of a batch', () => {
    const requests = ['products', 'payroll'].map(indexName => ({ indexName }));
    const { judgement } = judge({
      key: make({ restrictIndices: ['products'] }),
      params: JSON.stringify({ requests }),
    });
    expect(judgement?.query.indexName).toBe('payroll');
    expect(judgement?.explanation.refusal).toMatchObject({ code: 'ERR_INDEX_NOT_ALLOWED' });
  });

  it('may have whitespace around its index and its address', () => {
    const restricted = make({ restrictIndices: ['documents'], restrictSources: '127.0.0.0/8' });
    expect(
      judge({ key: restricted, index: ' documents ', ip: ' 127.0.0.1 ' }).judgement?.explanation.parameters,
    ).toBeDefined();
  });

  it('is at the moment that is named', () => {
    expect(judge({ at: '1800000061' }).judgement?.explanation.refusal).toMatchObject({
      code: 'ERR_KEY_EXPIRED',
    });
  });

  it.each([
    [{ index: ' ' }, 'Name an index.'],
    [{ params: '{"query":' }, 'Complete the JSON.'],
    [{ params: '[]' }, 'Complete the JSON.'],
    [{ params: '{"requests":[{}]}' }, 'Complete the JSON.'],
    [{ at: 'soon' }, 'Correct the time.'],
  ])('%j is not judged: %s', (change, step) => {
    expect(judge(change)).toMatchObject({ missing: [step] });
    expect(judge(change).judgement).toBeUndefined();
  });

  it('says what is wrong with a body that is JSON', () => {
    expect(judge({ params: '{"requests":[{}]}' }).body).toEqual({
      problem: 'Each of "requests" must name its index in "indexName".',
    });
  });
});

describe('the JSON of a parent key', () => {
  it('gives its limits, and the key itself', () => {
    const json = JSON.stringify({
      value: parentApiKey,
      acl: ['search'],
      indexes: [],
      createdAt: 1,
      extra: true,
    });
    expect(readParentJson(json)).toEqual({
      apiKey: parentApiKey,
      limits: { acl: ['search'], indexes: [], createdAt: 1, extra: true },
    });
  });

  it.each([
    ['{"acl":', 'Not JSON yet.'],
    ['[]', 'must be an object'],
    ['{"acl":"search"}', '"acl" must be an array of strings'],
  ])('%s is refused', (json, problem) => {
    expect(readParentJson(json)).toEqual({ problem: expect.stringContaining(problem) });
  });
});

it('the example is refused for its index, and signed by the parent that it names', () => {
  const { key: exampleKey, parent, index } = refusedExample;
  const { apiKey, limits } = findParentKey(parent)!;
  const { explanation } = judge({ key: exampleKey, index, parentApiKey: apiKey }, limits).judgement!;
  expect(explanation.refusal).toMatchObject({ code: 'ERR_INDEX_NOT_ALLOWED' });
});

describe('an answer of the server', () => {
  const index = 'Index not allowed with this API key';
  const expired = '"validUntil" parameter expired (less than current date)';

  it.each([
    ['the text', '403', index, { status: 403, message: index }],
    ['the error of a client', '', `ApiError: ${index}`, { message: index }],
    ['the error of a console', '', `Uncaught (in promise) ApiError: ${index}`, { message: index }],
    ['a text in quotes', '403', `"${index}"`, { status: 403, message: index }],
    ['a text that begins with quotes', '400', expired, { status: 400, message: expired }],
    ['a JSON text', '', JSON.stringify(expired), { message: expired }],
    ['a body', '', JSON.stringify({ message: index, status: 403 }), { status: 403, message: index }],
    ['a body behind a status', '', `HTTP 403 {"message":"${index}"}`, { status: 403, message: index }],
    [
      'a body behind a status line',
      '',
      `HTTP/1.1 403 {"message":"${index}"}`,
      { status: 403, message: index },
    ],
    [
      'a body with a code',
      '',
      '{"message":"x","code":"ERR_KEY_EXPIRED"}',
      { message: 'x', code: 'ERR_KEY_EXPIRED' },
    ],
    ['a status alone', '429', '', { status: 429, message: '' }],
    ['a status as text', '', '429', { status: 429, message: '' }],
    ['a body that is none', '', '{"message":', { message: '{"message":' }],
  ])('is read from %s', (_, status, message, answer) => {
    expect(readAnswer({ status, message })).toEqual(answer);
  });

  it.each([
    [{ status: 429, message: '' }, 'userToken'],
    [{ status: 403, message: index }, 'restrictIndices'],
    [{ status: 401, message: 'The secured user token has a "typ" that is not JWT.' }, 'Forge a new token'],
    [
      { message: 'The secured user token expired at 2026-01-01T00:00:00.000Z. Forge a new one.' },
      'Forge a new token',
    ],
    [{ status: 404, message: 'ObjectID does not exist' }, 'filters of the key'],
    [{ status: 404, message: 'Conversation not found' }, 'sub claim'],
  ])('%j has a rule and a hint', (answer, text) => {
    expect(explainAnswer(answer)?.hint).toContain(text);
  });

  it.each([{ status: 418, message: 'I am a teapot' }, { status: 403, message: '' }, { message: 'hello' }])(
    '%j has none',
    answer => {
      expect(explainAnswer(answer)).toBeUndefined();
    },
  );
});
