import { createInsightsRequestFn, createKeyRequester } from '@forgekey/browser-verify';
import { algoliasearch } from 'algoliasearch';
import { createInsightsClient } from 'search-insights';
import { describe, expect, test } from 'vitest';
import { App, hosts, serverUrl } from './support.ts';

const click = {
  eventType: 'click' as const,
  eventName: 'Product clicked',
  index: 'products',
  userToken: 'user-1',
  objectIDs: ['1'],
};

describe('search-insights, which InstantSearch uses', () => {
  async function open() {
    const app = await App.open();
    const keys = app.source('key');
    const aa = createInsightsClient(createInsightsRequestFn(keys));
    aa('init', { appId: app.appId, apiKey: 'set-per-request', host: serverUrl });
    const send = (): Promise<boolean> => aa('sendEvents', [click]) as unknown as Promise<boolean>;
    return { app, keys, send };
  }

  test.each(['expireAll', 'revokeAll'] as const)('%s: its events get the new key', async event => {
    const { app, send } = await open();
    expect(await send()).toBe(true);
    await app[event]();
    expect(await send()).toBe(true);
    expect(await app.counts()).toEqual({ loads: 2, 'events 200': 2, 'events 401': 1 });
  });

  test('events share the renewal that a search has brought', async () => {
    const { app, keys, send } = await open();
    const client = algoliasearch(app.appId, 'x', { hosts, requester: createKeyRequester(keys) });
    await client.searchSingleIndex({ indexName: 'products' });
    await app.expireAll();
    await Promise.all([
      client.searchSingleIndex({ indexName: 'products', searchParams: { query: 'b' } }),
      send(),
    ]);
    expect((await app.counts()).loads).toBe(2);
  });

  test('events that no caller awaits cause no unhandled rejection when no key is available', async () => {
    const { app, keys, send } = await open();
    await app.setPolicy('garbage');
    expect(await send()).toBe(false);
    expect(keys.state).toMatchObject({ status: 'failed', error: { code: 'ERR_CREDENTIAL_UNUSABLE' } });
  });
});

describe('events that are more than a browser keeps alive behind a page', () => {
  async function open() {
    const app = await App.open();
    const send = createInsightsRequestFn(app.source('key'));
    const url = `${serverUrl}/1/events?X-Algolia-API-Key=x&X-Algolia-Application-Id=${app.appId}`;
    return { app, send: (eventName: string) => send(url, { events: [{ ...click, eventName }] }) };
  }

  test.each([
    ['one of 60 kB, which are 20,000 characters', ['日'.repeat(20_000)]],
    ['one of 75 kB, which are 25,000 characters', ['日'.repeat(25_000)]],
    ['one of 100 kB', ['a'.repeat(100_000)]],
    ['thirty of 6 kB at once', Array<string>(30).fill('a'.repeat(6000))],
    ['four of 20 kB at once', Array<string>(4).fill('a'.repeat(20_000))],
  ])('%s: all arrive, once', async (_, names) => {
    const { app, send } = await open();
    expect(await Promise.all(names.map(send))).toEqual(names.map(() => true));
    expect(await app.counts()).toEqual({ loads: 1, 'events 200': names.length });
  });
});

test('the events client of algoliasearch gets the new key through the same requester', async () => {
  const app = await App.open();
  const client = algoliasearch(app.appId, 'set-per-request').initInsights({
    region: 'us',
    options: { hosts, requester: createKeyRequester(app.source('key')) },
  });
  await client.pushEvents({ events: [click] });
  await app.expireAll();
  await client.pushEvents({ events: [click] });
  expect(await app.counts()).toEqual({ loads: 2, 'events 200': 2, 'events 401': 1 });
});
