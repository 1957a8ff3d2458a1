import type { Parameters, SearchRequest } from '@forgekey/core';
import { enforce } from './enforce.ts';
import { ApiError, type ApiErrorDetails, errorBody } from './http/api-error.ts';
import { isObject } from './http/read-json-object.ts';
import { secondsOf } from './http/seconds-of.ts';
import { identifyKey } from './keys/identify-key.ts';
import { readAnyQueries } from './routes/read-query.ts';

/** What would come of a request: the parameters that the engine would run, or its refusal. */
export type Explanation = { indexName: string; parent?: string } & (
  | { allowed: true; parameters: Parameters }
  | ({ allowed: false; status: number; message: string } & ApiErrorDetails)
);

const defaultIp = '127.0.0.1';

/**
 * Decides about a request that is only described, `{ apiKey, indexName, parameters?, ip?, referer?, nowSec? }`, as
 * the search routes would about a real one. `parameters` may also be the body of a batch: the engine answers none of its
 * queries where one is refused, so the answer is about the first that is, else about the first. `parent` names the
 * parent key that signed the key. Rate limits do not count, and an index that does not exist is not noticed.
 *
 * @throws {ApiError} 400 where the description cannot be read.
 */
export function explainAuthorization(body: Record<string, unknown>, clock: Date): Explanation {
  const { apiKey, indexName, parameters = {}, ip = defaultIp, referer, nowSec } = body;
  if (typeof apiKey !== 'string') throw unreadable('apiKey');
  if (typeof indexName !== 'string' || indexName === '') throw unreadable('indexName');
  if (!isObject(parameters)) throw unreadable('parameters');
  if (typeof ip !== 'string') throw unreadable('ip');
  if (referer !== undefined && typeof referer !== 'string') throw unreadable('referer');
  const seconds = secondsOf(nowSec);
  if (nowSec !== undefined && seconds === undefined) throw unreadable('nowSec');

  const now = seconds === undefined ? clock : new Date(seconds * 1000);
  const explanations = readAnyQueries(parameters, indexName).map(query =>
    explainQuery(apiKey, { ...query, ip, referer }, now),
  );
  return explanations.find(({ allowed }) => !allowed) ?? explanations[0]!;
}

function explainQuery(apiKey: string, request: SearchRequest, now: Date): Explanation {
  const { indexName } = request;
  let parent: string | undefined;
  try {
    const identified = identifyKey(apiKey, now);
    parent = identified.parent.name;
    return { allowed: true, indexName, parent, parameters: enforce(identified, request, now) };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { allowed: false, indexName, ...errorBody(error), ...(parent === undefined ? {} : { parent }) };
  }
}

function unreadable(parameter: string): ApiError {
  return new ApiError(400, `"${parameter}" is missing or of the wrong type`, { parameter });
}
