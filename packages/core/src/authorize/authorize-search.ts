import { millisecondsOf } from '../lib/time.ts';
import { type ParentApiKey, readParentApiKey } from '../secured-api-key/parent-api-key.ts';
import { readQueryString } from '../secured-api-key/parse.ts';
import { isVerified, type VerifiedSecuredApiKey } from '../secured-api-key/verify.ts';
import { judgeSearch } from './checks.ts';
import type { Parameters } from './merge-parameters.ts';
import { type Refusal, refusalOf } from './refusals.ts';
import { readRequest, type SearchRequest, type SearchSubject } from './request.ts';

/** The key and the search that `authorizeSearch` decides about. */
export interface AuthorizeSearchOptions {
  /** A key that `verifySecuredApiKey` returned. */
  key: VerifiedSecuredApiKey;
  /** The known properties of the parent key that signed it. */
  parent?: ParentApiKey;
  /** The search to decide about, as it reached the server. */
  request: SearchRequest;
  /** The time to check the expiry against; the current time by default. */
  now?: Date;
}

/** Either allowed, with the parameters that the engine would run, or refused, with the text of the server. */
export type Authorization = { readonly allowed: true; readonly parameters: Parameters } | Refusal;

/**
 * Applies a verified key, and the known limits of its parent, to one search request. Returns what the engine would run: the
 * parameters of the key override those of the request, `filters` are joined as trees, and filter lists are ANDed. The lowest of
 * `maxHitsPerQuery`, `hitsPerPage` and `length` limits the hits. For undocumented behavior, it follows `policies`.
 *
 * It does not count requests (429), check that the index exists (404), or run the search. `compileFilters` decides which records
 * the response may contain.
 *
 * @returns the parameters, or `allowed: false` with the status, code, hint and text of the server. It never throws a refusal.
 * @throws {TypeError} the key is not verified, the request is incomplete, the parameters are not a plain object, or an `ip`, a
 *   `referer`, a `now` or a member of `parent` has the wrong type
 * @example
 * const key = verifySecuredApiKey(text, { parentApiKeys });
 * const answer = authorizeSearch({ key, request: { indexName: 'products', parameters: { query: 'shoe' } } });
 * if (answer.allowed) run(answer.parameters);
 * @see https://www.algolia.com/doc/guides/security/api-keys
 */
export function authorizeSearch(options: AuthorizeSearchOptions): Authorization {
  // Read once, because an accessor could return a verified key first and another key later.
  const { key } = options ?? {};
  assertVerified(key);
  const judgement = judgeSearch({ key, ...readSubject(options) });
  return 'failure' in judgement
    ? refusalOf(judgement.failure)
    : { allowed: true, parameters: judgement.parameters };
}

/**
 * Reads everything except the key.
 *
 * @throws {TypeError}
 */
export function readSubject({
  parent: given,
  request,
  now,
}: Omit<AuthorizeSearchOptions, 'key'>): Omit<SearchSubject, 'key'> {
  const parent = given === undefined ? {} : readParentApiKey(given);
  if (typeof parent === 'string') throw new TypeError(`Invalid "parent": ${parent}.`);
  return {
    parent,
    parentParameters: readQueryString(parent.queryParameters ?? ''),
    ...readRequest(request),
    now: new Date(millisecondsOf(now)),
  };
}

function assertVerified(key: unknown): asserts key is VerifiedSecuredApiKey {
  if (isVerified(key)) return;
  throw new TypeError(
    '"key" must be the result of verifySecuredApiKey from this copy of the package. ' +
      'A decoded key, or a copy of a verified one, proves nothing.',
  );
}
