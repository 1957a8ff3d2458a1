import { type Parameters, parseRestrictions } from '@forgekey/node';
import { ApiError } from '../http/api-error.ts';
import { isObject, type JsonObject } from '../http/read-body.ts';
import type { Query } from './context.ts';

/** One query of a batch: a search for records, or for values of a facet. */
export interface BatchQuery extends Query {
  readonly facet?: string;
}

const MAX_QUERIES_PER_BATCH = 50;

/** The queries of a batch body, `{ requests: [{ indexName, type?, facet?, params?, … }] }`. */
export function readBatch(body: JsonObject): BatchQuery[] {
  const { requests } = body;
  if (!Array.isArray(requests) || requests.length === 0)
    throw new ApiError(400, 'The body must hold a list "requests" with at least one query');
  if (requests.length > MAX_QUERIES_PER_BATCH)
    throw new ApiError(400, `Too many queries in one request: at most ${MAX_QUERIES_PER_BATCH}`);
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

/** Parameters as members of the body, or as one query string in `params`: the vendor allows both. */
export function readParameters(body: JsonObject): Parameters {
  const { params, ...parameters } = body;
  if (params === undefined) return parameters;
  if (typeof params !== 'string')
    throw new ApiError(400, 'Invalid value for "params", expected a query string');
  return { ...parseRestrictions(params), ...parameters };
}

/** Credentials and the client's name, which browser builds of the official client put into the query string. */
const notParameters = /^x-algolia-/i;

/** The parameters of a GET search, without the credentials in the same query string. */
export function readQueryString(url: string): Parameters {
  const query = new URL(url).search.slice(1);
  const own = query.split('&').filter(pair => pair !== '' && !notParameters.test(pair));
  return parseRestrictions(own.join('&')) as Parameters;
}

/**
 * The request's own parameters as a query string, which answers contain as `params`. Parameters that the key or its parent
 * added are left out, because the caller may not read them.
 */
export function echoParameters(parameters: Parameters): string {
  return Object.entries(parameters)
    .map(([name, value]) => {
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      return `${encodeURIComponent(name)}=${encodeURIComponent(text ?? '')}`;
    })
    .join('&');
}
