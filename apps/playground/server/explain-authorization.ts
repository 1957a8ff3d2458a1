import type { Parameters } from '@forgekey/core';
import { enforce } from './enforce.ts';
import { ApiError, type ApiErrorDetails, errorBody } from './http/api-error.ts';
import { isObject } from './http/read-json-object.ts';
import { identifyKey } from './keys/identify-key.ts';

/** What would come of a request: the parameters that the engine would run, or its refusal. */
export type Explanation =
  | { allowed: true; parent: string; parameters: Parameters }
  | ({ allowed: false; parent?: string; status: number; message: string } & ApiErrorDetails);

const defaultIp = '127.0.0.1';

/**
 * Decides about a request that is only described, `{ apiKey, indexName, parameters?, ip?, referer?, nowSec? }`, as
 * the search routes would about a real one. `parent` names the parent key that signed the key. Rate limits do not
 * count, and an index that does not exist is not noticed.
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
  if (nowSec !== undefined && !isSeconds(nowSec)) throw unreadable('nowSec');

  const now = nowSec === undefined ? clock : new Date(nowSec * 1000);
  let parent: string | undefined;
  try {
    const identified = identifyKey(apiKey, now);
    parent = identified.parent.name;
    const run = enforce(identified, { indexName, parameters, ip, referer }, now);
    return { allowed: true, parent, parameters: run };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { allowed: false, ...errorBody(error), ...(parent === undefined ? {} : { parent }) };
  }
}

function isSeconds(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && Math.abs(value) < 1e11;
}

function unreadable(parameter: string): ApiError {
  return new ApiError(400, `"${parameter}" is missing or of the wrong type`, { parameter });
}
