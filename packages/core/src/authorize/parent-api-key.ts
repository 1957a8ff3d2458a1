/**
 * What is known of the parent of a secured API key, under the vendor's names. Each member that is left out is taken for
 * not limited.
 *
 * @see https://www.algolia.com/doc/rest-api/search/get-api-key
 */
export interface ParentApiKey {
  /** What the key may do; a secured key inherits it. */
  readonly acl?: readonly string[];
  /** Index names or patterns; an empty list is no limit. */
  readonly indexes?: readonly string[];
  /** The most hits of one page; 0 is no limit. */
  readonly maxHitsPerQuery?: number;
  /** Requests per hour for each user token or address; 0 is no limit. Whoever serves counts them: `authorizeSearch` does not. */
  readonly maxQueriesPerIPPerHour?: number;
  /** Search parameters and `restrictSources` that the key enforces, as a query string. */
  readonly queryParameters?: string;
  /** Patterns of the pages that may use the key; an empty list is no limit. */
  readonly referers?: readonly string[];
  /** Lifetime in seconds, counted from `createdAt`; 0 is no limit. */
  readonly validity?: number;
  /** Milliseconds since the Unix epoch. */
  readonly createdAt?: number;
}
