import { MAX_SECURED_API_KEY_LENGTH } from '../lib/limits.ts';
import { isListOf, isObject } from '../lib/plain-copy.ts';

/**
 * What is known of the parent of a secured API key, under the vendor's names. A member that is absent counts as no limit.
 *
 * @see https://www.algolia.com/doc/rest-api/search/get-api-key
 */
export interface ParentApiKey {
  /** What the key may do. A secured key inherits it. */
  readonly acl?: readonly string[];
  /** Index names or patterns. An empty list means no limit. */
  readonly indexes?: readonly string[];
  /** The maximum number of hits per page. 0 means no limit. */
  readonly maxHitsPerQuery?: number;
  /** Requests per hour for each user token or address. 0 means no limit. `authorizeSearch` does not count requests. */
  readonly maxQueriesPerIPPerHour?: number;
  /** Search parameters and `restrictSources` that the key enforces, as a query string. */
  readonly queryParameters?: string;
  /** Patterns of the pages that may use the key. An empty list means no limit. */
  readonly referers?: readonly string[];
  /** Lifetime in seconds, counted from `createdAt`. 0 means no limit. */
  readonly validity?: number;
  /** Milliseconds since the Unix epoch. */
  readonly createdAt?: number;
}

const memberTypes: Readonly<
  Record<keyof ParentApiKey, 'an array of strings' | 'a string' | 'a number' | 'an integer, 0 or more'>
> = {
  acl: 'an array of strings',
  indexes: 'an array of strings',
  referers: 'an array of strings',
  queryParameters: 'a string',
  maxHitsPerQuery: 'an integer, 0 or more',
  maxQueriesPerIPPerHour: 'a number',
  validity: 'a number',
  createdAt: 'a number',
};

/**
 * Why a value is not a `ParentApiKey`, as a part of a sentence; undefined where it is one. Other members are ignored, because the
 * vendor's API returns more of them.
 */
export function parentApiKeyProblem(value: unknown): string | undefined {
  if (!isObject(value)) return 'it must be an object';
  for (const [name, type] of Object.entries(memberTypes)) {
    const member = (value as Record<string, unknown>)[name];
    if (member !== undefined && !isOfType(type, member)) return `"${name}" must be ${type}`;
  }
  const { queryParameters = '' } = value as ParentApiKey;
  return queryParameters.length > MAX_SECURED_API_KEY_LENGTH
    ? `"queryParameters" must not be longer than ${MAX_SECURED_API_KEY_LENGTH} characters`
    : undefined;
}

function isOfType(type: (typeof memberTypes)[keyof ParentApiKey], value: unknown): boolean {
  if (type === 'a number') return Number.isFinite(value);
  // It bounds the hits of a search, which are counted.
  if (type === 'an integer, 0 or more') return Number.isSafeInteger(value) && (value as number) >= 0;
  if (type === 'a string') return typeof value === 'string';
  return isListOf(value, element => typeof element === 'string');
}
