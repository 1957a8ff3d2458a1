import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { call, startTestService } from './support.ts';

const directory = mkdtempSync(join(tmpdir(), 'playground-'));
const pageDirectory = join(directory, 'page');
writeFileSync(join(directory, 'secret.txt'), 'not for the page');

it('says what runs here as long as the page is not built', async () => {
  const { url } = await startTestService({ pageDirectory });
  const answer = await fetch(url);
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain('has not been built');
});

it('serves the built page and nothing beside it, and leaves the other routes alone', async () => {
  mkdirSync(pageDirectory, { recursive: true });
  writeFileSync(join(pageDirectory, 'index.html'), '<!doctype html><title>page</title>');
  const service = await startTestService({ pageDirectory });
  const page = await fetch(service.url);
  expect(page.headers.get('content-type')).toContain('text/html');
  expect(page.headers.get('cache-control')).toBe('no-cache');
  expect(page.headers.get('content-security-policy')).toBe("frame-ancestors 'none'");
  expect(await page.text()).toContain('<title>page</title>');
  expect((await call(service, '/missing.js')).body).toEqual({ message: 'Path not found', status: 404 });
  expect((await call(service, '/playground/users')).body.users.length).toBeGreaterThan(2);
  for (const path of [
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/..%5csecret.txt',
    '//etc/passwd',
  ])
    expect(await rawGet(service.port, path)).toBe(404);
});

/** A GET whose path is sent as it stands. */
function rawGet(port: number, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', path }, response => {
      response.resume();
      resolve(response.statusCode!);
    })
      .on('error', reject)
      .end();
  });
}
