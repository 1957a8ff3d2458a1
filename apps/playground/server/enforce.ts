import { authorizeSearch, type Parameters, type SearchRequest } from '@forgekey/core';
import { ApiError } from './http/api-error.ts';
import type { IdentifiedKey } from './keys/identify-key.ts';

/**
 * The parameters that the engine runs when this key sends this request.
 *
 * @throws {ApiError} with the engine's status and text where the key does not allow it.
 */
export function enforce({ key, parent }: IdentifiedKey, request: SearchRequest, now: Date): Parameters {
  const answer = authorizeSearch({ key, parent: parent.limits, request, now });
  if (!answer.allowed) throw new ApiError(answer.status, answer.message, answer);
  return answer.parameters;
}
