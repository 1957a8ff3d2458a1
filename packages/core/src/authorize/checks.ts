import { dateOfSeconds, hasPassed } from '../lib/time.ts';
import { isHarmless, type QueryStringReading, readQueryString } from '../secured-api-key/parse.ts';
import { searchParameter } from '../secured-api-key/search-parameters.ts';
import { restrictsNothing } from '../secured-api-key/value-types.ts';
import { mergeParameters, type Parameters } from './merge-parameters.ts';
import type { ParentApiKey } from './parent.ts';
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

/** One condition that every search must satisfy. */
export interface SearchCheck {
  /** Which check it is: stable, for programs. */
  readonly name: SearchCheckName;
  /** What must hold. */
  readonly rule: string;
}

/** The checks, in order. The first two need the text of the key, and `verifySecuredApiKey` makes the first four. */
export type SearchCheckName =
  | 'form'
  | 'signature'
  | 'readability'
  | 'expiry'
  | 'restrictions'
  | 'parent-validity'
  | 'acl'
  | 'referer'
  | 'source'
  | 'index'
  | 'parameters';

/** A check that only looks for a reason to refuse. */
interface RefusingCheck extends SearchCheck {
  find(subject: SearchSubject): CheckFailure | undefined;
}

const refusingChecks = (): readonly RefusingCheck[] => [
  {
    name: 'readability',
    rule: 'Each restriction occurs once and can be read.',
    find: ({ key, parentParameters }) =>
      ambiguity(
        key.problems.filter(problem => !isHarmless(problem)),
        'key',
      ) ??
      ambiguity(
        parentParameters.problems.filter(problem => !isHarmless(problem)),
        'parent',
      ),
  },
  {
    name: 'expiry',
    rule: 'The key has not expired.',
    find: ({ key, parentParameters, now }) =>
      expiry(key, 'key', now) ?? expiry(parentParameters, 'parent', now),
  },
  {
    name: 'restrictions',
    rule: 'The key has restrictions, each is known, and none is empty.',
    find: findUselessRestriction,
  },
  {
    name: 'parent-validity',
    rule: 'The parent API key has not expired.',
    find: findExpiredParent,
  },
  {
    name: 'acl',
    rule: 'The parent API key may search.',
    find: ({ parent: { acl } }) =>
      acl === undefined || acl.includes('search')
        ? undefined
        : {
            code: 'ERR_METHOD_NOT_ALLOWED',
            refusedBy: 'parent',
            limit: { name: 'acl', value: acl },
          },
  },
  {
    name: 'referer',
    rule: 'The page that sends the request matches the referers of the parent API key.',
    find: findForeignReferer,
  },
  {
    name: 'source',
    rule: 'The address of the client is in restrictSources.',
    find: findForeignSource,
  },
  {
    name: 'index',
    rule: 'The index matches restrictIndices and the indexes of the parent API key.',
    find: findForeignIndex,
  },
];

const checks: readonly RefusingCheck[] = /* @__PURE__ */ refusingChecks();

const mergeCheck: SearchCheck = {
  name: 'parameters',
  rule: 'The parameters of the parent, the key and the request are valid, and they can be combined.',
};

/** All checks of a key whose form and signature have been checked, in order. */
export const searchChecks: readonly SearchCheck[] = /* @__PURE__ */ ([] as SearchCheck[]).concat(
  checks,
  mergeCheck,
);

/** The outcome for one search: what the engine would run, or the first check that fails. */
export type Judgement =
  | { readonly parameters: Parameters }
  | { readonly failed: SearchCheckName; readonly failure: CheckFailure };

/** Makes the checks in order, up to the first that fails. */
export function judgeSearch(subject: SearchSubject): Judgement {
  for (const { name, find } of checks) {
    const failure = find(subject);
    if (failure !== undefined) return { failed: name, failure };
  }
  const { parent, parentParameters, key, entries } = subject;
  const merged = mergeParameters({
    parent: parentParameters.restrictions,
    key: key.restrictions,
    request: entries,
    maxHitsPerQuery: parent.maxHitsPerQuery,
  });
  return 'failure' in merged ? { failed: mergeCheck.name, ...merged } : merged;
}

const nothing: QueryStringReading = { restrictions: {}, problems: [] };

/** What the `queryParameters` of a parent say. */
export function readParentParameters({ queryParameters = '' }: ParentApiKey): QueryStringReading {
  return queryParameters === '' ? nothing : readQueryString(queryParameters);
}

function ambiguity(
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

function expiry(layer: QueryStringReading, refusedBy: RefusingSide, now: Date): CheckFailure | undefined {
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

function findUselessRestriction({ key, parentParameters }: SearchSubject): CheckFailure | undefined {
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

function findExpiredParent({ parent, now }: SearchSubject): CheckFailure | undefined {
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

function findForeignReferer({ parent, request }: SearchSubject): CheckFailure | undefined {
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

function findForeignSource({ key, parentParameters, request }: SearchSubject): CheckFailure | undefined {
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

function findForeignIndex({
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
