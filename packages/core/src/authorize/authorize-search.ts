import { isObject } from '../lib/plain-copy.ts';
import type { VerifiedSecuredApiKey } from '../secured-api-key/verify.ts';
import { type Authorization, authorizeRestrictions, type SearchRequest } from './authorize-restrictions.ts';
import type { ParentApiKey } from './parent-api-key.ts';

/** What `authorizeSearch` judges. */
export interface AuthorizeSearchOptions {
  /** A key that `verifySecuredApiKey` returned. */
  key: Omit<VerifiedSecuredApiKey, 'problems'> & Partial<Pick<VerifiedSecuredApiKey, 'problems'>>;
  /** What is known of the key that signed it. */
  parent?: ParentApiKey;
  request: SearchRequest;
  /** The moment to judge the expiry by; the clock's by default. */
  now?: Date;
}

/**
 * Applies a verified key, and its parent's own limits where they are known, to one search request. Answers what the
 * engine would run: the key's parameters win, `filters` are joined as trees, filter lists are ANDed, and the lower of
 * `maxHitsPerQuery` and `hitsPerPage` counts. What the vendor leaves open follows `policies`.
 *
 * It does not count requests (429), look for the index (404), or run the search: `compileFilters` says which records
 * the answer may hold.
 *
 * @returns `allowed: false` with status, code and the server's text; a refusal is never thrown.
 * @throws {TypeError} a key that was not verified, an incomplete request, parameters that are no plain object, or a `now`
 *   or a member of `parent` of another type
 * @example
 * const key = verifySecuredApiKey(text, { parentApiKeys });
 * const answer = authorizeSearch({ key, request: { indexName: 'products', parameters: { query: 'shoe' } } });
 * if (answer.allowed) run(answer.parameters);
 * @see https://www.algolia.com/doc/guides/security/api-keys
 */
export function authorizeSearch(options: AuthorizeSearchOptions): Authorization {
  const { parentKeyIndex, restrictions } = options?.key ?? {};
  if (typeof parentKeyIndex !== 'number' || !isObject(restrictions)) {
    throw new TypeError(
      'authorizeSearch takes { key } from verifySecuredApiKey: a decoded key proves nothing',
    );
  }
  return authorizeRestrictions(options);
}
