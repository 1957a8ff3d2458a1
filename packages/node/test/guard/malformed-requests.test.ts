import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCredentialGuard } from '../../src/index.ts';
import { apiKey, parentApiKey, secretKeys, userToken } from './credentials.ts';
import { type RunningServer, servers } from './servers.ts';

/** Sends a request line and a Host header as they are, which no HTTP client would. */
function sendRaw(port: number, target: string, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    });
    let answer = '';
    socket
      .setEncoding('utf8')
      .on('data', text => {
        answer += text;
      })
      .on('end', () => resolve(answer))
      .on('error', reject);
  });
}

const credentials = `x-algolia-api-key=${encodeURIComponent(apiKey)}&X-Algolia-Secure-User-Token=${userToken}`;

describe.each(Object.entries(servers))('%s', (_, start) => {
  let server: RunningServer;
  const send = (target: string, host = 'localhost'): Promise<string> =>
    sendRaw(Number(new URL(server.url).port), target, host);

  beforeAll(async () => {
    server = await start({ apiKey: { parentApiKeys: parentApiKey }, userToken: { secretKeys } });
  });
  afterAll(() => server.close());

  it.each(['a b', 'a:99999', '[::1', '%', 'a/b', '@'])(
    'a client cannot cause a 500 with Host: %s, and no answer contains a credential',
    async host => {
      const answer = await send(`/who?${credentials}`, host);
      expect(answer).toMatch(/^HTTP\/1\.1 (?:200|400)/);
      expect(answer).not.toContain(apiKey);
      expect(answer).not.toContain(userToken);
    },
  );

  it.each(['//', '//who', '/who?%', '/%', '/who??', '/who?=&=&&', '/who?x-algolia-api-key', '*'])(
    'a client cannot cause a 500 with the target %s',
    async target => {
      expect(await send(target)).toMatch(/^HTTP\/1\.1 [24]\d\d/);
    },
  );

  it('refuses a query parameter that is not valid percent-encoding', async () => {
    for (const value of ['%', '%zz', '%ff']) {
      const badKey = await send(`/who?x-algolia-api-key=${value}&X-Algolia-Secure-User-Token=${userToken}`);
      expect(badKey).toMatch(/^HTTP\/1\.1 403/);
      expect(badKey).toContain('ERR_KEY_MALFORMED');
      const badToken = await send(
        `/who?x-algolia-api-key=${encodeURIComponent(apiKey)}&x-algolia-secure-user-token=${value}`,
      );
      expect(badToken).toMatch(/^HTTP\/1\.1 401/);
      expect(badToken).toContain('ERR_TOKEN_MALFORMED');
    }
  });

  it('finds a repeated credential whose name is percent-encoded', async () => {
    const answer = await send(`/who?${credentials}&%78-algolia-api-key=other`);
    expect(answer).toMatch(/^HTTP\/1\.1 403/);
    expect(answer).toContain('ERR_CREDENTIAL_REPEATED');
  });
});

it('a guard reads a request in time, however many broken parameters its target has', async () => {
  const guard = createCredentialGuard({ apiKey: { parentApiKeys: parentApiKey } });
  const before = process.cpuUsage();
  const result = guard({ url: `/?${'%=%&'.repeat(250_000)}`, headers: { get: () => null } });
  expect(result.ok).toBe(false);
  // It took three seconds when each name was decoded.
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(500);
});
