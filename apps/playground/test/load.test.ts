import { Agent, request } from 'node:http';
import { parseFilters } from '@forgekey/core';
import { expect, it } from 'vitest';
import { inSeconds, parentApiKey, search, securedKey, startTestService } from './support.ts';

const service = await startTestService();
const searches = 2_000;

const key = securedKey({ filters: 'visible_by:public', validUntil: inSeconds(600) });
/** What is sent, and what must come back. */
const kinds = [
  { apiKey: key, status: 200 },
  { apiKey: parentApiKey('search'), status: 200 },
  { apiKey: 'garbage', status: 403 },
  { apiKey: securedKey({ validUntil: inSeconds(-1) }), status: 400 },
  { apiKey: securedKey({ restrictIndices: ['documents'] }), status: 403 },
] as const;

/** A connection each: what is tested is that none of them is turned away. */
const agent = new Agent({ maxSockets: Number.POSITIVE_INFINITY });

function post(apiKey: string, body: string): Promise<{ status: number; body: { nbHits?: number } }> {
  return new Promise((resolve, reject) => {
    const headers = { 'x-algolia-api-key': apiKey, 'x-algolia-application-id': 'LOAD' };
    const options = {
      port: service.port,
      host: '127.0.0.1',
      path: '/1/indexes/products/query',
      method: 'POST',
    };
    request({ ...options, headers, agent }, response => {
      const chunks: Buffer[] = [];
      response.on('data', chunk => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode!, body: JSON.parse(Buffer.concat(chunks).toString()) }),
      );
    })
      .on('error', reject)
      .end(body);
  });
}

it('answers 2,000 concurrent searches with good and bad keys, each with its own answer', {
  timeout: 60_000,
}, async () => {
  const alone = await post(key, JSON.stringify({ query: 'lamp', facets: ['*'] }));
  const answers = await Promise.all(
    Array.from({ length: searches }, (_, index) =>
      post(kinds[index % kinds.length]!.apiKey, JSON.stringify({ query: 'lamp', facets: ['*'] })),
    ),
  );
  expect(answers).toHaveLength(searches);
  answers.forEach((answer, index) => {
    const kind = kinds[index % kinds.length]!;
    expect(answer.status).toBe(kind.status);
    if (kind.apiKey === key) expect(answer.body.nbHits).toBe(alone.body.nbHits);
  });
  agent.destroy();
});

it('reads a filter once, not for every record', { timeout: 60_000 }, async () => {
  // The first condition hides every record, so that reading is nearly all of the work.
  const filters = Array.from({ length: 4000 }, (_, index) => `a${index}:b`).join(' AND ');
  const readings = 200;
  for (let reading = 0; reading < readings; reading += 1) parseFilters(filters);
  const started = performance.now();
  for (let reading = 0; reading < readings; reading += 1) parseFilters(filters);
  const readingMs = performance.now() - started;

  const { body } = await search(service, parentApiKey('search'), 'documents', { filters });
  expect(body.nbHits).toBe(0);
  // One reading for each of the 252 records would take longer than these two hundred.
  expect(body.processingTimeMS).toBeLessThan(readingMs);
});
