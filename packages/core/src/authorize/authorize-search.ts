import { millisecondsOf } from '../lib/time.ts';
import { type ParentApiKey, parentApiKeyProblem } from '../secured-api-key/parent-api-key.ts';
import { type QueryStringReading, readQueryString } from '../secured-api-key/parse.ts';
import { isVerified, type VerifiedSecuredApiKey } from '../secured-api-key/verify.ts';
import { judgeSearch, type SearchSubject } from './checks.ts';
import type { Parameters } from './merge-parameters.ts';
import { type Refusal, refusalOf } from './refusals.ts';
import { readRequest, type SearchRequest } from './request.ts';

/** What `authorizeSearch` decides about. */
export interface AuthorizeSearchOptions {
  /** A key that `verifySecuredApiKey` returned. */
  key: VerifiedSecuredApiKey;
  /** What is known of the key that signed it. */
  parent?: ParentApiKey;
  /** The search to decide about, as it reached the server. */
  request: SearchRequest;
  /** The time to check the expiry against; the current time by default. */
  now?: Date;
}

/** Allowed, with the parameters that the engine would run; or refused, in the server's words. */
export type Authorization = { readonly allowed: true; readonly parameters: Parameters } | Refusal;

/**
 * Applies a verified key, and the limits of its parent where they are known, to one search request. Answers what the engine
 * would run: the parameters of the key win, `filters` are joined as trees, filter lists are ANDed, and the lowest of
 * `maxHitsPerQuery`, `hitsPerPage` and `length` limits the hits. What the vendor does not document follows `policies`.
 *
 * It does not count requests (429), look for the index (404), or run the search: `compileFilters` says which records the answer
 * may contain.
 *
 * @returns `allowed: false` with the status, code, hint and text of the server. A refusal is never thrown.
 * @throws {TypeError} a key that was not verified, an incomplete request, parameters that are not a plain object, or an `ip`, a
 *   `referer`, a `now` or a member of `parent` of the wrong type
 * @example
 * const key = verifySecuredApiKey(text, { parentApiKeys });
 * const answer = authorizeSearch({ key, request: { indexName: 'products', parameters: { query: 'shoe' } } });
 * if (answer.allowed) run(answer.parameters);
 * @see https://www.algolia.com/doc/guides/security/api-keys
 */
export function authorizeSearch(options: AuthorizeSearchOptions): Authorization {
  // Read once: an accessor could show a verified key first, and another one after it.
  const { key } = options ?? {};
  assertVerified(key);
  const judgement = judgeSearch({ key, ...readSubject(options) });
  return 'failure' in judgement
    ? refusalOf(judgement.failure)
    : { allowed: true, parameters: judgement.parameters };
}

const noParent: ParentApiKey = /* @__PURE__ */ Object.freeze({});
const nothing: QueryStringReading = { restrictions: {}, problems: [] };

/**
 * What decides about a search besides its key.
 *
 * @throws {TypeError}
 */
export function readSubject({
  parent = noParent,
  request,
  now,
}: Omit<AuthorizeSearchOptions, 'key'>): Omit<SearchSubject, 'key'> {
  const problem = parent === noParent ? undefined : parentApiKeyProblem(parent);
  if (problem !== undefined) throw new TypeError(`Invalid "parent": ${problem}.`);
  const { queryParameters = '' } = parent;
  return {
    parent,
    parentParameters: queryParameters === '' ? nothing : readQueryString(queryParameters),
    request,
    entries: readRequest(request),
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
