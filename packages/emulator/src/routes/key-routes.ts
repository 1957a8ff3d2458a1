import type { ParentApiKey } from '@forgekey/node';
import { Hono } from 'hono';
import { newApiKey, type StoredKey } from '../access/key-ring.ts';
import { limitsProblem } from '../access/limits-problem.ts';
import type { Application } from '../application.ts';
import { ApiError } from '../http/api-error.ts';
import { engineRefusal } from '../http/engine-refusal.ts';
import { type JsonObject, readJsonObject } from '../http/read-body.ts';
import { type Env, type RouteContext, type Routes, readCaller } from './context.ts';

/** `/1/keys`: the API keys of the application. Only the Admin API key manages keys. Every other key can read itself. */
export function createKeyRoutes(app: Application): Routes {
  const routes = new Hono<Env>();

  routes.get('/1/keys', c => {
    assertAdmin(app, c);
    return c.json({ keys: app.keys.list().map(describeKey) });
  });

  routes.post('/1/keys', async c => {
    assertAdmin(app, c);
    const key = { value: newApiKey(), ...readLimits(await readJsonObject(c)) };
    app.keys.set(key);
    return c.json({ key: key.value, createdAt: new Date().toISOString() }, 201);
  });

  routes.get('/1/keys/:key', c => {
    const caller = readCaller(app, c);
    const value = c.req.param('key');
    const isOwn = caller.kind === 'parent' && caller.parent.value === value;
    if (caller.kind !== 'admin' && !isOwn) throw engineRefusal('ERR_METHOD_NOT_ALLOWED');
    return c.json(describeKey(findKey(app, value)));
  });

  routes.put('/1/keys/:key', async c => {
    assertAdmin(app, c);
    const { value } = findKey(app, c.req.param('key'));
    app.keys.set({ value, ...readLimits(await readJsonObject(c)) });
    return c.json({ key: value, updatedAt: new Date().toISOString() });
  });

  routes.delete('/1/keys/:key', c => {
    assertAdmin(app, c);
    app.keys.delete(findKey(app, c.req.param('key')));
    return c.json({ deletedAt: new Date().toISOString() });
  });

  routes.post('/1/keys/:key/restore', c => {
    assertAdmin(app, c);
    const key = app.keys.restore(c.req.param('key'));
    if (key === undefined) throw keyUnknown();
    return c.json({ key: key.value, createdAt: new Date().toISOString() });
  });

  return routes;
}

function assertAdmin(app: Application, c: RouteContext): void {
  if (readCaller(app, c).kind !== 'admin') throw engineRefusal('ERR_METHOD_NOT_ALLOWED');
}

function findKey(app: Application, value: string): StoredKey {
  const key = app.keys.get(value);
  if (key === undefined) throw keyUnknown();
  return key;
}

function keyUnknown(): ApiError {
  return new ApiError(404, 'Key does not exist');
}

function readLimits(body: JsonObject): { limits: ParentApiKey; description: string } {
  const { description = '', ...limits } = body;
  if (!Array.isArray(limits.acl)) throw new ApiError(400, 'The body must hold a list "acl"');
  const problem = limitsProblem(limits);
  if (problem !== undefined) throw new ApiError(400, `Invalid key: ${problem}`);
  return { limits: { ...limits, createdAt: Date.now() }, description: String(description) };
}

function describeKey({ value, limits, description = '' }: StoredKey): object {
  return {
    value,
    createdAt: limits.createdAt,
    acl: limits.acl ?? [],
    description,
    indexes: limits.indexes ?? [],
    maxHitsPerQuery: limits.maxHitsPerQuery ?? 0,
    maxQueriesPerIPPerHour: limits.maxQueriesPerIPPerHour ?? 0,
    queryParameters: limits.queryParameters ?? '',
    referers: limits.referers ?? [],
    validity: limits.validity ?? 0,
  };
}
