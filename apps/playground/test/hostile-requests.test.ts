import { connect, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { type Answer, call, parentApiKey, search, startTestService } from './support.ts';

const service = await startTestService({ requestTimeoutMs: 1_000 });
const apiKey = parentApiKey('search');
const batch = '/1/indexes/*/queries';

/** Whatever is sent, the answer is the engine's JSON: a message, the status, and nothing of the server's inside. */
function expectRefusal(
  answer: { status: number; body: { message: string; status: number } },
  status: number,
): void {
  expect(answer.status).toBe(status);
  expect(answer.body.status).toBe(status);
  expect(answer.body.message).not.toBe('');
  expect(JSON.stringify(answer.body)).not.toMatch(/\bat \S+ \(|node_modules|\.[tj]s:/);
}

describe('malformed bodies', () => {
  it.each([
    ['not JSON', '{"requests":['],
    ['a list', '[]'],
    ['null', 'null'],
    ['a text', '"requests"'],
    ['a number', '12'],
    ['no requests', '{}'],
    ['requests that are no list', '{"requests":{}}'],
    ['requests without an element', '{"requests":[]}'],
    ['a request that is not an object', '{"requests":[null]}'],
    ['a request without an index', '{"requests":[{}]}'],
    ['an index name that is not a string', '{"requests":[{"indexName":["products"]}]}'],
    ['an unknown type', '{"requests":[{"indexName":"products","type":"write"}]}'],
    ['a facet search without a facet', '{"requests":[{"indexName":"products","type":"facet"}]}'],
    ['too many requests', JSON.stringify({ requests: Array(51).fill({ indexName: 'products' }) })],
    ['a polluted prototype', '{"requests":[{"indexName":"products","__proto__":{"filters":"a:b"}}]}'],
    [
      'lists nested a hundred thousand deep',
      `{"requests":[{"indexName":"products","filters":${'['.repeat(1e5)}${']'.repeat(1e5)}}]}`,
    ],
    [
      'an unknown parameter nested deep',
      `{"requests":[{"indexName":"products","x":${'['.repeat(1e5)}${']'.repeat(1e5)}}]}`,
    ],
    ['binary', '\u0000\u0001\ufffd'],
  ])('%s is refused with 400', async (_, body) => {
    expectRefusal(await call(service, batch, { apiKey, body }), 400);
  });

  it('does not repeat the body, which may hold a key, in its message', async () => {
    const { body } = await call(service, batch, { apiKey, body: 'apiKey=very-secret' });
    expect(body.message).not.toContain('secret');
  });
});

describe('unknown routes', () => {
  it.each([
    ['GET', '/nothing', 404],
    ['GET', '/playground/secrets', 404],
    ['GET', '/..%2f..%2fpackage.json', 404],
    ['GET', '/%', 404],
    // Under the vendor's paths, a 404 would look like a missing index or record.
    ['POST', '/1/indexes/products/queries', 501],
  ])('%s %s is %i', async (method, path, status) => {
    expectRefusal(await call(service, path, { apiKey, method }), status);
  });
});

describe('routes that a search key may not use', () => {
  it.each([
    ['GET', '/1/indexes'],
    ['POST', '/1/indexes/products/browse'],
    ['GET', '/1/indexes/products/settings'],
    ['PUT', '/1/indexes/products/prod-001'],
    ['DELETE', '/1/indexes/products/prod-001'],
    ['GET', '/1/keys'],
  ])('%s %s is 403', async (method, path) => {
    expectRefusal(await call(service, path, { apiKey, method }), 403);
  });
});

describe('routes that the emulator knows and does not support', () => {
  it.each([
    ['GET', '/agent-studio/1/agents'],
    ['GET', '/1/logs'],
    ['POST', '/1/indexes/*/recommendations'],
  ])('%s %s is 501', async (method, path) => {
    expectRefusal(await call(service, path, { apiKey, method }), 501);
  });
});

describe('credentials', () => {
  it.each([
    ['none', {}],
    ['a key without an application id', { 'x-algolia-api-key': apiKey }],
    ['an application id without a key', { 'x-algolia-application-id': 'APP' }],
    ['an empty key', { 'x-algolia-api-key': '', 'x-algolia-application-id': 'APP' }],
  ])('%s is 403', async (_, headers) => {
    expectRefusal(await call(service, batch, { headers, body: {} }), 403);
  });

  it.each([
    ['text', 'garbage'],
    ['base64 of nothing', Buffer.from('').toString('base64')],
    ['base64 of a short text', Buffer.from('abc').toString('base64')],
    ['a signature of zeros', Buffer.from(`${'0'.repeat(64)}filters=a`).toString('base64')],
    ['a parent key with a letter changed', `${apiKey.slice(0, -1)}0`],
    ['a parent key in upper case', apiKey.toUpperCase()],
    ['ten thousand letters', 'A'.repeat(10_000)],
    ['a prototype name', '__proto__'],
  ])('%s as a key is 403', async (_, key) => {
    expectRefusal(await search(service, key, 'products'), 403);
  });
});

describe('what is too large or too slow', () => {
  it('refuses a body over the limit with 413, with and without a length', async () => {
    const body = JSON.stringify({
      requests: [{ indexName: 'products', query: 'x'.repeat(33 * 1024 * 1024) }],
    });
    expectRefusal(await call(service, batch, { apiKey, body }), 413);
    const chunked = await fetch(`${service.url}${batch}`, {
      method: 'POST',
      headers: { 'x-algolia-api-key': apiKey, 'x-algolia-application-id': 'APP' },
      body: new Blob([body]).stream(),
      duplex: 'half',
    } as RequestInit);
    expectRefusal({ status: chunked.status, body: (await chunked.json()) as Answer['body'] }, 413);
  });

  it('refuses headers over the limit with 431', async () => {
    const answer = await raw(`GET /healthz HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect(bodyOf(answer)).toMatchObject({ status: 431 });
  });

  it.each([
    ['headers that never end', 'POST /1/indexes/products/query HTTP/1.1\r\nhost: x\r\n'],
    [
      'a body that never comes',
      `POST /1/indexes/products/query HTTP/1.1\r\nhost: x\r\nx-algolia-api-key: ${apiKey}\r\n` +
        'x-algolia-application-id: A\r\ncontent-length: 100\r\n\r\n{"query":',
    ],
  ])('ends a connection with %s within seconds, answering 408', async (_, text) => {
    const answer = await raw(text);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(bodyOf(answer)).toMatchObject({ status: 408 });
  });

  it('goes on after clients that hang up in the middle', async () => {
    await Promise.all(
      Array.from({ length: 50 }, async () => {
        const socket = await open();
        socket.write('POST /1/indexes/*/queries HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{');
        socket.destroy();
      }),
    );
    expect((await search(service, apiKey, 'products')).status).toBe(200);
  });
});

describe('what is not a request', () => {
  const post = `POST /1/indexes/products/query HTTP/1.1\r\nhost: x\r\nx-algolia-api-key: ${apiKey}\r\nx-algolia-application-id: A\r\n`;

  it.each([
    ['another protocol', 'EHLO mail.example\r\n\r\n'],
    ['an unknown method', 'FOO /healthz HTTP/1.1\r\nhost: x\r\n\r\n'],
    ['no host', 'GET /healthz HTTP/1.1\r\nconnection: close\r\n\r\n'],
    ['a host with a space', 'GET /healthz HTTP/1.1\r\nhost: a b\r\nconnection: close\r\n\r\n'],
    ['a host that is not an address', 'GET /healthz HTTP/1.1\r\nhost: [::1\r\nconnection: close\r\n\r\n'],
    ['a port that is none', 'GET /healthz HTTP/1.1\r\nhost: x:99999\r\nconnection: close\r\n\r\n'],
    ['a target without a path', 'GET * HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n'],
    ['two lengths', `${post}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['a negative length', `${post}content-length: -2\r\n\r\n`],
    ['a broken chunk', `${post}transfer-encoding: chunked\r\n\r\nzz\r\n\r\n`],
  ])('%s is answered with 400', async (_, text) => {
    const answer = await raw(text);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(bodyOf(answer)).toMatchObject({ status: 400, message: expect.any(String) });
  });
});

it('answers HTTP/1.0 without a host', async () => {
  const answer = await raw('GET /healthz HTTP/1.0\r\n\r\n');
  expect(answer).toMatch(/^HTTP\/1\.[01] 200 /);
  expect(bodyOf(answer)).toEqual({ status: 'ok' });
});

function open(): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(service.port, '127.0.0.1', () => resolve(socket));
    socket.once('error', reject);
  });
}

/** Sends bytes as they stand and reads until the server ends the connection. */
async function raw(text: string): Promise<string> {
  const socket = await open();
  socket.on('error', () => {});
  socket.write(text);
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function bodyOf(answer: string): unknown {
  return JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4));
}
