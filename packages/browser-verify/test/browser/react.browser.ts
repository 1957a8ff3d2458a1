import { type CredentialSource, createCredentialSource } from '@forgekey/browser-verify';
import { CredentialProvider, useCredential, useSearchClient } from '@forgekey/browser-verify/react';
import { liteClient } from 'algoliasearch/lite';
import {
  type ChangeEvent,
  createElement as h,
  type ReactElement,
  StrictMode,
  Suspense,
  use,
  useEffect,
  useState,
} from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { InstantSearch, useHits, useSearchBox } from 'react-instantsearch';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { App, hosts } from './support.ts';

let app: App;
let root: Root;
let container: HTMLElement;
/** Every source that was opened, to see which ones stay behind. */
let sources: CredentialSource[];

beforeEach(async () => {
  app = await App.open();
  container = document.body.appendChild(document.createElement('div'));
  root = createRoot(container);
  sources = [];
});
afterEach(() => {
  root.unmount();
  container.remove();
});

const create = (): CredentialSource => {
  const source = app.source('key');
  sources.push(source);
  return source;
};
const open = (): CredentialSource[] => sources.filter(({ state }) => state.status !== 'closed');

function Status(): ReactElement {
  return h('output', null, useCredential().status);
}

function Results(): ReactElement {
  const { query, refine } = useSearchBox();
  const { items } = useHits();
  const onChange = (event: ChangeEvent<HTMLInputElement>): void => refine(event.currentTarget.value);
  return h('div', null, h('input', { value: query, onChange }), h('p', null, `hits: ${items.length}`));
}

function Search(): ReactElement {
  const searchClient = useSearchClient(requester =>
    liteClient(app.appId, 'set-per-request', { hosts, requester }),
  );
  return h(InstantSearch, { searchClient, indexName: 'products' }, h(Results), h(Status));
}

const page = (key = 'user-1'): ReactElement =>
  h(StrictMode, null, h(CredentialProvider, { key, create }, h(Search)));

const type = (text: string): void => {
  const input = container.querySelector('input')!;
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(input, text);
  input.dispatchEvent(new Event('input', { bubbles: true }));
};
const shows = (text: string): Promise<void> =>
  vi.waitFor(() => expect(container.textContent).toContain(text), { timeout: 10_000 });
const searches = async (): Promise<number> => (await app.counts())['searches 200'] ?? 0;

describe('InstantSearch in StrictMode', () => {
  test('searches with one source, which one load serves', async () => {
    root.render(page());
    await shows('hits: 1');
    await shows('ready');
    expect(open()).toHaveLength(1);
    expect((await app.counts()).loads).toBe(1);
  });

  test('goes on after an expiry, with the same client', async () => {
    root.render(page());
    await shows('hits: 1');
    const before = await searches();
    await app.expireAll();
    type('shoes');
    await vi.waitFor(async () => expect(await searches()).toBeGreaterThan(before), { timeout: 10_000 });
    expect((await app.counts()).loads).toBe(2);
    expect(open()).toHaveLength(1);
  });

  test('renders again without another source or load, as after a hot reload', async () => {
    root.render(page());
    await shows('hits: 1');
    for (let render = 0; render < 5; render++) root.render(page());
    type('again');
    await shows('hits: 1');
    expect(sources).toHaveLength(1);
    expect((await app.counts()).loads).toBe(1);
  });

  test('another user gets another source, and the former one is closed', async () => {
    root.render(page('user-1'));
    await shows('hits: 1');
    root.render(page('user-2'));
    await vi.waitFor(() => expect(sources).toHaveLength(2));
    await vi.waitFor(() =>
      expect(sources.map(({ state }) => state.status === 'closed')).toEqual([true, false]),
    );
    await shows('hits: 1');
  });

  test('closes the source when it is unmounted', async () => {
    root.render(page());
    await shows('hits: 1');
    root.render(null);
    await vi.waitFor(() => expect(open()).toEqual([]));
  });
});

let resume = (): void => {};
let waiting: Promise<void>;

function Late(): ReactElement {
  use(waiting);
  return h(Search);
}

test('a component that suspends before it is mounted leaves no source behind', async () => {
  waiting = new Promise<void>(resolve => {
    resume = resolve;
  });
  const provider = h(CredentialProvider, { create }, h(Late));
  root.render(h(StrictMode, null, h(Suspense, { fallback: 'waiting' }, provider)));
  await shows('waiting');
  expect(sources.length).toBeLessThanOrEqual(1);
  resume();
  await shows('hits: 1');
  expect(open()).toHaveLength(1);
});

function Retry(): ReactElement {
  const { error, status, source } = useCredential();
  if (status === 'idle') void source.get().catch(() => {});
  const onClick = (): void => void source.renew().catch(() => {});
  return h('button', { type: 'button', onClick }, `${status}: ${error?.message ?? 'fine'}`);
}

test('a failed load is shown, and "try again" brings the results', async () => {
  let isDown = true;
  const keys = app.source('key');
  const load = (): Promise<string> => (isDown ? Promise.reject(new Error('signed out')) : keys.get());
  const failing = (): CredentialSource => createCredentialSource({ load, maxAttempts: 1 });
  root.render(h(StrictMode, null, h(CredentialProvider, { create: failing }, h(Retry))));
  await shows('failed: The load failed: signed out');
  isDown = false;
  container.querySelector('button')!.click();
  await shows('ready: fine');
});

function InEffect(): ReactElement {
  const [keys, setKeys] = useState<CredentialSource>();
  const [outcome, setOutcome] = useState('waiting');
  useEffect(() => {
    const source = create();
    setKeys(source);
    return () => source.close();
  }, []);
  useEffect(() => {
    keys?.get().then(
      () => setOutcome('a key'),
      error => setOutcome(error.code),
    );
  }, [keys]);
  return h('output', null, outcome);
}

test('without the provider, a source that one effect creates and closes works in StrictMode', async () => {
  root.render(h(StrictMode, null, h(InEffect)));
  await shows('a key');
  expect(open()).toHaveLength(1);
});

test('a hook outside a provider says what is missing', async () => {
  const errors: unknown[] = [];
  const outside = createRoot(document.createElement('div'), { onUncaughtError: error => errors.push(error) });
  outside.render(h(Status));
  await vi.waitFor(() => expect(String(errors[0])).toContain('CredentialProvider'));
  outside.unmount();
});
