import { Hono } from 'hono';
import type { Acl } from '../access/key-ring.ts';
import type { Application } from '../application.ts';
import type { SearchIndex } from '../engine/search-index.ts';
import { assertUsable, deleteVisible, type RecordAction, writeRecord } from '../engine/write-records.ts';
import { ApiError } from '../http/api-error.ts';
import { isObject, type JsonObject, readJsonObject } from '../http/read-body.ts';
import {
  allowOperation,
  allowQueries,
  allowWrite,
  assertWrite,
  type Env,
  findIndex,
  type RouteContext,
  type Routes,
  readCaller,
} from './context.ts';
import { readParameters } from './read-query.ts';

const MAX_OPERATIONS = 100_000;

const aclOf: Readonly<Record<RecordAction | 'delete' | 'clear', Acl>> = {
  addObject: 'addObject',
  updateObject: 'addObject',
  partialUpdateObject: 'addObject',
  partialUpdateObjectNoCreate: 'addObject',
  deleteObject: 'deleteObject',
  delete: 'deleteIndex',
  clear: 'deleteIndex',
};

interface Operation {
  readonly action: keyof typeof aclOf;
  readonly indexName: string;
  readonly body: JsonObject;
}

/** The routes that write records and indices. */
export function createWriteRoutes(app: Application): Routes {
  const routes = new Hono<Env>();
  const written = (c: RouteContext, more: object = {}) =>
    c.json({ ...more, updatedAt: new Date().toISOString(), taskID: app.nextTaskId() });

  /** Runs one action in the index of the path, and returns the id of the record. */
  const write = (c: RouteContext, action: RecordAction, body: JsonObject): string => {
    const name = c.req.param('index')!;
    allowWrite(app, c, aclOf[action], name);
    assertUsable(action, body);
    return writeRecord(openPrimary(app, name), action, body);
  };

  routes.post('/1/indexes/:index/batch', async c => {
    const caller = readCaller(app, c);
    const index = c.req.param('index');
    const operations = readOperations(await readJsonObject(c), index === '*' ? undefined : index);
    // Check all operations before running any of them.
    for (const { action, indexName } of uniqueRights(operations))
      assertWrite(c, caller, aclOf[action], indexName);
    for (const { action, body } of operations) if (isOnRecord(action)) assertUsable(action, body);
    const objectIDs = operations.map(operation => run(app, operation));
    if (index !== '*') return written(c, { objectIDs });
    const taskID = Object.fromEntries(operations.map(({ indexName }) => [indexName, app.nextTaskId()]));
    return c.json({ objectIDs, taskID });
  });

  routes.post('/1/indexes/:index', async c => {
    const objectID = write(c, 'addObject', await readJsonObject(c));
    return c.json({ objectID, createdAt: new Date().toISOString(), taskID: app.nextTaskId() }, 201);
  });

  routes.put('/1/indexes/:index/:objectID', async c => {
    const body = { ...(await readJsonObject(c)), objectID: c.req.param('objectID') };
    return written(c, { objectID: write(c, 'updateObject', body) });
  });

  routes.post('/1/indexes/:index/:objectID/partial', async c => {
    const action =
      c.req.query('createIfNotExists') === 'false' ? 'partialUpdateObjectNoCreate' : 'partialUpdateObject';
    const body = { ...(await readJsonObject(c)), objectID: c.req.param('objectID') };
    return written(c, { objectID: write(c, action, body) });
  });

  routes.delete('/1/indexes/:index/:objectID', c => {
    write(c, 'deleteObject', { objectID: c.req.param('objectID') });
    return c.json({ deletedAt: new Date().toISOString(), taskID: app.nextTaskId() });
  });

  routes.delete('/1/indexes/:index', c => {
    const name = c.req.param('index');
    allowWrite(app, c, 'deleteIndex', name);
    app.deleteIndex(name);
    return c.json({ deletedAt: new Date().toISOString(), taskID: app.nextTaskId() });
  });

  // A key's filters also decide what it may delete.
  routes.post('/1/indexes/:index/deleteByQuery', async c => {
    const caller = readCaller(app, c);
    const query = { indexName: c.req.param('index'), parameters: readParameters(await readJsonObject(c)) };
    const [view] = await allowQueries(app, c, caller, [query], 'deleteIndex');
    assertPrimary(view!.index);
    deleteVisible(view!);
    return written(c);
  });

  routes.post('/1/indexes/:index/clear', c => {
    const name = c.req.param('index');
    allowWrite(app, c, aclOf.clear, name);
    openPrimary(app, name).store.clear();
    return written(c);
  });

  routes.post('/1/indexes/:index/operation', async c => {
    const caller = readCaller(app, c);
    const source = c.req.param('index');
    const { operation, destination, scope } = await readJsonObject(c);
    if (
      typeof destination !== 'string' ||
      destination === '' ||
      (operation !== 'copy' && operation !== 'move')
    )
      throw new ApiError(400, 'The body must hold "operation" (copy or move) and "destination"');
    assertWrite(c, caller, 'addObject', source);
    assertWrite(c, caller, 'addObject', destination);
    if (operation === 'move') assertWrite(c, caller, 'deleteIndex', source);
    if (source === destination) throw new ApiError(400, 'The destination must be another index');
    copyIndex(app, findIndex(app, source), destination, readScope(scope));
    if (operation === 'move') app.deleteIndex(source);
    return written(c);
  });

  const published = (c: RouteContext, indexName: string, taskID: string) => {
    allowOperation(app, c, 'addObject', indexName);
    return c.json({ status: 'published', pendingTask: false, taskID: Number(taskID) });
  };
  routes.get('/1/indexes/:index/task/:taskID', c =>
    published(c, c.req.param('index'), c.req.param('taskID')),
  );

  return routes;
}

function openPrimary(app: Application, name: string): SearchIndex {
  const index = app.openIndex(name);
  assertPrimary(index);
  return index;
}

/** A replica has the records of its primary. */
function assertPrimary({ name, primary }: SearchIndex): void {
  if (primary !== undefined)
    throw new ApiError(400, `Index ${name} is a replica: write to its primary, ${primary}`);
}

function readOperations({ requests }: JsonObject, ownIndex: string | undefined): Operation[] {
  if (!Array.isArray(requests) || requests.length > MAX_OPERATIONS)
    throw new ApiError(400, `The body must hold a list "requests" of at most ${MAX_OPERATIONS} operations`);
  return requests.map(request => {
    const { action, body = {}, indexName = ownIndex } = isObject(request) ? request : {};
    if (typeof action !== 'string' || !Object.hasOwn(aclOf, action))
      throw new ApiError(400, `Each operation must have an "action": ${Object.keys(aclOf).join(', ')}`);
    if (typeof indexName !== 'string' || indexName === '' || !isObject(body))
      throw new ApiError(400, 'Each operation must have an "indexName" and an object "body"');
    return { action: action as Operation['action'], indexName, body };
  });
}

/** One operation for each pair of index and action, so that a batch of a thousand records needs one check. */
function uniqueRights(operations: readonly Operation[]): Iterable<Operation> {
  return new Map(operations.map(one => [`${one.action} ${one.indexName}`, one])).values();
}

function isOnRecord(action: Operation['action']): action is RecordAction {
  return action !== 'delete' && action !== 'clear';
}

function run(app: Application, { action, indexName, body }: Operation): string {
  if (action === 'delete') app.deleteIndex(indexName);
  else if (action === 'clear') openPrimary(app, indexName).store.clear();
  else return writeRecord(openPrimary(app, indexName), action, body);
  return '';
}

const scopes = ['settings', 'rules', 'synonyms'] as const;

function readScope(scope: unknown): readonly unknown[] | undefined {
  if (scope === undefined || scope === null) return undefined;
  if (!Array.isArray(scope) || !scope.every(part => scopes.includes(part)))
    throw new ApiError(400, `Invalid value for "scope", expected a list of ${scopes.join(', ')}`);
  return scope;
}

/** With a scope, only settings, rules or synonyms are copied, and the destination keeps its records. */
function copyIndex(
  app: Application,
  source: SearchIndex,
  name: string,
  scope: readonly unknown[] | undefined,
): void {
  const destination = scope === undefined ? openPrimary(app, name) : app.openIndex(name);
  if (scope === undefined) {
    destination.store.clear();
    for (const record of source.store) destination.store.put(record);
  }
  const copies = (part: string): boolean => scope === undefined || scope.includes(part);
  if (copies('settings')) {
    // Replicas stay with their primary.
    const { replicas: _, ...settings } = source.settings;
    const { replicas } = destination.settings;
    app.setSettings(destination, { ...settings, ...(replicas !== undefined && { replicas }) });
  }
  if (copies('rules')) replaceAll(destination.rules, source.rules);
  if (copies('synonyms')) replaceAll(destination.synonyms, source.synonyms);
}

function replaceAll<Value>(target: Map<string, Value>, source: ReadonlyMap<string, Value>): void {
  target.clear();
  for (const [id, value] of source) target.set(id, value);
}
