import type { ParentApiKey } from '../secured-api-key/parent-api-key.ts';
import { isHarmless, type QueryStringReading, readQueryString } from '../secured-api-key/parse.ts';
import {
  ambiguity,
  expiry,
  findExpiredParent,
  findForeignIndex,
  findForeignReferer,
  findForeignSource,
  findUselessRestriction,
  type SearchSubject,
} from './find-failures.ts';
import { mergeParameters, type Parameters } from './merge-parameters.ts';
import type { CheckFailure } from './refusals.ts';

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
