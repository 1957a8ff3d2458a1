import { describe, expect, test, vi } from 'vitest';
import { createAgentStudioFetch } from '../../src/index.ts';

/** A source of the given credentials, one after the other. */
function sourceOf(...credentials: string[]) {
  return {
    async withCredential<Answer>(
      send: (credential: string) => Answer | Promise<Answer>,
      isRefusal: (answer: Answer) => boolean | Promise<boolean>,
    ): Promise<Answer> {
      const answer = await send(credentials[0]!);
      if (!(await isRefusal(answer)) || credentials.length < 2) return answer;
      credentials.shift();
      return send(credentials[0]!);
    },
  };
}

const url = 'https://myapp.algolia.net/agent-studio/1/agents/a1/completions';

/** Answers with the given responses in turn, and remembers what it was sent. */
function recorder(...responses: Response[]) {
  const sent: { headers: Record<string, string>; body: string; redirect: string; url: string }[] = [];
  const send = vi.fn(async (input: RequestInfo | URL) => {
    const request = input as Request;
    const { redirect } = request;
    sent.push({
      headers: Object.fromEntries(request.headers),
      body: await request.text(),
      redirect,
      url: request.url,
    });
    return responses.shift() ?? new Response('ok');
  });
  return { sent, fetch: send as unknown as typeof fetch };
}

describe('what is sent', () => {
  test('the token and the key are set over whatever the caller wrote; everything else stays', async () => {
    const { sent, fetch } = recorder();
    const agentFetch = createAgentStudioFetch(sourceOf('t1'), { keys: sourceOf('k1'), fetch });
    await agentFetch(url, {
      method: 'POST',
      headers: {
        'X-Algolia-Secure-User-Token': 'stale',
        'x-algolia-application-id': 'APP',
        'content-type': 'application/json',
      },
      body: '{"message":"hi"}',
    });
    expect(sent).toEqual([
      {
        url,
        redirect: 'error',
        body: '{"message":"hi"}',
        headers: {
          'content-type': 'application/json',
          'x-algolia-application-id': 'APP',
          'x-algolia-api-key': 'k1',
          'x-algolia-secure-user-token': 't1',
        },
      },
    ]);
  });

  test('without a source of keys, the caller’s key stays', async () => {
    const { sent, fetch } = recorder();
    await createAgentStudioFetch(sourceOf('t1'), { fetch })(url, {
      headers: { 'x-algolia-api-key': 'mine' },
    });
    expect(sent[0]!.headers).toMatchObject({
      'x-algolia-api-key': 'mine',
      'x-algolia-secure-user-token': 't1',
    });
  });

  test('a Request is taken as well as a URL', async () => {
    const { sent, fetch } = recorder();
    const agentFetch = createAgentStudioFetch(sourceOf('t1'), { fetch });
    await agentFetch(new Request(url, { method: 'POST', body: 'from a request' }));
    await agentFetch(new URL(url));
    expect(sent.map(({ body }) => body)).toEqual(['from a request', '']);
  });
});

describe('refusals', () => {
  test('a refused token is renewed, and the whole body is sent again', async () => {
    const { sent, fetch } = recorder(new Response('', { status: 401 }));
    const agentFetch = createAgentStudioFetch(sourceOf('t1', 't2'), { keys: sourceOf('k1'), fetch });
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('part one, '));
        controller.enqueue(new TextEncoder().encode('part two'));
        controller.close();
      },
    });
    const response = await agentFetch(url, { method: 'POST', body, duplex: 'half' } as RequestInit);
    expect(response.status).toBe(200);
    expect(sent.map(({ body }) => body)).toEqual(['part one, part two', 'part one, part two']);
    expect(sent.map(({ headers }) => headers['x-algolia-secure-user-token'])).toEqual(['t1', 't2']);
  });

  test.each([
    [400, '{"message":"\\"validUntil\\" parameter expired (less than current date)"}'],
    [403, '{"message":"Invalid Application-ID or API key"}'],
  ])('a refused key (%i) is renewed, the token is not', async (status, text) => {
    const { sent, fetch } = recorder(new Response(text, { status }));
    const agentFetch = createAgentStudioFetch(sourceOf('t1', 't2'), { keys: sourceOf('k1', 'k2'), fetch });
    expect((await agentFetch(url)).status).toBe(200);
    expect(sent.map(({ headers }) => headers['x-algolia-api-key'])).toEqual(['k1', 'k2']);
    expect(sent.map(({ headers }) => headers['x-algolia-secure-user-token'])).toEqual(['t1', 't1']);
  });

  test('any other answer comes back unread', async () => {
    const { sent, fetch } = recorder(new Response('{"message":"no such agent"}', { status: 403 }));
    const agentFetch = createAgentStudioFetch(sourceOf('t1', 't2'), { keys: sourceOf('k1', 'k2'), fetch });
    const response = await agentFetch(url);
    expect(await response.json()).toEqual({ message: 'no such agent' });
    expect(sent).toHaveLength(1);
  });
});

describe('where credentials go', () => {
  test.each([
    'https://myapp.algolia.net/agent-studio/1/agents',
    'https://generative-ai.algolia.com/agent-studio/1/agents',
  ])('%s is the vendor’s', async target => {
    const { sent, fetch } = recorder();
    await createAgentStudioFetch(sourceOf('t1'), { fetch })(target);
    expect(sent).toHaveLength(1);
  });

  test.each([
    'https://evil.example/agent-studio',
    'https://algolia.net.evil.example/',
    'https://evilalgolia.net/',
    'https://myapp.algolia.net.evil.example/',
    'https://myapp.algolia.net:444/',
    'http://myapp.algolia.net/agent-studio',
    'https://myapp.algolia.net@evil.example/',
    'https://algolia.network/',
    'data:text/plain,x',
  ])('nothing is sent to %s', async target => {
    const { sent, fetch } = recorder();
    const refusal = createAgentStudioFetch(sourceOf('t1'), { fetch })(target);
    await expect(refusal).rejects.toThrow(TypeError);
    expect(sent).toHaveLength(0);
  });

  test('allowedOrigins as a text, in which any part of an address would be found, are refused', () => {
    expect(() =>
      createAgentStudioFetch(sourceOf('t1'), { allowedOrigins: 'https://app.example' as never }),
    ).toThrow(new TypeError('allowedOrigins must be a list'));
  });

  test('allowedOrigins replace the vendor’s', async () => {
    const { sent, fetch } = recorder();
    const agentFetch = createAgentStudioFetch(sourceOf('t1'), {
      fetch,
      allowedOrigins: ['http://localhost:3000'],
    });
    await agentFetch('http://localhost:3000/agent-studio/1/agents/a/completions');
    await expect(agentFetch(url)).rejects.toThrow(/allowedOrigins/);
    await expect(agentFetch('http://localhost:3001/')).rejects.toThrow(/allowedOrigins/);
    expect(sent).toHaveLength(1);
  });
});
