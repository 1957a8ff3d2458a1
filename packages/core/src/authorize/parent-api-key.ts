import { isObject } from '../lib/plain-copy.ts';

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

const memberTypes: Readonly<Record<keyof ParentApiKey, 'a list of texts' | 'a text' | 'a number'>> = {
  acl: 'a list of texts',
  indexes: 'a list of texts',
  referers: 'a list of texts',
  queryParameters: 'a text',
  maxHitsPerQuery: 'a number',
  maxQueriesPerIPPerHour: 'a number',
  validity: 'a number',
  createdAt: 'a number',
};

/** What keeps a value from being a `ParentApiKey`, or undefined. Members that it does not know are not looked at. */
export function parentApiKeyProblem(value: unknown): string | undefined {
  if (!isObject(value)) return 'it must be an object';
  for (const [name, type] of Object.entries(memberTypes)) {
    const member = (value as Record<string, unknown>)[name];
    if (member !== undefined && !isOfType(type, member)) return `"${name}" must be ${type}`;
  }
  return undefined;
}

function isOfType(type: (typeof memberTypes)[keyof ParentApiKey], value: unknown): boolean {
  if (type === 'a number') return Number.isFinite(value);
  if (type === 'a text') return typeof value === 'string';
  return Array.isArray(value) && value.every(element => typeof element === 'string');
}
