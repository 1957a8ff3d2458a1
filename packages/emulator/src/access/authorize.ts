import { authorizeSearch, type Parameters } from '@forgekey/node';
import { ApiError } from '../http/api-error.ts';
import type { Acl, IdentifiedKey } from './key-ring.ts';

/** A request of a caller, and its origin. */
export interface AccessRequest {
  readonly acl: Acl;
  readonly indexName: string;
  readonly parameters: Parameters;
  readonly ip: string;
  readonly referer?: string | undefined;
}

/**
 * The parameters that the engine runs when this key sends this request. Every operation goes through here, including reads
 * by id and writes. So no path to a record bypasses a key's indices, sources, expiry and filters.
 *
 * @throws {ApiError} with the engine's status and text if the key does not allow it
 */
export function authorize({ key, parent }: IdentifiedKey, request: AccessRequest, now: Date): Parameters {
  const { acl, ...search } = request;
  // authorizeSearch checks the right to search. For another operation, that operation's right takes its place.
  const isAllowed = parent.limits.acl?.includes(acl) === true;
  const limits = { ...parent.limits, acl: isAllowed ? ['search'] : [] };
  const answer = authorizeSearch({ key, parent: limits, request: search, now });
  if (answer.allowed) return answer.parameters;
  const { status, message, code, parameter, hint } = answer;
  throw new ApiError(status, message, { code, parameter, hint });
}
