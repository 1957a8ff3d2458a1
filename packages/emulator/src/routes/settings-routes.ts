import { Hono } from 'hono';
import type { Acl } from '../access/key-ring.ts';
import type { Application } from '../application.ts';
import { consequencesNotApplied, type Rule } from '../engine/rules.ts';
import type { SearchIndex, StoredObject } from '../engine/search-index.ts';
import { ApiError } from '../http/api-error.ts';
import { isObject, type JsonObject, readJson, readJsonObject } from '../http/read-body.ts';
import { allowOperation, type Env, findIndex, type RouteContext, type Routes } from './context.ts';

const defaultHitsPerPage = 20;

/** Settings, rules and synonyms. Synonyms are stored and not applied. */
export function createSettingsRoutes(app: Application): Routes {
  const routes = new Hono<Env>();

  routes.get('/1/indexes/:index/settings', c => {
    allowOperation(app, c, 'settings', c.req.param('index'));
    return c.json(findIndex(app, c.req.param('index')).settings);
  });
  routes.put('/1/indexes/:index/settings', async c => {
    const name = c.req.param('index');
    allowOperation(app, c, 'editSettings', name);
    const changes = await readJsonObject(c);
    const index = app.openIndex(name);
    app.setSettings(index, { ...index.settings, ...changes });
    return c.json({ updatedAt: new Date().toISOString(), taskID: app.nextTaskId() });
  });

  addObjectRoutes<Rule>(routes, app, 'rules', index => index.rules, warnOfRule);
  addObjectRoutes<StoredObject>(
    routes,
    app,
    'synonyms',
    index => index.synonyms,
    () => 'The emulator stores synonyms and does not apply them.',
  );
  return routes;
}

function warnOfRule(rule: Rule): string | undefined {
  const names = consequencesNotApplied(rule);
  return names.length === 0
    ? undefined
    : `The emulator stores these consequences of rules and does not apply them: ${names.join(', ')}.`;
}

/** Batch, search, clear, get, save and delete, which rules and synonyms have in common. */
function addObjectRoutes<Stored extends { readonly objectID: string }>(
  routes: Routes,
  app: Application,
  path: 'rules' | 'synonyms',
  mapOf: (index: SearchIndex) => Map<string, Stored>,
  warnOf: (stored: Stored) => string | undefined,
): void {
  const open = (c: RouteContext, acl: Acl): Map<string, Stored> => {
    const name = c.req.param('index')!;
    allowOperation(app, c, acl, name);
    return mapOf(acl === 'settings' ? findIndex(app, name) : app.openIndex(name));
  };
  const base = `/1/indexes/:index/${path}` as const;

  routes.post(`${base}/batch`, async c => {
    const body = await readJson(c);
    const stored = open(c, 'editSettings');
    const objects = (Array.isArray(body) ? body : []).map(one => readStored<Stored>(one));
    const clears = ['clearExistingRules', 'replaceExistingSynonyms'].some(
      name => c.req.query(name) === 'true',
    );
    if (clears) stored.clear();
    for (const object of objects) stored.set(object.objectID, object);
    return saved(app, c, objects.map(warnOf));
  });
  routes.post(`${base}/clear`, c => {
    open(c, 'editSettings').clear();
    return saved(app, c);
  });
  routes.post(`${base}/search`, async c =>
    c.json(search([...open(c, 'settings').values()], await readJsonObject(c))),
  );
  routes.get(`${base}/:objectID`, c => {
    const found = open(c, 'settings').get(c.req.param('objectID') ?? '');
    if (found === undefined) throw new ApiError(404, 'ObjectID does not exist');
    return c.json(found);
  });
  routes.put(`${base}/:objectID`, async c => {
    const objectID = c.req.param('objectID') ?? '';
    const body = await readJsonObject(c);
    const object = readStored<Stored>({ ...body, objectID });
    open(c, 'editSettings').set(objectID, object);
    return saved(app, c, [warnOf(object)], { id: objectID });
  });
  routes.delete(`${base}/:objectID`, c => {
    open(c, 'editSettings').delete(c.req.param('objectID') ?? '');
    return c.json({ deletedAt: new Date().toISOString(), taskID: app.nextTaskId() });
  });
}

function readStored<Stored>(value: unknown): Stored {
  if (!isObject(value) || typeof value.objectID !== 'string' || value.objectID === '')
    throw new ApiError(400, 'Each object must have an "objectID"');
  return value as Stored;
}

function saved(
  app: Application,
  c: RouteContext,
  warnings: readonly (string | undefined)[] = [],
  more: object = {},
): Response {
  const [warning] = new Set(warnings.filter(one => one !== undefined));
  return c.json({
    ...more,
    updatedAt: new Date().toISOString(),
    taskID: app.nextTaskId(),
    ...(warning !== undefined && { warning }),
  });
}

function search<Stored>(all: readonly Stored[], body: JsonObject): object {
  const { query = '', page = 0, hitsPerPage = defaultHitsPerPage } = body;
  const sought = String(query).toLowerCase();
  const found = all.filter(one => JSON.stringify(one).toLowerCase().includes(sought));
  const [first, count] = [Number(page) * Number(hitsPerPage), Number(hitsPerPage)];
  return {
    hits: found.slice(first, first + count),
    nbHits: found.length,
    page: Number(page),
    nbPages: Math.ceil(found.length / Math.max(1, count)),
  };
}
