import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright';
import { afterAll, afterEach } from 'vitest';
import { findBrowser } from '../../../tools/find-browser.ts';
import { type Service, startService } from '../server/start-service.ts';

export interface Playground {
  readonly service: Service;
  /** Opens the page in a context of its own; it is closed at the end of the test, which fails on any script error. */
  open(hash?: string, options?: BrowserContextOptions): Promise<Page>;
}

const root = fileURLToPath(new URL('..', import.meta.url));
/** A host name that reaches this machine in the browser of the tests. */
export const otherHost = 'playground.example';

const desktop = { width: 1280, height: 900 };
const actionTimeoutMs = 10_000;

/** The real service with the built page, and a real Chromium, for the tests of one file. */
export async function startPlayground(): Promise<Playground> {
  const pageDirectory = `${root}dist/page`;
  if (!existsSync(`${pageDirectory}/index.html`))
    throw new Error('The page is not built. Build first: npm run build');
  const service = await startService({ port: 0, pageDirectory, denoScript: `${root}deno/mint-server.ts` });
  service.warmUp();
  const { executablePath, env } = await findBrowser();
  // A name that is not localhost, for what the service refuses then.
  const args = [`--host-resolver-rules=MAP ${otherHost} 127.0.0.1`];
  const browser: Browser = await chromium.launch({ executablePath, env, args });
  const scriptErrors: Error[] = [];

  afterEach(async () => {
    await Promise.all(browser.contexts().map(context => context.close()));
    const [error] = scriptErrors.splice(0);
    if (error) throw error;
  });
  afterAll(async () => {
    await browser.close();
    await service.stop();
  });
  return {
    service,
    async open(hash = '', options = {}) {
      const context = await browser.newContext({ viewport: desktop, ...options });
      const page = await context.newPage();
      page.setDefaultTimeout(actionTimeoutMs);
      page.on('pageerror', error => scriptErrors.push(error));
      await page.goto(`${service.url}/${hash}`);
      return page;
    },
  };
}

/** The text of an element as it is shown, once it is there. */
export async function shownText(locator: Locator): Promise<string> {
  // biome-ignore lint/performance/useDomNodeTextContent: text that is hidden must not count
  return (await locator.first().innerText()).trim();
}

/** The same, found by its test id. */
export async function textOf(page: Page, testId: string): Promise<string> {
  // Looked for with every frame: what a locator waits for is looked for twice a second at last.
  await page.waitForFunction(id => document.querySelector(`[data-testid="${id}"]`) !== null, testId);
  return shownText(page.getByTestId(testId));
}

/** Waits until the number in an element satisfies `isRight`, and returns it. */
export async function numberOf(
  page: Page,
  testId: string,
  isRight: (value: number) => boolean = () => true,
  timeoutMs: number = actionTimeoutMs,
): Promise<number> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const value = Number.parseInt(await textOf(page, testId), 10);
    if (isRight(value)) return value;
    if (Date.now() > deadline) throw new Error(`${testId} is ${value} after ${timeoutMs} ms`);
    await page.waitForTimeout(50);
  }
}
