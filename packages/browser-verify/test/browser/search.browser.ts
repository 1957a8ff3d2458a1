import { createKeyRequester } from '@forgekey/browser-verify';
import { algoliasearch } from 'algoliasearch';
import { liteClient } from 'algoliasearch/lite';
import algoliasearch4 from 'algoliasearch4';
import algoliasearch4Lite from 'algoliasearch4/lite';
import { describe, expect, test } from 'vitest';
import { App, hosts } from './support.ts';

const placeholder = 'set-per-request';
// Those of the clients are a second, which fifty requests at once may take on a busy machine.
const timeouts = { connect: 20_000, read: 20_000, write: 20_000 };

const hosts4 = hosts.map(({ url, port, protocol }) => ({
  url: `${url}:${port}`,
  protocol,
  accept: 3 as const,
}));
const timeouts4 = { connect: 20, read: 20, write: 20 };

/** One search, whichever client it is made with. */
type Search = (query: string, indexName?: string) => Promise<{ hits: unknown[] }>;

/** What the user's key shows; the index holds another user's record, too. */
const own = [{ objectID: '1', owner: 'user-1' }];

const clients: [name: string, make: (app: App, keys: ReturnType<App['source']>) => Search][] = [
  [
    'algoliasearch',
    ({ appId }, keys) => {
      const client = algoliasearch(appId, placeholder, {
        hosts,
        timeouts,
        requester: createKeyRequester(keys),
      });
      return (query, indexName = 'products') =>
        client.searchSingleIndex({ indexName, searchParams: { query } });
    },
  ],
  [
    'algoliasearch through its own requester',
    ({ appId }, keys) => {
      const { requester } = algoliasearch(appId, placeholder).transporter;
      const options = { hosts, timeouts, requester: createKeyRequester(keys, { requester }) };
      const client = algoliasearch(appId, placeholder, options);
      return async (query, indexName = 'products') => {
        const { results } = await client.searchForHits({ requests: [{ indexName, query }] });
        return results[0]!;
      };
    },
  ],
  [
    'liteClient',
    ({ appId }, keys) => {
      const client = liteClient(appId, placeholder, { hosts, timeouts, requester: createKeyRequester(keys) });
      return async (query, indexName = 'products') => {
        const { results } = await client.search([{ indexName, params: { query } }]);
        return results[0] as { hits: unknown[] };
      };
    },
  ],
  [
    'algoliasearch 4',
    ({ appId }, keys) => {
      const requester = createKeyRequester(keys);
      const client = algoliasearch4(appId, placeholder, { hosts: hosts4, timeouts: timeouts4, requester });
      return (query, indexName = 'products') => client.initIndex(indexName).search(query);
    },
  ],
  [
    'algoliasearch 4 lite',
    ({ appId }, keys) => {
      const requester = createKeyRequester(keys);
      const client = algoliasearch4Lite(appId, placeholder, {
        hosts: hosts4,
        timeouts: timeouts4,
        requester,
      });
      return async (query, indexName = 'products') => {
        const { results } = await client.search([{ indexName, params: { query } }]);
        return results[0] as { hits: unknown[] };
      };
    },
  ],
];

test('algoliasearch 4 searches with its own timeouts, which are in seconds', async () => {
  const app = await App.open();
  const requester = createKeyRequester(app.source('key'));
  const client = algoliasearch4Lite(app.appId, placeholder, { hosts: hosts4, requester });
  const { results } = await client.search([{ indexName: 'products', params: { query: 'a' } }]);
  expect(results[0]).toMatchObject({ hits: own });
});

describe.each(clients)('%s', (_, makeSearch) => {
  test('searches with the key that the source supplies, not with the one that it was made with', async () => {
    const app = await App.open();
    const search = makeSearch(app, app.source('key'));
    expect((await search('a')).hits).toEqual(own);
    expect(await app.counts()).toEqual({ loads: 1, 'searches 200': 1 });
  });

  test('one load serves fifty concurrent first searches', async () => {
    const app = await App.open();
    const search = makeSearch(app, app.source('key'));
    await Promise.all(Array.from({ length: 50 }, (_, index) => search(`first ${index}`)));
    expect(await app.counts()).toEqual({ loads: 1, 'searches 200': 50 });
  });

  test.each(['expireAll', 'revokeAll'] as const)(
    '%s in mid-session: no search fails, and one refresh serves fifty',
    async event => {
      const app = await App.open();
      const search = makeSearch(app, app.source('key'));
      await search('before');
      for (let round = 1; round <= 2; round++) {
        await app[event]();
        const results = await Promise.all(
          Array.from({ length: 50 }, (_, index) => search(`round ${round}, search ${index}`)),
        );
        for (const { hits } of results) expect(hits).toEqual(own);
        const { loads, 'searches 200': answered } = await app.counts();
        expect({ loads, answered }).toEqual({ loads: 1 + round, answered: 1 + 50 * round });
      }
    },
  );

  test('searches that go on while keys keep expiring never fail', async () => {
    const app = await App.open();
    const search = makeSearch(app, app.source('key'));
    const searches: Promise<{ hits: unknown[] }>[] = [];
    for (let index = 0; index < 60; index++) {
      searches.push(search(`typing ${index}`));
      // One expiry at a time: a request is repeated once, which is not enough if its key expires twice.
      if (index % 20 === 0) await Promise.all(searches);
      if (index % 20 === 10) await app.expireAll();
      else await new Promise(resolve => setTimeout(resolve, 5));
    }
    const results = await Promise.all(searches);
    for (const { hits } of results) expect(hits).toEqual(own);
    expect((await app.counts()).loads).toBe(4);
  });

  test('the client keeps its cache over a renewal', async () => {
    const app = await App.open();
    const search = makeSearch(app, app.source('key'));
    await search('cached');
    await app.expireAll();
    await search('another');
    const { 'searches 200': before } = await app.counts();
    await search('another');
    const { 'searches 200': after } = await app.counts();
    // Single searches of the full client are cached, too: both go through the same transporter.
    expect(after).toBe(before);
  });

  test('a refused refresh is one clear error for all who search, and one attempt at a refresh', async () => {
    const app = await App.open();
    const keys = app.source('key', { maxAttempts: 1 });
    const search = makeSearch(app, keys);
    await search('before');
    await app.setPolicy('refuse');
    await app.expireAll();
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, (_, index) => search(`q${index}`)));
    const reasons = new Set(outcomes.map(outcome => (outcome as PromiseRejectedResult).reason));
    expect([...reasons]).toEqual([
      expect.objectContaining({ code: 'ERR_CREDENTIAL_LOAD', cause: new Error('No credential: 401') }),
    ]);
    expect((await app.counts()).loads).toBe(2);
    // By the page's clock the key is still good: only the server knows that it is not.
    expect(keys.state).toMatchObject({ status: 'ready', error: { code: 'ERR_CREDENTIAL_LOAD' } });
  });

  test('an index that no key of this user allows is the server’s answer, without a refresh', async () => {
    const app = await App.open();
    const search = makeSearch(app, app.source('key'));
    await expect(search('secret', 'salaries')).rejects.toMatchObject({
      status: 403,
      message: 'Index not allowed with this API key',
    });
    expect(await app.counts()).toEqual({ loads: 1, 'searches 403': 1 });
  });
});
