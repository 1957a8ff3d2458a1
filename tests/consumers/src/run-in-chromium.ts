import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { chromium } from 'playwright';
import { findBrowser } from '../../../tools/find-browser.ts';

export interface Page {
  /** The folder to serve. Its index.html is the page. */
  readonly folder: string;
  /** A global function of the page. It is called without arguments and returns a JSON value. */
  readonly evaluate: string;
  readonly timeoutSec: number;
}

/** Skips the browser only on request, never silently. */
export const leavesBrowserOut: boolean = process.env.NO_BROWSER_TESTS === '1';

const contentTypes: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };

/** Opens a page in a real browser and returns its result. An error in the page fails the check. */
export async function runInChromium<Result>({ folder, evaluate, timeoutSec }: Page): Promise<{
  version: string;
  result: Result;
}> {
  const { executablePath, env } = await findBrowser();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const file = join(folder, pathname === '/' ? 'index.html' : pathname);
    readFile(file).then(
      content => response.setHeader('content-type', contentTypes[extname(file)] ?? 'text/plain').end(content),
      () => response.writeHead(404).end(),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const browser = await chromium.launch({ executablePath, env });
  try {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on('pageerror', error => errors.push(String(error)));
    page.setDefaultTimeout(timeoutSec * 1000);
    await page.goto(`http://127.0.0.1:${port}/`);
    await page
      .waitForFunction(name => typeof (globalThis as Record<string, unknown>)[name] === 'function', evaluate)
      .catch(error => {
        throw new Error(errors[0] ?? String(error));
      });
    const result = await page.evaluate<unknown>(`${evaluate}()`);
    if (errors.length > 0) throw new Error(errors.join('\n'));
    return { version: browser.version(), result: result as Result };
  } finally {
    await browser.close();
    server.close();
  }
}
