import { Hono } from 'hono';
import { ApiError } from '../http/api-error.ts';
import type { Env, Routes } from './context.ts';

/** Routes that only the vendor has. A 404 would look as if a record or an index did not exist. */
const unsupported = [
  '/1/indexes/:index/recommendations',
  '/1/indexes/:index/similar',
  '/1/dictionaries/*',
  '/1/clusters/*',
  '/1/logs',
  '/1/security/*',
  '/1/migratesources/*',
  '/1/profiles/*',
  '/1/strategies/*',
  '/1/configs/*',
  '/1/compositions/*',
  '/1/usertokens/*',
  '/1/agents/*',
  '/1/task/*',
  '/2/*',
  '/agent-studio/1/agents',
  '/agent-studio/1/agents/:agentId/tasks',
] as const;

export function createUnsupportedRoutes(): Routes {
  const routes = new Hono<Env>();
  for (const path of unsupported) {
    routes.all(path, () => {
      throw new ApiError(501, 'The emulator does not support this route');
    });
  }
  return routes;
}
