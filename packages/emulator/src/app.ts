import { isForgekeyError } from '@forgekey/node';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { fingerprint } from './access/key-ring.ts';
import type { Application } from './application.ts';
import { ApiError, errorBody } from './http/api-error.ts';
import { MAX_BODY_BYTES, tooLarge } from './http/read-body.ts';
import { createAgentRoutes } from './routes/agent-routes.ts';
import type { Env, RouteContext, Routes } from './routes/context.ts';
import { createEmulatorRoutes } from './routes/emulator-routes.ts';
import { createEventRoutes } from './routes/event-routes.ts';
import { createKeyRoutes } from './routes/key-routes.ts';
import { createListRoutes } from './routes/list-routes.ts';
import { createObjectRoute, createSearchRoutes } from './routes/search-routes.ts';
import { createSettingsRoutes } from './routes/settings-routes.ts';
import { createWriteRoutes } from './routes/write-routes.ts';

/** All routes of an application. Every refusal and every failure is answered as JSON. */
export function createApp(application: Application, more: readonly Hono[] = []): Hono<Env> {
  const app = new Hono<Env>();
  recordDecisions(app, application);

  // Any page may call the vendor's routes, as it may call the vendor. The emulator's own routes take no other origin.
  const anyOrigin = cors({ origin: '*', exposeHeaders: ['retry-after'], maxAge: 600 });
  for (const path of ['/1/*', '/2/*', '/3/*', '/agent-studio/*']) app.use(path, anyOrigin);
  app.use(
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: () => {
        throw tooLarge();
      },
    }),
  );

  const routes: Routes[] = [
    createEmulatorRoutes(application),
    createSearchRoutes(application),
    createSettingsRoutes(application),
    createListRoutes(application),
    createWriteRoutes(application),
    createKeyRoutes(application),
    createEventRoutes(application),
    createAgentRoutes(application),
    createObjectRoute(application),
  ];
  for (const route of routes) app.route('/', route);
  for (const route of more) app.route('/', route);

  app.notFound(c => {
    // For a route that only the vendor has, a 404 would look as if a record or an index did not exist.
    const error = isVendorsPath(c.req.path)
      ? new ApiError(501, 'The emulator does not support this route')
      : new ApiError(404, 'Path not found');
    return answerRefusal(c as RouteContext, error);
  });
  app.onError((error, c) => {
    if (error instanceof ApiError) return answerRefusal(c, error);
    if (isForgekeyError(error)) return answerRefusal(c, new ApiError(400, error.message, error));
    // A body that stopped arriving means that the client has gone, so no one reads the answer.
    if (!c.req.raw.signal.aborted) console.error(error);
    return answerRefusal(c, new ApiError(500, 'Internal Server Error'));
  });
  return app;
}

/** Logs each request to the vendor's routes, and its answer. */
function recordDecisions(app: Hono<Env>, { log }: Application): void {
  app.use(async (c, next) => {
    const startedAt = performance.now();
    const decision = log.open(c.req.method, withoutKey(c.req.path));
    c.set('decision', decision);
    await next();
    decision.status = c.res.status;
    decision.durationMs = Math.round((performance.now() - startedAt) * 10) / 10;
    if (isVendorsPath(c.req.path) && c.req.method !== 'OPTIONS') log.close(decision);
  });
}

/** `/1/keys/{key}` names an API key. */
function withoutKey(path: string): string {
  return path.replace(/^(\/1\/keys\/)([^/]+)/, (_, start: string, key: string) => start + fingerprint(key));
}

function answerRefusal(c: RouteContext, error: ApiError): Response {
  const { code, hint } = error.details;
  const decision = c.get('decision');
  decision.message = error.message;
  if (code !== undefined) decision.code = code;
  if (hint !== undefined) decision.hint = hint;
  return c.json(errorBody(error), error.status as ContentfulStatusCode, { ...error.headers });
}

/** Whether the vendor has routes that begin like this path. */
function isVendorsPath(path: string): boolean {
  return /^\/(?:[123]|agent-studio)\//.test(path);
}
