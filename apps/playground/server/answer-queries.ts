import type { Parameters } from '@forgekey/core';
import { enforce } from './enforce.ts';
import type { Caller } from './http/caller.ts';
import { engineRefusal } from './http/engine-refusal.ts';
import { identifyKey } from './keys/identify-key.ts';
import type { SearchIndex } from './search/search-index.ts';
import type { ServiceContext } from './service-context.ts';

export interface Query {
  indexName: string;
  parameters: Parameters;
}

/** A query that may run: its index, and its parameters after the key's restrictions. */
export interface AllowedQuery {
  index: SearchIndex;
  parameters: Parameters;
}

/**
 * Decides about the queries of one request, in this order: the key, each query against it, the rate limit, the
 * index. All of them run or none does, as in the engine.
 *
 * @throws {ApiError} with the engine's status and message.
 */
export async function allowQueries(
  context: ServiceContext,
  caller: Caller,
  queries: readonly Query[],
): Promise<AllowedQuery[]> {
  const { apiKey, ...source } = caller;
  const now = new Date();
  const identified = identifyKey(apiKey, now);
  const enforced = queries.map(query => enforce(identified, { ...query, ...source }, now));
  // Only the user token that was signed counts: one from the request could be changed with every query.
  const userToken = identified.key.restrictions.userToken;
  await context.rateLimiter.consume(identified.parent, { userToken, ip: source.ip }, queries.length);
  return queries.map(({ indexName }, position) => ({
    index: findIndex(context, indexName),
    parameters: enforced[position]!,
  }));
}

function findIndex(context: ServiceContext, name: string): SearchIndex {
  const index = context.indices.get(name);
  if (index === undefined) throw engineRefusal('ERR_INDEX_UNKNOWN', name);
  return index;
}
