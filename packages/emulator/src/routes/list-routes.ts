import type { Parameters } from '@forgekey/node';
import { Hono } from 'hono';
import type { Application } from '../application.ts';
import type { View } from '../engine/view.ts';
import { measureVisible } from '../engine/write-records.ts';
import { ApiError } from '../http/api-error.ts';
import {
  assertOperation,
  type Caller,
  type Env,
  type RouteContext,
  type Routes,
  readCaller,
  viewOf,
} from './context.ts';

/** The list of indices, as far as the caller's key shows them. */
export function createListRoutes(app: Application): Routes {
  const routes = new Hono<Env>();

  routes.get('/1/indexes', c => {
    const caller = readCaller(app, c);
    const items = [...app.indices.values()].flatMap(index => {
      const parameters = listingParameters(c, caller, index.name);
      return parameters === undefined ? [] : [describeIndex(viewOf(caller, index, parameters))];
    });
    return c.json({ items, nbPages: 1 });
  });

  return routes;
}

/** The parameters of the caller's key, which decide what is counted; undefined for an index that the key does not allow. */
function listingParameters(c: RouteContext, caller: Caller, name: string): Parameters | undefined {
  try {
    return assertOperation(c, caller, 'listIndexes', name);
  } catch (error) {
    const isOtherIndex = error instanceof ApiError && error.details.code === 'ERR_INDEX_NOT_ALLOWED';
    if (isOtherIndex) return undefined;
    throw error;
  }
}

function describeIndex(view: View): object {
  const { name, createdAt, updatedAt, primary, definition } = view.index;
  const { entries, bytes } = measureVisible(view);
  return {
    name,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    entries,
    dataSize: bytes,
    fileSize: bytes,
    lastBuildTimeS: 0,
    numberOfPendingTasks: 0,
    pendingTask: false,
    ...(primary !== undefined && { primary }),
    ...(definition.replicas.length > 0 && { replicas: definition.replicas }),
  };
}
