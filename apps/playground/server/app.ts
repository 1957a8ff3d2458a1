import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { ApiError, errorBody } from './http/api-error.ts';
import { createAgentRoutes } from './routes/agent-routes.ts';
import { createPageRoutes } from './routes/page-routes.ts';
import { createPlaygroundRoutes } from './routes/playground-routes.ts';
import { createSearchRoutes } from './routes/search-routes.ts';
import type { ServiceContext } from './service-context.ts';

const maxBodyBytes = 512 * 1024;

/** All routes of the service. Whatever is refused, and whatever goes wrong, is answered as JSON. */
export function createApp(context: ServiceContext, pageDirectory: string): Hono {
  const app = new Hono();

  // Any page may call the engine's routes, as it may call the engine; not the playground's own.
  const anyOrigin = cors({ origin: '*' });
  app.use('/1/*', anyOrigin);
  app.use('/agent-studio/*', anyOrigin);
  app.use(
    bodyLimit({
      maxSize: maxBodyBytes,
      onError: () => {
        throw new ApiError(413, `The request body is larger than ${maxBodyBytes} bytes`);
      },
    }),
  );

  app.get('/healthz', c => c.json({ status: 'ok' }));
  app.route('/', createSearchRoutes(context));
  app.route('/', createAgentRoutes(context));
  app.route('/', createPlaygroundRoutes(context));
  app.route('/', createPageRoutes(pageDirectory));

  app.notFound(c => c.json(errorBody(new ApiError(404, 'Path not found')), 404));
  app.onError((error, c) => {
    if (error instanceof ApiError) return c.json(errorBody(error), error.status as ContentfulStatusCode);
    // A body that stopped arriving is the client's doing; nobody is left to read the answer.
    if (!c.req.raw.signal.aborted) console.error(error);
    return c.json(errorBody(new ApiError(500, 'Internal Server Error')), 500);
  });
  return app;
}
