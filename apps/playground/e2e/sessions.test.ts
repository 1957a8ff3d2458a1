import { type BrowserContext, chromium, type Page } from 'playwright';
import { afterAll, it, type TestContext } from 'vitest';
import { findBrowser } from '../../../tools/find-browser.ts';
import { buildSessionPages, type SessionServer, startSessionServer } from './session-server.ts';
import type { TabReport } from './sessions/tab.ts';

// The same sessions for as long as a user may stay: npm run test:long
const isLong = process.env.LONG_TESTS === '1';
const [tabsSec, outageSec, chatSec, pauseSec] = isLong ? [60, 30, 180, 2] : [5, 4, 8, 1];
/** A credential lives for five seconds, or up to a second less: a key expires on a whole second. It is renewed in the second half. */
const periodSec = 2;
const poll = { timeout: 20_000 };

const pages = await buildSessionPages();
const { executablePath, env } = await findBrowser();
const browser = await chromium.launch({ executablePath, env });
afterAll(async () => {
  await browser.close();
  await pages.remove();
});

interface Visit {
  readonly server: SessionServer;
  readonly context: BrowserContext;
  /** The status of every answer of the service, to searches and to the agent. */
  readonly statuses: number[];
}

/** A server and a browser profile of their own, so that the sessions can run at the same time. */
async function visit({ onTestFinished }: TestContext): Promise<Visit> {
  const server = await startSessionServer(pages.directory);
  const context = await browser.newContext();
  const statuses: number[] = [];
  context.on('response', response => {
    if (/\/(?:1|agent-studio)\//.test(response.url())) statuses.push(response.status());
  });
  onTestFinished(async () => {
    await context.close();
    await server.close();
  });
  return { server, context, statuses };
}

/** Pages of one profile, by the number that they tell the server. */
async function openTabs({ server, context }: Visit, count: number): Promise<Map<string, Page>> {
  const open = async (tab: string): Promise<[string, Page]> => {
    const page = await context.newPage();
    await page.goto(`${server.url}/?tab=${tab}`);
    return [tab, page];
  };
  return new Map(await Promise.all(Array.from({ length: count }, (_, number) => open(`${number}`))));
}

const reportOf = (page: Page): Promise<TabReport> =>
  page.evaluate(() => (window as unknown as { report: TabReport }).report);
const sleep = (sec: number): Promise<void> => new Promise(resolve => setTimeout(resolve, sec * 1000));

/** What a long session saw, for the person who started it. */
function print(seen: object): void {
  if (isLong) process.stdout.write(`${JSON.stringify(seen)}\n`);
}

it.concurrent('twenty tabs load once per period and no search fails, also when the tab dies that loads', async test => {
  const { expect } = test;
  const session = await visit(test);
  const { server, statuses } = session;
  const tabs = await openTabs(session, 20);
  const startedMs = performance.now();
  await sleep(tabsSec / 2);

  const loadsBefore = server.loads.length;
  server.policy = 'hang';
  await expect.poll(() => server.loads.length, poll).toBeGreaterThan(loadsBefore);
  const dying = server.loads[loadsBefore]!.get('tab')!;
  server.policy = 'issue';
  await tabs.get(dying)!.close();
  tabs.delete(dying);
  await expect.poll(() => server.loads.length, poll).toBeGreaterThan(loadsBefore + 1);
  expect(server.loads[loadsBefore + 1]!.get('tab')).not.toBe(dying);
  await sleep(tabsSec / 2);

  const reports = await Promise.all([...tabs.values()].map(reportOf));
  const elapsedSec = (performance.now() - startedMs) / 1000;
  print({ tabs: reports.length, elapsedSec, loads: server.loads.length, searches: statuses.length });
  expect(reports).toHaveLength(19);
  for (const { searches, failures } of reports) {
    expect(failures).toEqual([]);
    expect(searches).toBeGreaterThan(0);
  }
  expect(new Set(statuses)).toEqual(new Set([200]));
  // The load of the tab that died was done again.
  expect(server.loads.length).toBeLessThanOrEqual(elapsedSec / periodSec + 2);
  expect(server.loads.length).toBeGreaterThanOrEqual(tabsSec / 5);
}, 120_000);

it.concurrent('in an outage five tabs ask no more than one would, try again within a second, and all recover', async test => {
  const { expect } = test;
  const session = await visit(test);
  const { server } = session;
  const tabs = [...(await openTabs(session, 5)).values()];
  const searchesOf = async (page: Page): Promise<number> => (await reportOf(page)).searches;
  for (const page of tabs) await expect.poll(() => searchesOf(page), poll).toBeGreaterThan(0);

  server.policy = 'be down';
  const [first] = tabs as [Page];
  await expect.poll(async () => (await reportOf(first)).failures.length, poll).toBeGreaterThan(0);
  const [startedMs, loadsBefore] = [performance.now(), server.loads.length];
  await sleep(outageSec);
  const loads = server.loads.length - loadsBefore;
  const elapsedSec = (performance.now() - startedMs) / 1000;
  const before = await Promise.all(tabs.map(searchesOf));
  const loadsUntilNow = server.loads.length;
  server.policy = 'issue';
  for (const [index, page] of tabs.entries()) {
    await expect.poll(() => searchesOf(page), poll).toBeGreaterThan(before[index]!);
  }
  const reports = await Promise.all(tabs.map(reportOf));
  const loadsAfter = server.loads.length - loadsUntilNow;
  print({
    outageSec: elapsedSec,
    loads,
    loadsAfter,
    inARow: reports.map(report => report.mostFailuresInARow),
  });

  // Of one tab, two loads are at least half a second apart.
  expect(loads).toBeLessThanOrEqual(2 * elapsedSec + 2);
  for (const { failures, mostFailuresInARow } of reports) {
    expect(failures.join()).toMatch(/The server answered 503/);
    // A tab searches four times a second, or less often on a slow machine: it waits a second at most.
    expect(mostFailuresInARow).toBeLessThanOrEqual(5);
  }
  expect(loadsAfter).toBeGreaterThanOrEqual(1);
}, 120_000);

it.concurrent('the chat widget talks on with tokens of five seconds, and the service never answers 401', async test => {
  const { expect } = test;
  const { server, context, statuses } = await visit(test);
  const page = await context.newPage();
  await page.goto(`${server.url}/chat.html`);
  await page.locator('.ais-ChatToggleButton').click();
  const startedMs = performance.now();
  let messages = 0;
  while (performance.now() - startedMs < chatSec * 1000) {
    await page.locator('.ais-ChatPrompt-textarea').fill(`Is there a lamp, for the ${++messages}. time?`);
    await page.locator('.ais-ChatPrompt-submit').click();
    const answers = page.getByText('I found one record that you may see');
    await expect.poll(() => answers.count(), poll).toBe(messages);
    await sleep(pauseSec);
  }
  const renewals = server.loads.filter(query => query.get('for') === 'token').length;
  print({ chatSec, messages, answers: statuses.length, tokens: renewals });
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(statuses.length).toBeGreaterThanOrEqual(messages);
  expect(renewals).toBeGreaterThanOrEqual(chatSec / 5);
}, 300_000);
