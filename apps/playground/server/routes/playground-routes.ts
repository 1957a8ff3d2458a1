import { type Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { demoUsers } from '../data/demo-users.ts';
import { type ServiceData, summarize } from '../data/service-data.ts';
import { ApiError, errorBody } from '../http/api-error.ts';
import { readJsonObject } from '../http/read-json-object.ts';
import { parentKeys } from '../keys/parent-keys.ts';
import type { Minter } from '../minting/mint-job.ts';
import { readMintJob } from '../minting/read-mint-job.ts';

/** The application id that the page uses. The emulator accepts any. */
const applicationId = 'PLAYGROUND';

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The routes of the page besides searching. None of them returns a parent key or a secret. */
export function createPlaygroundRoutes(
  { indices, agents }: ServiceData,
  minters: { node: Minter; deno: Minter },
): Hono {
  const routes = new Hono().basePath('/playground');

  routes.use(async (c, next) => {
    assertSameOrigin(c);
    await next();
  });
  routes.onError((error, c) => {
    if (error instanceof ApiError) return c.json(errorBody(error), error.status as ContentfulStatusCode);
    throw error;
  });

  routes.get('/users', c => c.json({ users: demoUsers }));

  routes.get('/catalog', c =>
    c.json({
      applicationId,
      agents,
      indices: summarize(indices),
      parents: parentKeys.map(({ apiKey: _, ...parent }) => parent),
    }),
  );

  const mintWith = (minter: Minter) => async (c: Context) =>
    c.json(await minter(readMintJob(await readJsonObject(c), new Date())));
  routes.post('/mint', mintWith(minters.node));
  routes.post('/mint-deno', mintWith(minters.deno));

  return routes;
}

/**
 * Minting signs for every caller, so other sites must not reach it: neither from their pages, nor through a host name of
 * theirs that resolves to this machine (DNS rebinding).
 */
function assertSameOrigin(c: Context): void {
  const origin = c.req.header('origin');
  const { host, hostname } = new URL(c.req.url);
  const isOwnPage = origin === undefined || origin === `http://${host}`;
  if (!isOwnPage || !loopbackHosts.has(hostname))
    throw new ApiError(403, 'The playground routes serve its own page only');
}
