import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { fetchRequester } from '../../src/requester/fetch-requester.ts';
import type { RequesterRequest } from '../../src/requester/types.ts';

let server: Server | undefined;

/** @param timeoutMs both timeouts; ample unless a test is about them */
async function requestTo(listener: RequestListener, timeoutMs = 10_000): Promise<RequesterRequest> {
  server = createServer(listener);
  await new Promise<void>(resolve => server!.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    method: 'POST',
    url,
    headers: {},
    data: '{"a":1}',
    connectTimeout: timeoutMs,
    responseTimeout: timeoutMs,
  };
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

test('an answer comes back with its status, text and headers', async () => {
  const request = await requestTo((incoming, response) => {
    response.setHeader('X-Seen', `${incoming.method}`);
    response.statusCode = 403;
    incoming.pipe(response);
  });
  expect(await fetchRequester.send(request)).toMatchObject({
    status: 403,
    content: '{"a":1}',
    isTimedOut: false,
    headers: { 'x-seen': 'POST' },
  });
});

test('an answer that does not begin in time is a timeout', async () => {
  const request = await requestTo(() => {}, 300);
  expect(await fetchRequester.send(request)).toMatchObject({ status: 0, isTimedOut: true });
});

test('an answer that begins and does not end is a timeout', async () => {
  const request = await requestTo((_, response) => void response.write('half'), 600);
  expect(await fetchRequester.send(request)).toMatchObject({ status: 0, isTimedOut: true });
});

test('a slow answer within both timeouts is none', async () => {
  const request = await requestTo((_, response) => {
    setTimeout(() => response.write('half '), 800);
    setTimeout(() => response.end('whole'), 1600);
  }, 1500);
  expect(await fetchRequester.send(request)).toMatchObject({ status: 200, content: 'half whole' });
});

test('a network failure is status 0, not a rejection', async () => {
  const request = { ...(await requestTo(() => {})), url: 'http://127.0.0.1:1/' };
  expect(await fetchRequester.send(request)).toMatchObject({ status: 0, isTimedOut: false });
});

test('a redirect is not followed: it would take the key along', async () => {
  let hits = 0;
  const request = await requestTo((_, response) => {
    hits++;
    response.writeHead(307, { location: '/elsewhere' }).end();
  });
  expect(await fetchRequester.send(request)).toMatchObject({ status: 0, isTimedOut: false });
  expect(hits).toBe(1);
});

test('the timeouts of algoliasearch 4 are seconds', async () => {
  const agent = '?x-algolia-agent=Algolia%20for%20JavaScript%20(4.27.0)%3B%20Browser%20(lite)';
  const request = await requestTo((_, response) => void setTimeout(() => response.end('whole'), 300), 1);
  expect(await fetchRequester.send({ ...request, url: request.url + agent })).toMatchObject({ status: 200 });
  expect(await fetchRequester.send(request)).toMatchObject({ status: 0, isTimedOut: true });
});

test.each([
  ['3600', undefined],
  ['2', '2'],
])(
  'a Retry-After of %s seconds reaches the client as %s: it waits in silence for that long',
  async (sent, passedOn) => {
    const request = await requestTo(
      (_, response) => void response.writeHead(429, { 'retry-after': sent }).end(),
    );
    expect((await fetchRequester.send(request)).headers?.['retry-after']).toBe(passedOn);
  },
);
