import { dateOfSeconds, hasPassed } from '../lib/time.ts';
import type { ParentApiKey } from '../secured-api-key/parent-api-key.ts';
import type { QueryStringReading } from '../secured-api-key/parse.ts';
import { searchParameter } from '../secured-api-key/search-parameters.ts';
import { restrictsNothing } from '../secured-api-key/value-types.ts';
import { isWithinSource, matchesIndexPattern, matchesRefererPattern } from './patterns.ts';
import { policies } from './policies.ts';
import type { ParameterEntries } from './read-parameters.ts';
import type { CheckFailure, RefusingSide } from './refusals.ts';
import type { SearchRequest } from './request.ts';

/** Everything that decides about one search. */
export interface SearchSubject {
  readonly key: QueryStringReading;
  readonly parent: ParentApiKey;
  /** The `queryParameters` of the parent. */
  readonly parentParameters: QueryStringReading;
  readonly request: SearchRequest;
  /** The parameters of the request, each read once. */
  readonly entries: ParameterEntries;
  readonly now: Date;
}

// Each looks for one reason to refuse a search.

export function ambiguity(
  [problem]: QueryStringReading['problems'],
  refusedBy: RefusingSide,
): CheckFailure | undefined {
  return (
    problem && {
      code: 'ERR_KEY_AMBIGUOUS',
      refusedBy,
      parameter: problem.parameter,
      reason: problem.message,
      policy: problem.kind === 'repeated' ? 'repeatedName' : undefined,
    }
  );
}

export function expiry(
  layer: QueryStringReading,
  refusedBy: RefusingSide,
  now: Date,
): CheckFailure | undefined {
  const end = dateOfSeconds(layer.restrictions.validUntil);
  if (!hasPassed(end, now, policies.validUntilLeewaySec.choice)) return undefined;
  return {
    code: 'ERR_KEY_EXPIRED',
    refusedBy,
    parameter: 'validUntil',
    limit: { name: 'validUntil', value: layer.restrictions.validUntil },
    asked: { name: 'now', value: now },
  };
}

export function findUselessRestriction({ key, parentParameters }: SearchSubject): CheckFailure | undefined {
  if (Object.keys(key.restrictions).length === 0 && key.problems.length === 0) {
    return { code: 'ERR_RESTRICTIONS_EMPTY', refusedBy: 'key', policy: 'emptyRestriction' };
  }
  return uselessIn(key, 'key') ?? uselessIn(parentParameters, 'parent');
}

function uselessIn(layer: QueryStringReading, refusedBy: RefusingSide): CheckFailure | undefined {
  const unreadable = ambiguity(layer.problems, refusedBy);
  if (unreadable !== undefined) return unreadable;
  for (const [name, value] of Object.entries(layer.restrictions)) {
    const row = searchParameter(name);
    const limit = { name, value };
    if (row === undefined) return { code: 'ERR_RESTRICTION_UNKNOWN', refusedBy, parameter: name, limit };
    if (row.restricts && restrictsNothing(value)) {
      return {
        code: 'ERR_RESTRICTIONS_EMPTY',
        refusedBy,
        parameter: name,
        limit,
        policy: 'emptyRestriction',
      };
    }
  }
  return undefined;
}

export function findExpiredParent({ parent, now }: SearchSubject): CheckFailure | undefined {
  const { validity = 0, createdAt } = parent;
  if (validity <= 0 || createdAt === undefined) return undefined;
  const end = new Date(createdAt + validity * 1000);
  if (!hasPassed(end, now)) return undefined;
  return {
    code: policies.expiredParent.choice,
    refusedBy: 'parent',
    reason: 'The parent key has expired, and with it every key that it signed.',
    hint: 'Sign with a parent key that is valid for longer, or that does not expire.',
    limit: { name: 'validity', value: validity },
    asked: { name: 'now', value: now },
    policy: 'expiredParent',
  };
}

export function findForeignReferer({ parent, request }: SearchSubject): CheckFailure | undefined {
  const { referers = [] } = parent;
  const { referer } = request;
  const isAllowed =
    referers.length === 0 ||
    (referer !== undefined && referers.some(pattern => matchesRefererPattern(pattern, referer)));
  if (isAllowed) return undefined;
  return {
    code: 'ERR_REFERER_NOT_ALLOWED',
    refusedBy: 'parent',
    limit: { name: 'referers', value: referers },
    asked: { name: 'referer', value: referer },
    policy: referer === undefined ? 'missingReferer' : undefined,
  };
}

export function findForeignSource({
  key,
  parentParameters,
  request,
}: SearchSubject): CheckFailure | undefined {
  const { ip } = request;
  for (const [refusedBy, { restrictions }] of [
    ['key', key],
    ['parent', parentParameters],
  ] as const) {
    const { restrictSources } = restrictions;
    if (restrictSources === undefined || (ip !== undefined && isWithinSource(restrictSources, ip))) continue;
    return {
      code: 'ERR_SOURCE_NOT_ALLOWED',
      refusedBy,
      parameter: 'restrictSources',
      limit: { name: 'restrictSources', value: restrictSources },
      asked: { name: 'ip', value: ip },
      policy: 'unplaceableSource',
    };
  }
  return undefined;
}

export function findForeignIndex({
  key,
  parentParameters,
  parent,
  request,
}: SearchSubject): CheckFailure | undefined {
  const { indexName } = request;
  for (const [refusedBy, name, patterns] of [
    ['key', 'restrictIndices', key.restrictions.restrictIndices],
    ['parent', 'restrictIndices', parentParameters.restrictions.restrictIndices],
    ['parent', 'indexes', parent.indexes],
  ] as const) {
    if (patterns === undefined || patterns.length === 0) continue;
    if (patterns.some(pattern => matchesIndexPattern(pattern, indexName))) continue;
    return {
      code: 'ERR_INDEX_NOT_ALLOWED',
      refusedBy,
      parameter: 'restrictIndices',
      limit: { name, value: patterns },
      asked: { name: 'indexName', value: indexName },
    };
  }
  return undefined;
}
