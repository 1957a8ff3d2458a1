import { dateOfSeconds, hasPassed } from '../lib/time.ts';
import { isHarmless, type QueryStringReading } from '../secured-api-key/parse.ts';
import { searchParameter } from '../secured-api-key/search-parameters.ts';
import { restrictsNothing } from '../secured-api-key/value-types.ts';
import { mergeParameters, type Parameters } from './merge-parameters.ts';
import { isWithinSource, matchesIndexPattern, matchesRefererPattern } from './patterns.ts';
import { policies } from './policies.ts';
import type { CheckFailure, RefusingSide } from './refusals.ts';
import type { SearchSubject } from './request.ts';

/** One condition that every search must satisfy. */
export interface SearchCheck {
  /** The name of the check. Stable, for programs. */
  readonly name: SearchCheckName;
  /** The condition, in one sentence. */
  readonly rule: string;
}

/** The names of the checks, in order. The first two read the text of the key. `verifySecuredApiKey` makes the first four. */
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

interface RefusingCheck extends SearchCheck {
  find(subject: SearchSubject): CheckFailure | undefined;
}

/** The checks after form and signature, in order. */
export const refusingChecks: readonly RefusingCheck[] = [
  {
    name: 'readability',
    rule: 'Each restriction occurs once and can be read.',
    find: subject =>
      inKeyOrParent(subject, ({ problems }, refusedBy) =>
        ambiguity(
          problems.find(problem => !isHarmless(problem)),
          refusedBy,
        ),
      ),
  },
  {
    name: 'expiry',
    rule: 'The key has not expired.',
    find: subject =>
      inKeyOrParent(subject, ({ restrictions: { validUntil } }, refusedBy) =>
        hasPassed(dateOfSeconds(validUntil), subject.now, policies.validUntilLeewaySec.choice)
          ? {
              code: 'ERR_KEY_EXPIRED',
              refusedBy,
              parameter: 'validUntil',
              limit: { name: 'validUntil', value: validUntil },
              asked: { name: 'now', value: subject.now },
            }
          : undefined,
      ),
  },
  {
    name: 'restrictions',
    rule: 'The key has restrictions, each is known, and none is empty.',
    find: subject => {
      const { restrictions, problems } = subject.key;
      return Object.keys(restrictions).length === 0 && problems.length === 0
        ? { code: 'ERR_RESTRICTIONS_EMPTY', refusedBy: 'key', policy: 'emptyRestriction' }
        : inKeyOrParent(subject, uselessRestriction);
    },
  },
  {
    name: 'parent-validity',
    rule: 'The parent API key has not expired.',
    find: ({ parent: { validity = 0, createdAt }, now }) => {
      if (validity <= 0 || createdAt === undefined) return undefined;
      if (!hasPassed(new Date(createdAt + validity * 1000), now)) return undefined;
      return {
        code: policies.expiredParent.choice,
        refusedBy: 'parent',
        reason: 'The parent key has expired, and with it every key that it signed.',
        hint: 'Sign with a parent key that is valid for longer, or that does not expire.',
        limit: { name: 'validity', value: validity },
        asked: { name: 'now', value: now },
        policy: 'expiredParent',
      };
    },
  },
  {
    name: 'acl',
    rule: 'The parent API key may search.',
    find: ({ parent: { acl } }) =>
      acl === undefined || acl.includes('search')
        ? undefined
        : { code: 'ERR_METHOD_NOT_ALLOWED', refusedBy: 'parent', limit: { name: 'acl', value: acl } },
  },
  {
    name: 'referer',
    rule: 'The page that sends the request matches the referers of the parent API key.',
    find: ({ parent: { referers = [] }, request: { referer } }) => {
      if (referers.length === 0) return undefined;
      if (referer !== undefined && referers.some(pattern => matchesRefererPattern(pattern, referer))) {
        return undefined;
      }
      return {
        code: 'ERR_REFERER_NOT_ALLOWED',
        refusedBy: 'parent',
        limit: { name: 'referers', value: referers },
        asked: { name: 'referer', value: referer },
        policy: referer === undefined ? 'missingReferer' : undefined,
      };
    },
  },
  {
    name: 'source',
    rule: 'The address of the client is in restrictSources.',
    find: subject =>
      inKeyOrParent(subject, ({ restrictions: { restrictSources } }, refusedBy) => {
        const { ip } = subject.request;
        if (restrictSources === undefined) return undefined;
        if (ip !== undefined && isWithinSource(restrictSources, ip)) return undefined;
        return {
          code: 'ERR_SOURCE_NOT_ALLOWED',
          refusedBy,
          parameter: 'restrictSources',
          limit: { name: 'restrictSources', value: restrictSources },
          asked: { name: 'ip', value: ip },
          policy: 'unplaceableSource',
        };
      }),
  },
  {
    name: 'index',
    rule: 'The index matches restrictIndices and the indexes of the parent API key.',
    find: subject =>
      inKeyOrParent(subject, ({ restrictions }, refusedBy) =>
        foreignIndex(subject, refusedBy, 'restrictIndices', restrictions.restrictIndices),
      ) ?? foreignIndex(subject, 'parent', 'indexes', subject.parent.indexes),
  },
];

/** The first failure, of the key or of the `queryParameters` of its parent. */
function inKeyOrParent(
  { key, parentParameters }: SearchSubject,
  find: (layer: QueryStringReading, refusedBy: RefusingSide) => CheckFailure | undefined,
): CheckFailure | undefined {
  return find(key, 'key') ?? find(parentParameters, 'parent');
}

function ambiguity(
  problem: QueryStringReading['problems'][number] | undefined,
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

function uselessRestriction(
  { restrictions, problems }: QueryStringReading,
  refusedBy: RefusingSide,
): CheckFailure | undefined {
  if (problems.length > 0) return ambiguity(problems[0], refusedBy);
  for (const [parameter, value] of Object.entries(restrictions)) {
    const row = searchParameter(parameter);
    const failure = { refusedBy, parameter, limit: { name: parameter, value } };
    if (row === undefined) return { code: 'ERR_RESTRICTION_UNKNOWN', ...failure };
    if (row.restricts && restrictsNothing(value)) {
      return { code: 'ERR_RESTRICTIONS_EMPTY', ...failure, policy: 'emptyRestriction' };
    }
  }
  return undefined;
}

function foreignIndex(
  { request: { indexName } }: SearchSubject,
  refusedBy: RefusingSide,
  name: string,
  patterns: readonly string[] = [],
): CheckFailure | undefined {
  if (patterns.length === 0 || patterns.some(pattern => matchesIndexPattern(pattern, indexName))) {
    return undefined;
  }
  return {
    code: 'ERR_INDEX_NOT_ALLOWED',
    refusedBy,
    parameter: 'restrictIndices',
    limit: { name, value: patterns },
    asked: { name: 'indexName', value: indexName },
  };
}

/** The last check, which `mergeParameters` makes. */
export const mergeCheck: SearchCheck = {
  name: 'parameters',
  rule: 'The parameters of the parent, the key and the request are valid, and they can be combined.',
};

/** The outcome for one search: what the engine would run, or the first check that fails. */
export type Judgement =
  | { readonly parameters: Parameters }
  | { readonly failed: SearchCheckName; readonly failure: CheckFailure };

export function judgeSearch(subject: SearchSubject): Judgement {
  for (const { name, find } of refusingChecks) {
    const failure = find(subject);
    if (failure !== undefined) return { failed: name, failure };
  }
  const merged = mergeParameters(subject);
  return 'failure' in merged ? { failed: mergeCheck.name, ...merged } : merged;
}
