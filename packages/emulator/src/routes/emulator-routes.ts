import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Application } from '../application.ts';
import { ApiError } from '../http/api-error.ts';
import { type Env, type RouteContext, type Routes, readCaller, remoteAddress } from './context.ts';

/** Of one stream. */
const MAX_WAITING_DECISIONS = 1000;

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Our own routes, for tests and for people who watch: what was asked and why it was answered so. */
export function createEmulatorRoutes(app: Application): Routes {
  const routes = new Hono<Env>().basePath('/_emulator');

  routes.use(async (c, next) => {
    assertLocal(c);
    await next();
  });

  routes.get('/health', c => c.json({ status: 'ok' }));
  routes.get('/requests', c => c.json({ requests: app.log.decisions }));
  routes.get('/events', c => c.json({ events: app.events }));

  routes.get('/requests/stream', c =>
    streamSSE(c, async stream => {
      // A reader that takes nothing is cut off: what it does not read would be kept in memory.
      let waiting = 0;
      const stop = app.log.listen(decision => {
        if (++waiting > MAX_WAITING_DECISIONS) stream.abort();
        else void stream.writeSSE({ data: JSON.stringify(decision) }).then(() => waiting--);
      });
      // The headers go out with the first bytes, and a page waits for them.
      await stream.write(': connected\n\n');
      await new Promise<void>(resolve => {
        stream.onAbort(resolve);
        app.closing.addEventListener('abort', () => resolve(), { once: true });
        if (app.closing.aborted) resolve();
      });
      stop();
    }),
  );

  /** Where the caller of this request stands in the hourly limit of its parent key; it counts nothing. */
  routes.get('/rate-limit', async c => {
    const { key, parent, ip } = readCaller(app, c);
    const { userToken } = key.restrictions;
    return c.json((await app.rateLimits.quotaOf(parent, { userToken, ip })) ?? {});
  });

  routes.post('/reset', async c => {
    await app.reset();
    return c.json({ status: 'ok' });
  });

  return routes;
}

/**
 * These routes take no key, so other sites must not reach them: neither from their pages, nor by a name of their own that
 * resolves to this machine (DNS rebinding).
 */
export function assertLocal(c: RouteContext): void {
  const origin = c.req.header('origin');
  const { host, hostname } = new URL(c.req.url);
  const isOwnPage = origin === undefined || origin === `http://${host}`;
  // Another machine can send any Host.
  if (!isOwnPage || !loopbackHosts.has(hostname) || !isLoopback(remoteAddress(c))) {
    throw new ApiError(403, 'These routes answer pages of their own origin on localhost only', {
      hint: `Open http://localhost instead of ${hostname}.`,
    });
  }
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(?:::ffff:)?127\./.test(address);
}
