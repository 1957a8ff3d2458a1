import { type Context, Hono } from 'hono';
import { agents } from '../agent/agents.ts';
import { demoUsers } from '../data/demo-users.ts';
import { explainAuthorization } from '../explain-authorization.ts';
import { ApiError } from '../http/api-error.ts';
import { readCaller } from '../http/caller.ts';
import { readJsonObject } from '../http/read-json-object.ts';
import { identifyKey } from '../keys/identify-key.ts';
import { parentKeys } from '../keys/parent-keys.ts';
import type { Minter } from '../minting/mint-job.ts';
import { readMintJob } from '../minting/read-mint-job.ts';
import type { ServiceContext } from '../service-context.ts';

/** The application id that the page uses. The service accepts any. */
const applicationId = 'PLAYGROUND';

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

/** What the page needs besides searching. None of it hands out a parent key or a secret. */
export function createPlaygroundRoutes(context: ServiceContext): Hono {
  const routes = new Hono().basePath('/playground');

  routes.use(async (c, next) => {
    assertSameOrigin(c);
    await next();
  });

  routes.get('/users', c => c.json({ users: demoUsers }));

  routes.get('/catalog', c =>
    c.json({
      applicationId,
      agents,
      indices: [...context.indices.values()].map(({ definition: { records, ...settings } }) => ({
        ...settings,
        records: records.length,
      })),
      parents: parentKeys.map(({ apiKey: _, ...parent }) => parent),
    }),
  );

  const mintWith = (minter: Minter) => async (c: Context) =>
    c.json(await minter(readMintJob(await readJsonObject(c), new Date())));
  routes.post('/mint', mintWith(context.minters.node));
  routes.post('/mint-deno', mintWith(context.minters.deno));

  routes.post('/authorize', async c => c.json(explainAuthorization(await readJsonObject(c), new Date())));

  routes.get('/rate-limit', async c => {
    const { apiKey, ip } = readCaller(c);
    const { key, parent } = identifyKey(apiKey, new Date());
    return c.json(
      (await context.rateLimiter.quotaOf(parent, { userToken: key.restrictions.userToken, ip })) ?? {},
    );
  });

  return routes;
}

/**
 * Minting signs for whoever asks, so other sites must not be able to ask: neither from their pages, nor by a name of
 * their own that resolves to this machine (DNS rebinding).
 */
function assertSameOrigin(c: Context): void {
  const origin = c.req.header('origin');
  const { host, hostname } = new URL(c.req.url);
  const isOwnPage = origin === undefined || origin === `http://${host}`;
  if (!isOwnPage || !loopbackHosts.has(hostname))
    throw new ApiError(403, 'The playground routes serve its own page only');
}
