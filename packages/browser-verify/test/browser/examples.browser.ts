import * as browserVerify from '@forgekey/browser-verify';
import * as acrossTabs from '@forgekey/browser-verify/across-tabs';
import * as chat from '@forgekey/browser-verify/chat';
import * as lite from 'algoliasearch/lite';
import * as searchInsights from 'search-insights';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import guide from '../../../../docs/browser.md?raw';
import readme from '../../README.md?raw';
import { App, serverUrl } from './support.ts';

const modules: Record<string, Record<string, unknown>> = {
  '@forgekey/browser-verify': { ...browserVerify },
  '@forgekey/browser-verify/across-tabs': { ...acrossTabs },
  '@forgekey/browser-verify/chat': { ...chat },
  'algoliasearch/lite': { ...lite },
  'search-insights': { ...searchInsights },
};

const realFetch = window.fetch;
let app: App;

/** The page's own server and the vendor's hosts are the enforcing server; the application of an example is that of the test. */
beforeEach(async () => {
  app = await App.open();
  window.fetch = async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url.replaceAll('YourApplicationID', app.appId));
    if (url.pathname === '/search-key') return answer(await app.credential('key'));
    if (url.pathname === '/user-token') return answer(await app.credential('token'));
    if (!/\.algolia(?:net)?\.(?:net|com|io)$/.test(url.hostname)) return realFetch(request);
    const headers = new Headers(request.headers);
    if (headers.has('x-algolia-application-id')) headers.set('x-algolia-application-id', app.appId);
    const body = request.method === 'POST' ? await request.text() : null;
    return realFetch(`${serverUrl}${url.pathname}${url.search}`, { method: request.method, headers, body });
  };
});
afterEach(() => {
  window.fetch = realFetch;
});

const answer = (credential: string): Response =>
  new Response(credential, { headers: { date: new Date().toUTCString() } });

/** Runs an example as the body of an asynchronous function, and checks every `// =>` and `// throws` behind a statement. */
async function run(example: string): Promise<number> {
  let checks = 0;
  const check = (actual: unknown, expected: unknown): void => {
    checks++;
    expect(actual).toEqual(expected);
  };
  const refuse = async (call: () => Promise<unknown>, code: string): Promise<void> => {
    checks++;
    await expect(call()).rejects.toMatchObject({ code });
  };
  const code = example
    .replaceAll(/^import (\{[^}]*\}) from '([^']+)';$/gm, "const $1 = modules['$2'];")
    .replaceAll(/^(.*); \/\/ => (.*)$/gm, 'check($1, $2);')
    .replaceAll(/^await (.*); \/\/ throws (\w+)$/gm, "await refuse(() => $1, '$2');");
  const AsyncFunction = (async () => {}).constructor as new (
    ...parameters: string[]
  ) => (...given: unknown[]) => Promise<void>;
  await new AsyncFunction('modules', 'check', 'refuse', code)(modules, check, refuse);
  return checks;
}

const examplesOf = (markdown: string): string[] =>
  Array.from(markdown.matchAll(/^```js\n(.*?)^```$/gms), match => match[1]!);

describe('README.md', () => {
  const [example, ...others] = examplesOf(readme);

  test('begins with an example of at most 12 lines, which finds something', async () => {
    expect(others).toEqual([]);
    expect(example!.trimEnd().split('\n').length).toBeLessThanOrEqual(12);
    await run(example!);
    expect(await app.counts()).toEqual({ loads: 1, 'searches 200': 1 });
  });

  test('names every function that there is', () => {
    for (const [name, value] of Object.entries(browserVerify)) {
      if (typeof value === 'function' && !/Error$/.test(name)) expect(readme).toContain(name);
    }
  });
});

describe('docs/browser.md', () => {
  const examples = examplesOf(guide);

  test('has examples', () => {
    expect(examples.length).toBeGreaterThanOrEqual(7);
  });

  test.each(examples)('example %# keeps its word', async example => {
    expect(await run(example)).toBeGreaterThan(0);
  });
});
