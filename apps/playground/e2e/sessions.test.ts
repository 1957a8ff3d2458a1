import { type Browser, type BrowserContext, chromium, type Page } from 'playwright';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { findBrowser } from '../../../tools/find-browser.ts';
import { startSessionServer } from './session-server.ts';
import type { TabReport } from './sessions/tab.ts';

// The same sessions for as long as a user may stay: npm run test:long
const isLong = process.env.LONG_TESTS === '1';
const [tabsSec, outageSec, chatSec, pauseSec] = isLong ? [60, 30, 180, 2] : [6, 5, 12, 1];
/** A credential lives for five seconds, or up to a second less: a key expires on a whole second. It is renewed in the second half. */
const periodSec = 2;

const server = await startSessionServer();
const { executablePath, env } = await findBrowser();
const browser: Browser = await chromium.launch({ executablePath, env });
let context: BrowserContext;
/** The status of every answer of the service, of searches and of the agent. */
let statuses: number[];
let opened = 0;

beforeEach(async () => {
  server.policy = 'issue';
  server.loads.length = 0;
  statuses = [];
  context = await browser.newContext();
  context.on('response', response => {
    if (/\/(?:1|agent-studio)\//.test(response.url())) statuses.push(response.status());
  });
});
afterEach(() => context.close());
afterAll(async () => {
  await browser.close();
  await server.close();
});

async function openTab(): Promise<[tab: string, page: Page]> {
  const tab = `${++opened}`;
  const page = await context.newPage();
  await page.goto(`${server.url}/?tab=${tab}`);
  return [tab, page];
}

const reportOf = (page: Page): Promise<TabReport> =>
  page.evaluate(() => (window as unknown as { report: TabReport }).report);
/** What a long session saw, for whoever asked for it. */
const report = (seen: object): void => {
  if (isLong) process.stdout.write(`${JSON.stringify(seen)}\n`);
};
const sleep = (sec: number): Promise<void> => new Promise(resolve => setTimeout(resolve, sec * 1000));

it('twenty tabs load once per period and no search fails, also when the tab dies that loads', async () => {
  const tabs = new Map(await Promise.all(Array.from({ length: 20 }, openTab)));
  const startedMs = performance.now();
  await sleep(tabsSec / 2);

  const loadsBefore = server.loads.length;
  server.policy = 'hang';
  await expect.poll(() => server.loads.length, { timeout: 10_000 }).toBeGreaterThan(loadsBefore);
  const dying = server.loads[loadsBefore]!.get('tab')!;
  server.policy = 'issue';
  await tabs.get(dying)!.close();
  tabs.delete(dying);
  await expect.poll(() => server.loads.length, { timeout: 10_000 }).toBeGreaterThan(loadsBefore + 1);
  expect(server.loads[loadsBefore + 1]!.get('tab')).not.toBe(dying);
  await sleep(tabsSec / 2);

  const reports = await Promise.all([...tabs.values()].map(reportOf));
  const elapsedSec = (performance.now() - startedMs) / 1000;
  expect(reports).toHaveLength(19);
  for (const { searches, failures } of reports) {
    expect(failures).toEqual([]);
    expect(searches).toBeGreaterThan(tabsSec / 2);
  }
  expect(new Set(statuses)).toEqual(new Set([200]));
  // The load of the tab that died was done again.
  expect(server.loads.length).toBeLessThanOrEqual(elapsedSec / periodSec + 2);
  expect(server.loads.length).toBeGreaterThanOrEqual(tabsSec / 5);
  report({ elapsedSec, loads: server.loads.length, searches: statuses.length });
}, 120_000);

it('after an outage that outlives the key, the first load succeeds, and none was more than a second away', async () => {
  const [, page] = await openTab();
  await expect.poll(async () => (await reportOf(page)).searches, { timeout: 10_000 }).toBeGreaterThan(0);
  server.policy = 'be down';
  await expect
    .poll(async () => (await reportOf(page)).failures.length, { timeout: 10_000 })
    .toBeGreaterThan(0);
  await sleep(outageSec);
  const { searches } = await reportOf(page);
  const loads = server.loads.length;
  server.policy = 'issue';
  await expect
    .poll(async () => (await reportOf(page)).searches, { timeout: 10_000 })
    .toBeGreaterThan(searches);
  expect(server.loads.length).toBe(loads + 1);
  const { failures, mostFailuresWithoutLoad } = await reportOf(page);
  // The tab searches five times a second, or less often on a slow machine.
  expect(mostFailuresWithoutLoad).toBeLessThanOrEqual(6);
  expect(failures.join()).toMatch(/The server answered 503/);
  report({ loads, failures: failures.length, mostFailuresWithoutLoad });
}, 120_000);

it('an outage asks the server no more for twenty tabs than for one', async () => {
  const tabs = new Map(await Promise.all(Array.from({ length: 20 }, openTab)));
  const pages = [...tabs.values()];
  await expect.poll(async () => (await reportOf(pages[0]!)).searches, { timeout: 10_000 }).toBeGreaterThan(0);
  server.policy = 'be down';
  await expect
    .poll(async () => (await reportOf(pages[0]!)).failures.length, { timeout: 10_000 })
    .toBeGreaterThan(0);
  const startedMs = performance.now();
  const loads = server.loads.length;
  await sleep(outageSec);
  // Of one tab, two loads are at least half a second apart.
  const elapsedSec = (performance.now() - startedMs) / 1000;
  expect(server.loads.length - loads).toBeLessThanOrEqual(2 * elapsedSec + 2);
  report({ elapsedSec, loads: server.loads.length - loads });
  server.policy = 'issue';
  const before = await Promise.all(pages.map(reportOf));
  for (const [index, page] of pages.entries()) {
    await expect
      .poll(async () => (await reportOf(page)).searches, { timeout: 10_000 })
      .toBeGreaterThan(before[index]!.searches);
  }
}, 120_000);

it('the chat widget talks on with tokens of five seconds, and the service never answers 401', async () => {
  const page = await context.newPage();
  await page.goto(`${server.url}/chat.html`);
  await page.locator('.ais-ChatToggleButton').click();
  const startedMs = performance.now();
  let messages = 0;
  while (performance.now() - startedMs < chatSec * 1000) {
    await page.locator('.ais-ChatPrompt-textarea').fill(`Is there a lamp, for the ${++messages}. time?`);
    await page.locator('.ais-ChatPrompt-submit').click();
    await expect
      .poll(() => page.getByText('I found one record that you may see').count(), { timeout: 10_000 })
      .toBe(messages);
    await sleep(pauseSec);
  }
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(statuses.length).toBeGreaterThanOrEqual(messages);
  const renewals = server.loads.filter(query => query.get('for') === 'token').length;
  expect(renewals).toBeGreaterThanOrEqual(chatSec / 5);
  report({ messages, answers: statuses.length, renewals });
}, 300_000);
