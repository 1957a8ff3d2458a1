import { type Parameters, parseRestrictions } from '@forgekey/core';

/** One search of a request. */
export interface Query {
  readonly indexName: string;
  readonly parameters: Parameters;
}

/** The queries of a request body, or why it cannot be read. */
export type RequestBody = { readonly queries: readonly Query[] } | { readonly problem: string };

class BodyProblem extends Error {}

/**
 * Reads a body that was copied from a log. It may be a batch, one query of a batch, or the parameters of a search in
 * `indexName`. An empty text is a search without parameters.
 */
export function readRequestBody(json: string, indexName: string): RequestBody {
  const body = parse(json.trim() === '' ? '{}' : json);
  if (!isObject(body)) return { problem: 'Not a JSON object yet.' };
  try {
    return { queries: readQueries(body, indexName) };
  } catch (error) {
    if (error instanceof BodyProblem) return { problem: error.message };
    throw error;
  }
}

function readQueries(body: Record<string, unknown>, indexName: string): Query[] {
  const { requests } = body;
  if (requests === undefined) return [readQuery({ indexName, ...body })];
  if (!Array.isArray(requests) || requests.length === 0)
    throw new BodyProblem('"requests" must be a list with at least one query.');
  return requests.map(readQuery);
}

function readQuery(query: unknown): Query {
  if (!isObject(query)) throw new BodyProblem('Each of "requests" must be an object.');
  // The type says whether facet values are searched. The rules for the key are the same.
  const { indexName, type: _type, facet: _facet, params = '', ...parameters } = query;
  if (typeof indexName !== 'string')
    throw new BodyProblem('Each of "requests" must name its index in "indexName".');
  if (typeof params !== 'string') throw new BodyProblem('"params" must be a query string.');
  return { indexName, parameters: { ...parseRestrictions(params), ...parameters } };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
