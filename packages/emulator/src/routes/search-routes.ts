import { Hono } from 'hono';
import type { Application } from '../application.ts';
import { browse } from '../engine/browse.ts';
import { findObject } from '../engine/find-object.ts';
import { readList } from '../engine/read-parameter.ts';
import { runFacetSearch } from '../engine/run-facet-search.ts';
import { runSearch } from '../engine/run-search.ts';
import { readSearchOptions } from '../engine/search-options.ts';
import type { View } from '../engine/view.ts';
import { ApiError } from '../http/api-error.ts';
import { isObject, readJsonObject } from '../http/read-body.ts';
import { allowQueries, type Env, type RouteContext, type Routes, readCaller } from './context.ts';
import { CursorCodec } from './cursor.ts';
import { type BatchQuery, echoParameters, readBatch, readParameters, readQueryString } from './read-query.ts';

const MAX_OBJECTS_PER_REQUEST = 1000;

/** The routes that read records, as the official clients and InstantSearch call them. */
export function createSearchRoutes(app: Application): Routes {
  const routes = new Hono<Env>();
  const cursors = new CursorCodec();

  const answerOne = async (c: RouteContext, query: BatchQuery) => {
    const [view] = await allowQueries(app, c, readCaller(app, c), [query]);
    return c.json(answer(query, view!));
  };

  // Clients send the asterisk plain or percent-encoded.
  routes.post('/1/indexes/:index/queries', async (c, next) => {
    if (c.req.param('index') !== '*') return next();
    const caller = readCaller(app, c);
    const body = await readJsonObject(c);
    const queries = readBatch(body);
    const views = await allowQueries(app, c, caller, queries);
    return c.json({ results: runBatch(queries, views, body.strategy === 'stopIfEnoughMatches') });
  });

  routes.post('/1/indexes/:index/query', async c => {
    const parameters = readParameters(await readJsonObject(c));
    return answerOne(c, { indexName: c.req.param('index'), parameters });
  });
  routes.get('/1/indexes/:index/query', async c =>
    answerOne(c, { indexName: c.req.param('index'), parameters: readQueryString(c.req.url) }),
  );
  routes.get('/1/indexes/:index', async c =>
    answerOne(c, { indexName: c.req.param('index'), parameters: readQueryString(c.req.url) }),
  );

  routes.post('/1/indexes/:index/facets/:facet/query', async c => {
    const parameters = readParameters(await readJsonObject(c));
    return answerOne(c, { indexName: c.req.param('index'), facet: c.req.param('facet'), parameters });
  });

  routes.post('/1/indexes/:index/objects', async (c, next) => {
    if (c.req.param('index') !== '*') return next();
    const caller = readCaller(app, c);
    const queries = readObjectRequests(await readJsonObject(c));
    const views = await allowQueries(app, c, caller, queries);
    const results = views.map((view, position) => findObject(view, queries[position]!.objectID) ?? null);
    return c.json({ results });
  });

  routes.on(['GET', 'POST'], '/1/indexes/:index/browse', async c => {
    const body =
      c.req.method === 'GET' ? readQueryString(c.req.url) : readParameters(await readJsonObject(c));
    const { cursor, ...own } = body as Record<string, unknown>;
    const indexName = c.req.param('index');
    const caller = readCaller(app, c);
    const position =
      cursor === undefined ? { indexName, parameters: own, after: 0 } : cursors.read(cursor, indexName);
    const [view] = await allowQueries(app, c, caller, [position], 'browse');
    const startedAt = performance.now();
    const { hits, nbHits, hitsPerPage, last } = browse(view!, position.after);
    return c.json({
      hits,
      ...(last !== undefined && { cursor: cursors.write({ ...position, after: last }) }),
      nbHits,
      page: 0,
      nbPages: Math.ceil(nbHits / hitsPerPage),
      hitsPerPage,
      processingTimeMS: Math.max(1, Math.round(performance.now() - startedAt)),
      query: typeof position.parameters.query === 'string' ? position.parameters.query : '',
      params: echoParameters(position.parameters),
    });
  });

  return routes;
}

/** `GET /1/indexes/{index}/{objectID}`. It is registered last, because it would match every path of two segments. */
export function createObjectRoute(app: Application): Routes {
  return new Hono<Env>().get('/1/indexes/:index/:objectID', async c => {
    // Version 5 of the official client writes the list as comma-separated text, and version 4 as JSON.
    const { attributesToRetrieve } = readQueryString(c.req.url);
    const query = { indexName: c.req.param('index'), parameters: { attributesToRetrieve } };
    const [view] = await allowQueries(app, c, readCaller(app, c), [query]);
    const object = findObject(view!, c.req.param('objectID'));
    // The same answer for a hidden record and for one that does not exist.
    if (object === undefined) throw new ApiError(404, 'ObjectID does not exist');
    return c.json(object);
  });
}

function runBatch(queries: readonly BatchQuery[], views: readonly View[], stopsIfEnough: boolean): object[] {
  const results: object[] = [];
  for (const [position, one] of views.entries()) {
    const isEnough = stopsIfEnough && results.some(result => hasFullPage(result));
    results.push(
      isEnough
        ? { hits: [], nbHits: 0, processed: false, index: one.index.name }
        : answer(queries[position]!, one),
    );
  }
  return results;
}

function hasFullPage(result: { hits?: unknown[]; hitsPerPage?: number }): boolean {
  return (result.hits?.length ?? 0) >= (result.hitsPerPage ?? 1);
}

function answer(query: BatchQuery, view: View): object {
  if (query.facet !== undefined) return runFacetSearch(view, query.facet);
  const result = { ...runSearch(view, new Date()), params: echoParameters(query.parameters) };
  const { responseFields } = readSearchOptions(view.parameters, view.index.settings);
  if (responseFields.includes('*')) return result;
  return Object.fromEntries(Object.entries(result).filter(([name]) => responseFields.includes(name)));
}

function readObjectRequests({ requests }: Record<string, unknown>) {
  if (!Array.isArray(requests) || requests.length === 0 || requests.length > MAX_OBJECTS_PER_REQUEST)
    throw new ApiError(
      400,
      `The body must hold a list "requests" of 1 to ${MAX_OBJECTS_PER_REQUEST} objects`,
    );
  return requests.map(request => {
    const { indexName, objectID } = isObject(request) ? request : {};
    if (typeof indexName !== 'string' || typeof objectID !== 'string')
      throw new ApiError(400, 'Each of "requests" must have an "indexName" and an "objectID"');
    const attributesToRetrieve = readList(request, 'attributesToRetrieve');
    return {
      indexName,
      objectID,
      parameters: attributesToRetrieve === undefined ? {} : { attributesToRetrieve },
    };
  });
}
