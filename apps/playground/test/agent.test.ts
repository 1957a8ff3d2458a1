import { forgeSecuredUserToken } from '@forgekey/node';
import { describe, expect, it } from 'vitest';
import { userTokenSecrets } from '../server/keys/user-token-secrets.ts';
import { type Answer, call, inSeconds, parentApiKey, securedKey, startTestService } from './support.ts';

const service = await startTestService();
const base = '/agent-studio/1/agents/librarian';
const [[secretKeyId, secretKey], [oldKeyId, oldKey]] = Object.entries(userTokenSecrets) as [
  [string, string],
  [string, string],
];

const tokenFor = (userId: string, options: object = {}): string =>
  forgeSecuredUserToken({ secretKey, secretKeyId, userId, ...options });

const minasKey = securedKey({ filters: 'visible_by:harbor/design OR visible_by:public' });

interface Question {
  apiKey?: string;
  userToken?: string;
  agent?: string;
  body?: object;
}

function ask({ apiKey = minasKey, userToken, agent = 'librarian', body }: Question = {}): Promise<Answer> {
  return call(
    service,
    `/agent-studio/1/agents/${agent}/completions?stream=false&compatibilityMode=ai-sdk-5`,
    {
      apiKey,
      ...(userToken === undefined ? {} : { headers: { 'X-Algolia-Secure-User-Token': userToken } }),
      body: body ?? { messages: [{ role: 'user', content: 'What about the timber hall?' }] },
    },
  );
}

const conversation = (id: string, text: string): object => ({
  id,
  messages: [{ id: `alg_msg_${id}`, role: 'user', parts: [{ type: 'text', text }] }],
});

function read(path: string, userToken: string | undefined, apiKey = minasKey): Promise<Answer> {
  const headers = userToken === undefined ? {} : { 'x-algolia-secure-user-token': userToken };
  return call(service, `${base}${path}`, { apiKey, headers });
}

describe('the agent', () => {
  it('answers with a search made with the caller’s own key', async () => {
    const mine = await ask();
    expect(mine.status).toBe(200);
    const [tool, text] = mine.body.parts;
    expect(tool.input).toEqual({ index: 'documents', query: 'timber hall' });
    expect(tool.output.hits[0].title.toLowerCase()).toContain('timber hall');
    expect(text.text).toContain('Timber hall');

    const stranger = await ask({ apiKey: securedKey({ filters: 'visible_by:juniper/care' }) });
    expect(JSON.stringify(stranger.body).toLowerCase()).not.toContain('timber hall competition');
  });

  it('is refused what the key is refused', async () => {
    expect((await ask({ apiKey: 'garbage' })).status).toBe(403);
    expect((await ask({ apiKey: securedKey({ validUntil: inSeconds(-1) }) })).status).toBe(400);
    expect((await ask({ apiKey: securedKey({ restrictIndices: ['products'] }) })).status).toBe(403);
    expect((await ask({ apiKey: parentApiKey('analytics') })).status).toBe(403);
  });

  it('calls from the vendor’s servers, so a key for the caller’s own network does not work', async () => {
    const answer = await ask({ apiKey: securedKey({ restrictSources: '127.0.0.0/8' }) });
    expect(answer.body).toMatchObject({ status: 403, code: 'ERR_SOURCE_NOT_ALLOWED' });
  });

  it.each([
    ['an unknown agent', { agent: 'nobody' }, 404],
    ['no messages', { body: {} }, 422],
    ['messages that are no list', { body: { messages: 'hello' } }, 422],
    ['no message of the user', { body: { messages: [{ role: 'assistant', content: 'hi' }] } }, 422],
    ['an empty message', { body: { messages: [{ role: 'user', content: ' ' }] } }, 422],
    ['a message of the wrong type', { body: { messages: [{ role: 'user', content: { a: 1 } }] } }, 422],
    [
      'a message that is too long',
      { body: { messages: [{ role: 'user', content: 'x'.repeat(5000) }] } },
      422,
    ],
    [
      'a conversation id that is not a string',
      { body: { id: 7, messages: [{ role: 'user', content: 'x' }] } },
      422,
    ],
  ])('refuses %s', async (_, question, status) => {
    const answer = await ask(question);
    expect(answer.body).toMatchObject({ status, message: expect.any(String) });
    expect(answer.status).toBe(status);
  });

  it('does not search if a question names nothing, and asks back', async () => {
    for (const content of ['what is this?', '?!']) {
      const { status, body } = await ask({ body: { messages: [{ role: 'user', content }] } });
      expect(status).toBe(200);
      expect(body.parts.map((part: { type: string }) => part.type)).toEqual(['text']);
    }
    const restricted = { apiKey: securedKey({ restrictIndices: ['products'] }) };
    const body = { messages: [{ role: 'user', content: '?!' }] };
    expect((await ask({ ...restricted, body })).status).toBe(403);
  });

  it('searches with as much of a long question as a search takes, and with whole characters', async () => {
    for (const content of ['图'.repeat(200), '\u{20000}'.repeat(200), `a${'ø'.repeat(400)}`]) {
      const { status, body } = await ask({ body: { messages: [{ role: 'user', content }] } });
      expect(status).toBe(200);
      const { query } = body.parts[0].input;
      expect(Buffer.byteLength(query)).toBeGreaterThan(500);
      expect(Buffer.byteLength(query)).toBeLessThanOrEqual(512);
      expect(query).not.toContain('\uFFFD');
    }
  });
});

describe('conversations', () => {
  it('are kept for the user that the token proves, and continue', async () => {
    const userToken = tokenFor('ann');
    await ask({ userToken, body: conversation('alg_cnv_1', 'Where is the lighthouse plan?') });
    await ask({
      userToken,
      body: { id: 'alg_cnv_1', messages: [{ id: 'alg_msg_2', role: 'user', content: 'And the budget?' }] },
    });
    const { body } = await read('/conversations/alg_cnv_1', userToken);
    expect(body).toMatchObject({ id: 'alg_cnv_1', agentId: 'librarian', userToken: 'ann', messageCount: 4 });
    expect(body.title).toBe('Where is the lighthouse plan?');
    expect(body.messages.map((message: { role: string }) => message.role)).toEqual([
      'user',
      'assistant',
      'user',
      'assistant',
    ]);
    const list = (await read('/conversations', userToken)).body;
    expect(list.data.map(({ id }: { id: string }) => id)).toEqual(['alg_cnv_1']);
    expect(list.data[0]).not.toHaveProperty('messages');
    expect(list.pagination).toEqual({ page: 1, limit: 20, totalCount: 1, totalPages: 1 });
  });

  it('of another user are 404, as if they never were, and cannot be written into', async () => {
    const ann = tokenFor('ann');
    const eve = tokenFor('eve');
    await ask({ userToken: ann, body: conversation('alg_cnv_private', 'My salary?') });
    const refused = await read('/conversations/alg_cnv_private', eve);
    expect(refused.status).toBe(404);
    expect(refused.body).toEqual((await read('/conversations/alg_cnv_none', eve)).body);
    expect((await read('/conversations', eve)).body.data).toEqual([]);

    await ask({ userToken: eve, body: conversation('alg_cnv_private', 'I was here') });
    expect(JSON.stringify((await read('/conversations/alg_cnv_private', ann)).body)).not.toContain(
      'I was here',
    );
  });

  it('of another agent are 404', async () => {
    const userToken = tokenFor('ann');
    await ask({ userToken, agent: 'shop-assistant', body: conversation('alg_cnv_shop', 'A lamp?') });
    expect((await read('/conversations/alg_cnv_shop', userToken)).status).toBe(404);
  });

  it('are not kept without a token, or without the ids that the vendor asks for', async () => {
    const userToken = tokenFor('carl');
    await ask({ body: conversation('alg_cnv_3', 'hello') });
    await ask({ userToken, body: { messages: [{ id: 'm', role: 'user', content: 'hello' }] } });
    await ask({ userToken, body: { id: 'alg_cnv_3', messages: [{ role: 'user', content: 'hello' }] } });
    expect((await read('/conversations', userToken)).body.data).toEqual([]);
  });

  it('are paged', async () => {
    const userToken = tokenFor('dora');
    for (let index = 0; index < 5; index += 1)
      await ask({ userToken, body: conversation(`alg_cnv_${index}`, `question ${index}`) });
    const { body } = await read('/conversations?page=2&limit=2', userToken);
    expect(body.data.map(({ id }: { id: string }) => id)).toEqual(['alg_cnv_2', 'alg_cnv_1']);
    expect(body.pagination).toEqual({ page: 2, limit: 2, totalCount: 5, totalPages: 3 });
    expect((await read('/conversations?limit=1000', userToken)).status).toBe(422);
  });

  it('need a good API key, too', async () => {
    const userToken = tokenFor('ann');
    expect((await read('/conversations', userToken, 'garbage')).status).toBe(403);
    expect(
      (await read('/conversations', userToken, securedKey({ restrictIndices: ['products'] }))).status,
    ).toBe(403);
  });
});

describe('user tokens', () => {
  const tampered = (): string => {
    const [header, , signature] = tokenFor('ann').split('.');
    const payload = Buffer.from(JSON.stringify({ sub: 'eve', exp: inSeconds(600) })).toString('base64url');
    return `${header}.${payload}.${signature}`;
  };

  it.each([
    ['a tampered one', tampered, 'ERR_TOKEN_SIGNATURE'],
    [
      'an expired one',
      () => tokenFor('ann', { expiresIn: 1, now: new Date(Date.now() - 60_000) }),
      'ERR_TOKEN_EXPIRED',
    ],
    ['one of an unknown key id', () => tokenFor('ann', { secretKeyId: 'unknown' }), 'ERR_TOKEN_KEY_ID'],
    [
      'one signed with another secret',
      () => tokenFor('ann', { secretKey: 'sk-alg-other' }),
      'ERR_TOKEN_SIGNATURE',
    ],
    ['garbage', () => 'garbage', 'ERR_TOKEN_MALFORMED'],
  ])('%s is 401 with its code, on every route', async (_, token, code) => {
    for (const answer of [
      await read('/conversations', token()),
      await read('/conversations/alg_cnv_1', token()),
      await ask({ userToken: token() }),
    ]) {
      expect(answer.status).toBe(401);
      expect(answer.body).toMatchObject({ status: 401, code, message: expect.any(String) });
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    }
  });

  it('must be there to read conversations', async () => {
    expect((await read('/conversations', undefined)).status).toBe(401);
  });

  it('may come as a query parameter, and under the key that is being phased out', async () => {
    const userToken = forgeSecuredUserToken({ secretKey: oldKey, secretKeyId: oldKeyId, userId: 'ann' });
    expect((await read('/conversations', userToken)).status).toBe(200);
    const query = `?X-Algolia-Secure-User-Token=${userToken}`;
    expect((await read(`/conversations${query}`, undefined)).status).toBe(200);
  });
});
