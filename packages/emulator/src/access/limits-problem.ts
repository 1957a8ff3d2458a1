import { parentApiKeyProblem, quote } from '@forgekey/core/internal';
import type { ParentApiKey } from '@forgekey/node';
import { allAcls } from './key-ring.ts';

/** What `GET /1/keys/{key}` returns. */
const memberNames: readonly string[] = [
  'acl',
  'createdAt',
  'description',
  'indexes',
  'maxHitsPerQuery',
  'maxQueriesPerIPPerHour',
  'queryParameters',
  'referers',
  'validity',
  'value',
];

/** Why a value cannot be the limits of an API key, as part of a sentence; undefined if it can. A misspelled limit would limit nothing. */
export function limitsProblem(limits: unknown): string | undefined {
  const problem = parentApiKeyProblem(limits);
  if (problem !== undefined) return problem;
  const unknown = Object.keys(limits as ParentApiKey).find(name => !memberNames.includes(name));
  if (unknown !== undefined) return `${quote(unknown)} is not one of ${memberNames.join(', ')}`;
  const { acl = [] } = limits as ParentApiKey;
  const isKnown = acl.every(right => (allAcls as readonly string[]).includes(right));
  return isKnown ? undefined : `"acl" must contain only ${allAcls.join(', ')}`;
}
