import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Application } from '../application.ts';
import { ApiError } from '../http/api-error.ts';
import { type Env, type RouteContext, type Routes, readCaller, remoteAddress } from './context.ts';

/** Of one stream. */
const MAX_WAITING_DECISIONS = 1000;

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Our own routes, for tests and for people who watch the log: each request and the reason for its answer. */
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
      // A client that stops reading is cut off, because everything it does not read stays in memory.
      let waiting = 0;
      const stop = app.log.listen(decision => {
        if (++waiting > MAX_WAITING_DECISIONS) stream.abort();
        else void stream.writeSSE({ data: JSON.stringify(decision) }).then(() => waiting--);
      });
      // A page waits for the headers, which are sent with the first bytes.
      await stream.write(': connected\n\n');
      await new Promise<void>(resolve => {
        stream.onAbort(resolve);
        app.closing.addEventListener('abort', () => resolve(), { once: true });
        if (app.closing.aborted) resolve();
      });
      stop();
    }),
  );

  /** How much of the hourly limit the caller has used. This request does not count. */
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
 * These routes need no key, so other sites must not reach them: neither from their pages, nor through a host name that
 * resolves to this machine (DNS rebinding).
 */
function assertLocal(c: RouteContext): void {
  const origin = c.req.header('origin');
  const { host, hostname } = new URL(c.req.url);
  const isOwnPage = origin === undefined || origin === `http://${host}`;
  // The Host header is not enough: another machine can send any value.
  if (!isOwnPage || !loopbackHosts.has(hostname) || !isLoopback(remoteAddress(c))) {
    throw new ApiError(403, 'These routes answer pages of their own origin on localhost only', {
      hint: `Open http://localhost instead of ${hostname}.`,
    });
  }
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(?:::ffff:)?127\./.test(address);
}
