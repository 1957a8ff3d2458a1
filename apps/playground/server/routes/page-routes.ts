import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';

/** Serves the built page, or a short text if there is none. */
export function createPageRoutes(pageDirectory: string): Hono {
  const routes = new Hono();
  routes.get('/healthz', c => c.json({ status: 'ok' }));
  if (existsSync(join(pageDirectory, 'index.html'))) {
    // A meta element cannot say who may frame the page (CSP Level 3 section 6.4.2); a cached page would name old assets.
    routes.use(async (c, next) => {
      await next();
      c.header('content-security-policy', "frame-ancestors 'none'");
      if (c.res.headers.get('content-type')?.startsWith('text/html')) c.header('cache-control', 'no-cache');
    });
    routes.get('*', serveStatic({ root: pageDirectory }));
    return routes;
  }
  return routes.get('/', c => c.text('The local search service of forgekey. Its page has not been built.\n'));
}
