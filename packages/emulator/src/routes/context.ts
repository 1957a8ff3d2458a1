import { credentialOfRequest } from '@forgekey/core/internal';
import { isForgekeyError, type Parameters } from '@forgekey/node';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, Hono } from 'hono';
import { authorize } from '../access/authorize.ts';
import { type Acl, fingerprint, type IdentifiedKey } from '../access/key-ring.ts';
import type { Application } from '../application.ts';
import type { SearchIndex } from '../engine/search-index.ts';
import { undeclaredFilterWarning } from '../engine/undeclared-filter.ts';
import type { View } from '../engine/view.ts';
import { ApiError } from '../http/api-error.ts';
import { engineRefusal } from '../http/engine-refusal.ts';
import type { RequestDecision } from '../http/request-log.ts';

/** The variables that a route finds in the context of a request. */
export interface Env {
  Variables: { decision: RequestDecision };
}

export type Routes = Hono<Env>;
export type RouteContext = Context<Env>;

/** The caller of a request. The key has been identified, but nothing has been allowed yet. */
export interface Caller extends IdentifiedKey {
  readonly ip: string;
  readonly referer: string | undefined;
}

/** One search of a request. */
export interface Query {
  readonly indexName: string;
  readonly parameters: Parameters;
}

/**
 * Identifies the caller by the API key, in a header or in the query string, where browser builds of the official client
 * put it. Any application id is accepted: it names an account, and the emulator has only one.
 *
 * @throws {ApiError} 403 without an application id or a key that a parent signed, 400 for an expired key
 */
export function readCaller(app: Application, c: RouteContext): Caller {
  const apiKey = readCredential(c, 'x-algolia-api-key');
  if (!apiKey || !readCredential(c, 'x-algolia-application-id'))
    throw engineRefusal('ERR_CREDENTIAL_MISSING');
  const decision = c.get('decision');
  decision.keyFingerprint = fingerprint(apiKey);
  const identified = app.keys.identify(apiKey, new Date());
  decision.keyKind = identified.kind;
  const { userToken } = identified.key.restrictions;
  if (userToken !== undefined) decision.userToken = userToken;
  return { ...identified, ip: remoteAddress(c), referer: c.req.header('referer') };
}

/**
 * Allows the queries of one request, or none of them, as the engine does. In this order: each query against the key, the
 * rate limit, the index.
 *
 * @throws {ApiError} with the engine's status and message
 */
export async function allowQueries(
  app: Application,
  c: RouteContext,
  caller: Caller,
  queries: readonly Query[],
  acl: Acl = 'search',
): Promise<View[]> {
  const now = new Date();
  const decision = c.get('decision');
  const parameters = queries.map(query => {
    decision.indexName = query.indexName;
    return authorize(caller, { ...query, acl, ip: caller.ip, referer: caller.referer }, now);
  });
  decision.parameters = parameters[0] ?? {};
  // Only a signed user token counts: the caller could change one in the request with every query.
  const { userToken } = caller.key.restrictions;
  await app.rateLimits.consume(caller.parent, { userToken, ip: caller.ip }, queries.length);
  return queries.map(({ indexName }, position) => {
    const index = findIndex(app, indexName);
    const warning = undeclaredFilterWarning(index.definition, parameters[position]!);
    if (warning !== undefined) decision.warning ??= warning;
    return viewOf(caller, index, parameters[position]!);
  });
}

/** The part of an index that a caller may see with these parameters. */
export function viewOf({ parent }: IdentifiedKey, index: SearchIndex, parameters: Parameters): View {
  const seesAll = parent.limits.acl?.includes('seeUnretrievableAttributes') === true;
  return { index, parameters, unretrievable: seesAll ? [] : index.definition.unretrievable };
}

/** Allows an operation on an index that is not a search. @throws {ApiError} */
export function allowOperation(app: Application, c: RouteContext, acl: Acl, indexName: string): Caller {
  const caller = readCaller(app, c);
  assertOperation(c, caller, acl, indexName);
  return caller;
}

/**
 * The same, for a caller that has been identified.
 *
 * @returns the parameters of the key and its parent
 * @throws {ApiError}
 */
export function assertOperation(c: RouteContext, caller: Caller, acl: Acl, indexName: string): Parameters {
  c.get('decision').indexName = indexName;
  const request = { acl, indexName, parameters: {}, ip: caller.ip, referer: caller.referer };
  return authorize(caller, request, new Date());
}

/** Allows the caller of a request to change an index. @throws {ApiError} */
export function allowWrite(app: Application, c: RouteContext, acl: Acl, indexName: string): void {
  assertWrite(c, readCaller(app, c), acl, indexName);
}

/**
 * Allows a change to an index, unless the key hides records: whether the engine applies a key's filters to writes is not
 * documented, and a write, or a rule that pins a record, could expose a hidden one. `deleteByQuery` is the exception, because
 * it deletes only records that the key shows.
 *
 * @throws {ApiError} 403
 */
export function assertWrite(c: RouteContext, caller: Caller, acl: Acl, indexName: string): void {
  const parameters = assertOperation(c, caller, acl, indexName);
  const hiding = hidingParameters.find(name => parameters[name] !== undefined);
  if (hiding === undefined) return;
  const { status, message, details } = engineRefusal('ERR_METHOD_NOT_ALLOWED');
  throw new ApiError(status, message, {
    ...details,
    parameter: hiding,
    hint: `The key hides records with "${hiding}", and a write could reach those records. Write with a key that has no such parameter.`,
  });
}

const hidingParameters = [
  'filters',
  'facetFilters',
  'numericFilters',
  'tagFilters',
  'query',
  'similarQuery',
  'aroundLatLng',
  'aroundLatLngViaIP',
  'insideBoundingBox',
  'insidePolygon',
] as const;

/** @throws {ApiError} 404 */
export function findIndex(app: Application, name: string): SearchIndex {
  const index = app.indices.get(name);
  if (index === undefined) throw engineRefusal('ERR_INDEX_UNKNOWN', name);
  return index;
}

/** The same rule as in the guards: if two values differ, the next reader of the request could take the other one. */
function readCredential(c: RouteContext, name: string): string | undefined {
  try {
    return credentialOfRequest({ header: header => c.req.header(header), url: c.req.url }, name);
  } catch (error) {
    throw isForgekeyError(error) ? engineRefusal(error.code) : error;
  }
}

/** The address of the connection. Forwarding headers are ignored, because any client on this machine could set them. */
export function remoteAddress(c: RouteContext): string {
  return getConnInfo(c).remote.address ?? '';
}
