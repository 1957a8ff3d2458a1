import { Hono } from 'hono';
import { type AllowedQuery, allowQueries } from '../answer-queries.ts';
import { ApiError } from '../http/api-error.ts';
import { type Caller, readCaller } from '../http/caller.ts';
import { echoParameters } from '../http/echo-parameters.ts';
import { readJsonObject } from '../http/read-json-object.ts';
import { findObject } from '../search/find-object.ts';
import { runFacetSearch } from '../search/run-facet-search.ts';
import { runSearch } from '../search/run-search.ts';
import { readSearchOptions } from '../search/search-options.ts';
import type { ServiceContext } from '../service-context.ts';
import { type BatchQuery, readBatch, readParameters } from './read-query.ts';

/** The search routes of the engine, as the official clients and InstantSearch call them. */
export function createSearchRoutes(context: ServiceContext): Hono {
  const routes = new Hono();

  const allowOne = async (caller: Caller, query: BatchQuery): Promise<AllowedQuery> =>
    (await allowQueries(context, caller, [query]))[0]!;

  // Clients send the asterisk as it is or percent-encoded.
  routes.post('/1/indexes/:index/queries', async (c, next) => {
    if (c.req.param('index') !== '*') return next();
    const caller = readCaller(c);
    const queries = readBatch(await readJsonObject(c));
    const allowed = await allowQueries(context, caller, queries);
    return c.json({ results: allowed.map((query, position) => answer(queries[position]!, query)) });
  });

  routes.post('/1/indexes/:index/query', async c => {
    const caller = readCaller(c);
    const query = { indexName: c.req.param('index'), parameters: readParameters(await readJsonObject(c)) };
    return c.json(answer(query, await allowOne(caller, query)));
  });

  routes.post('/1/indexes/:index/facets/:facet/query', async c => {
    const caller = readCaller(c);
    const query = {
      indexName: c.req.param('index'),
      facet: c.req.param('facet'),
      parameters: readParameters(await readJsonObject(c)),
    };
    return c.json(answer(query, await allowOne(caller, query)));
  });

  routes.get('/1/indexes/:index/:objectID', async c => {
    const attributesToRetrieve = c.req.query('attributesToRetrieve')?.split(',');
    const allowed = await allowOne(readCaller(c), {
      indexName: c.req.param('index'),
      parameters: attributesToRetrieve === undefined ? {} : { attributesToRetrieve },
    });
    const object = findObject(allowed.index, c.req.param('objectID'), allowed.parameters);
    // One answer for what is hidden and for what does not exist.
    if (object === undefined) throw new ApiError(404, 'ObjectID does not exist');
    return c.json(object);
  });

  return routes;
}

function answer(query: BatchQuery, { index, parameters }: AllowedQuery): object {
  if (query.facet !== undefined) return runFacetSearch(index, query.facet, parameters);
  const result = { ...runSearch(index, parameters), params: echoParameters(query.parameters) };
  const { responseFields } = readSearchOptions(parameters);
  if (responseFields.includes('*')) return result;
  return Object.fromEntries(Object.entries(result).filter(([name]) => responseFields.includes(name)));
}
