import { Hono } from 'hono';
import type { Application } from '../application.ts';
import { consequencesNotApplied, type Rule, ruleProblem } from '../engine/rules.ts';
import type { SearchIndex, StoredObject } from '../engine/search-index.ts';
import { assertSettings, settingsNotApplied } from '../engine/search-options.ts';
import { ApiError } from '../http/api-error.ts';
import { isObject, type JsonObject, readJson, readJsonObject } from '../http/read-body.ts';
import {
  allowOperation,
  allowWrite,
  type Env,
  findIndex,
  type RouteContext,
  type Routes,
} from './context.ts';

const defaultHitsPerPage = 20;

/** Settings, rules and synonyms. Synonyms are stored but not applied. */
export function createSettingsRoutes(app: Application): Routes {
  const routes = new Hono<Env>();

  routes.get('/1/indexes/:index/settings', c => {
    allowOperation(app, c, 'settings', c.req.param('index'));
    return c.json(findIndex(app, c.req.param('index')).settings);
  });
  routes.put('/1/indexes/:index/settings', async c => {
    const name = c.req.param('index');
    allowWrite(app, c, 'editSettings', name);
    const changes = await readJsonObject(c);
    const index = app.openIndex(name);
    changeSettings(app, index, changes);
    for (const replica of replicasToChange(app, c, index)) {
      const { replicas: _, ...forwarded } = changes;
      changeSettings(app, replica, forwarded);
    }
    return saved(app, c, [warnOfSettings(changes)]);
  });

  addObjectRoutes<Rule>(routes, app, {
    path: 'rules',
    mapOf: index => index.rules,
    problemOf: ruleProblem,
    warnOf: warnOfRule,
  });
  addObjectRoutes<StoredObject>(routes, app, {
    path: 'synonyms',
    mapOf: index => index.synonyms,
    problemOf: () => undefined,
    warnOf: () => 'The emulator stores synonyms but does not apply them.',
  });
  return routes;
}

/** A setting that is null returns to its default. */
function changeSettings(app: Application, index: SearchIndex, changes: JsonObject): void {
  const merged = Object.entries({ ...index.settings, ...changes }).filter(([, value]) => value !== null);
  const settings = Object.fromEntries(merged);
  assertSettings(settings);
  app.setSettings(index, settings);
}

function replicasToChange(app: Application, c: RouteContext, index: SearchIndex): SearchIndex[] {
  return c.req.query('forwardToReplicas') === 'true' ? app.replicasOf(index) : [];
}

function warnOfSettings(settings: JsonObject): string | undefined {
  const names = settingsNotApplied(settings);
  return names.length === 0
    ? undefined
    : `The emulator stores these settings but does not apply them: ${names.join(', ')}.`;
}

function warnOfRule(rule: Rule): string | undefined {
  const names = consequencesNotApplied(rule);
  return names.length === 0
    ? undefined
    : `The emulator stores these consequences of rules but does not apply them: ${names.join(', ')}.`;
}

interface StoredKind<Stored> {
  readonly path: 'rules' | 'synonyms';
  readonly mapOf: (index: SearchIndex) => Map<string, Stored>;
  readonly problemOf: (value: unknown) => string | undefined;
  readonly warnOf: (stored: Stored) => string | undefined;
}

/** The operations that rules and synonyms have in common: batch, search, clear, get, save and delete. */
function addObjectRoutes<Stored extends { readonly objectID: string }>(
  routes: Routes,
  app: Application,
  { path, mapOf, problemOf, warnOf }: StoredKind<Stored>,
): void {
  const read = (c: RouteContext): ReadonlyMap<string, Stored> => {
    const name = c.req.param('index')!;
    allowOperation(app, c, 'settings', name);
    return mapOf(findIndex(app, name));
  };
  /** Makes a change on the index and, if requested, on its replicas. */
  const change = (c: RouteContext, run: (stored: Map<string, Stored>) => void): void => {
    const name = c.req.param('index')!;
    allowWrite(app, c, 'editSettings', name);
    const index = app.openIndex(name);
    for (const one of [index, ...replicasToChange(app, c, index)]) run(mapOf(one));
  };
  const readStored = (value: unknown): Stored => {
    const problem = problemOf(value);
    if (problem !== undefined) throw new ApiError(400, `Invalid object in ${path}: ${problem}`);
    if (!isObject(value) || typeof value.objectID !== 'string' || value.objectID === '')
      throw new ApiError(400, 'Each object must have an "objectID"');
    return value as unknown as Stored;
  };
  const base = `/1/indexes/:index/${path}` as const;

  routes.post(`${base}/batch`, async c => {
    const body = await readJson(c);
    if (!Array.isArray(body)) throw new ApiError(400, 'The request body must be a list');
    const objects = body.map(readStored);
    const clears = ['clearExistingRules', 'replaceExistingSynonyms'].some(
      name => c.req.query(name) === 'true',
    );
    change(c, stored => {
      if (clears) stored.clear();
      for (const object of objects) stored.set(object.objectID, object);
    });
    return saved(app, c, objects.map(warnOf));
  });
  routes.post(`${base}/clear`, c => {
    change(c, stored => stored.clear());
    return saved(app, c);
  });
  routes.post(`${base}/search`, async c => c.json(search([...read(c).values()], await readJsonObject(c))));
  routes.get(`${base}/:objectID`, c => {
    const found = read(c).get(c.req.param('objectID') ?? '');
    if (found === undefined) throw new ApiError(404, 'ObjectID does not exist');
    return c.json(found);
  });
  routes.put(`${base}/:objectID`, async c => {
    const objectID = c.req.param('objectID') ?? '';
    const object = readStored({ ...(await readJsonObject(c)), objectID });
    change(c, stored => stored.set(objectID, object));
    return saved(app, c, [warnOf(object)], { id: objectID });
  });
  routes.delete(`${base}/:objectID`, c => {
    change(c, stored => stored.delete(c.req.param('objectID') ?? ''));
    return c.json({ deletedAt: new Date().toISOString(), ...changed(app) });
  });
}

function saved(
  app: Application,
  c: RouteContext,
  warnings: readonly (string | undefined)[] = [],
  more: object = {},
): Response {
  const [warning] = new Set(warnings.filter(one => one !== undefined));
  return c.json({ ...more, ...changed(app), ...(warning !== undefined && { warning }) });
}

function changed(app: Application): { updatedAt: string; taskID: number } {
  return { updatedAt: new Date().toISOString(), taskID: app.nextTaskId() };
}

function search<Stored>(all: readonly Stored[], body: JsonObject): object {
  const { query = '', page = 0, hitsPerPage = defaultHitsPerPage } = body;
  if (!Number.isSafeInteger(page) || !Number.isSafeInteger(hitsPerPage))
    throw new ApiError(400, '"page" and "hitsPerPage" must be integers');
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
