import { millisecondsOf } from '../lib/time.ts';
import type { QueryStringReading, RestrictionProblem } from '../secured-api-key/parse.ts';
import { type Authorization, assertParent } from './authorize-search.ts';
import { judgeSearch, readParentParameters } from './checks.ts';
import type { ParentApiKey } from './parent.ts';
import { refusalOfFailure } from './refusals.ts';
import { readRequest, type SearchRequest } from './request.ts';

/** What a key says. */
export interface KeyReading {
  readonly restrictions: QueryStringReading['restrictions'];
  readonly problems?: readonly RestrictionProblem[];
}

export interface AuthorizeRestrictionsOptions {
  key: KeyReading;
  parent?: ParentApiKey;
  request: SearchRequest;
  now?: Date;
}

/** The same as `authorizeSearch` for a key that was not verified. Use `explainSearch` instead. */
export function authorizeRestrictions(options: AuthorizeRestrictionsOptions): Authorization {
  const { key, parent = {}, request, now } = options;
  assertParent(parent);
  const judgement = judgeSearch({
    key: { problems: [], ...key },
    parent,
    parentParameters: readParentParameters(parent),
    request,
    entries: readRequest(request),
    now: new Date(millisecondsOf(now)),
  });
  return 'failure' in judgement
    ? refusalOfFailure(judgement.failure)
    : { allowed: true, parameters: judgement.parameters };
}
