import { type Parameters, parseRestrictions } from '@forgekey/core';
import { ApiError } from '../http/api-error.ts';
import { isObject } from '../http/read-json-object.ts';

/** One search of a request. */
export interface Query {
  indexName: string;
  parameters: Parameters;
}

/** One query of a batch: a search, or a search among the values of a facet. */
export interface BatchQuery extends Query {
  facet?: string;
}

const maxQueriesPerBatch = 50;

/** The queries of a batch body, `{ requests: [{ indexName, type?, facet?, params?, … }] }`. */
export function readBatch(body: Record<string, unknown>): BatchQuery[] {
  const { requests } = body;
  if (!Array.isArray(requests) || requests.length === 0)
    throw new ApiError(400, 'The body must hold a list "requests" with at least one query');
  if (requests.length > maxQueriesPerBatch)
    throw new ApiError(400, `Too many queries in one request: at most ${maxQueriesPerBatch}`);
  return requests.map(readBatchQuery);
}

function readBatchQuery(request: unknown): BatchQuery {
  if (!isObject(request)) throw new ApiError(400, 'Each of "requests" must be an object');
  const { indexName, type, ...rest } = request;
  if (typeof indexName !== 'string' || indexName === '')
    throw new ApiError(400, 'Each of "requests" must name its index in "indexName"');
  if (type === undefined || type === 'default') return { indexName, parameters: readParameters(rest) };
  if (type !== 'facet') throw new ApiError(400, 'Invalid "type" of a query, expected default or facet');
  const { facet, ...parameters } = rest;
  if (typeof facet !== 'string')
    throw new ApiError(400, 'A query of type facet must name the attribute in "facet"');
  return { indexName, facet, parameters: readParameters(parameters) };
}

/**
 * The queries of a body whose route is not known, as people copy it from a log: that of a batch, one query of a batch,
 * or the parameters of a search in `indexName`.
 *
 * @throws {ApiError} 400 where it is none of them.
 */
export function readAnyQueries(body: Record<string, unknown>, indexName: string): BatchQuery[] {
  if (body.requests !== undefined) return readBatch(body);
  if (body.indexName !== undefined) return [readBatchQuery(body)];
  return [{ indexName, parameters: readParameters(body) }];
}

/** Parameters as members of the body, or as one query string in `params`, as the vendor allows both. */
export function readParameters(body: Record<string, unknown>): Record<string, unknown> {
  const { params, ...parameters } = body;
  if (params === undefined) return parameters;
  if (typeof params !== 'string')
    throw new ApiError(400, 'Invalid value for "params", expected a query string');
  return { ...parseRestrictions(params), ...parameters };
}
