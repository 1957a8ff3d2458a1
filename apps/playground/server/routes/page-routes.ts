import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';

/** Serves the built page. Without one, says what runs here. */
export function createPageRoutes(pageDirectory: string): Hono {
  const routes = new Hono();
  if (existsSync(join(pageDirectory, 'index.html'))) {
    routes.get('*', serveStatic({ root: pageDirectory }));
    return routes;
  }
  return routes.get('/', c => c.text('The local search service of forgekey. Its page has not been built.\n'));
}
