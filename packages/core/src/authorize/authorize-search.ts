import { type ForgekeyError, isForgekeyError } from '../errors.ts';
import { hasPassed } from '../lib/time.ts';
import { readQueryString } from '../secured-api-key/parse.ts';
import type { SecuredApiKeyRestrictions } from '../secured-api-key/restrictions.ts';
import { restrictsNothing } from '../secured-api-key/restricts-nothing.ts';
import { searchParameter } from '../secured-api-key/search-parameters.ts';
import { expiryOf, type VerifiedSecuredApiKey } from '../secured-api-key/verify.ts';
import { matchesIndexPattern } from './index-pattern.ts';
import { mergeParameters, type Parameters } from './merge-parameters.ts';
import type { ParentApiKey } from './parent-api-key.ts';
import { policies } from './policies.ts';
import { matchesRefererPattern } from './referer-pattern.ts';
import { type Refusal, refusal } from './refusals.ts';
import { isWithinSource } from './source-range.ts';

/** One search, as the server receives it; of a batch, one query. */
export interface SearchRequest {
  readonly indexName: string;
  /** The search parameters of the request, not those of the key. */
  readonly parameters: object;
  /** The address of the client. */
  readonly ip?: string | undefined;
  /** The `Referer` header. */
  readonly referer?: string | undefined;
}

export interface AuthorizeSearchOptions {
  /** A key that `verifySecuredApiKey` returned. */
  key: VerifiedSecuredApiKey;
  /** What is known of the key that signed it. */
  parent?: ParentApiKey;
  request: SearchRequest;
  /** The moment to judge the expiry by; the clock's by default. */
  now?: Date;
}

/** Let through, with the parameters that the engine would run; or not, as the server would word it. */
export type Authorization = { readonly allowed: true; readonly parameters: Parameters } | Refusal;

/**
 * Applies a verified key, and its parent's own limits where they are known, to one search request. Answers what the
 * engine would run: the key's parameters win, `filters` are joined as trees, filter lists are ANDed, and the lower of
 * `maxHitsPerQuery` and `hitsPerPage` counts. What the vendor leaves open follows `policies`.
 *
 * It does not count requests (429), look for the index (404), or run the search: `matchesParameters` says which records
 * the answer may hold.
 *
 * @returns `allowed: false` with status, code and the server's text; a refusal is never thrown.
 * @throws {TypeError} a key that was not verified, or an incomplete request
 * @example
 * const key = verifySecuredApiKey(text, { parentApiKeys });
 * const answer = authorizeSearch({ key, request: { indexName: 'products', parameters: { query: 'shoe' } } });
 * if (answer.allowed) run(answer.parameters);
 * @see https://www.algolia.com/doc/guides/security/api-keys
 */
export function authorizeSearch(options: AuthorizeSearchOptions): Authorization {
  assertOptions(options);
  const { key, parent = {}, request, now } = options;
  const parentLayer = readQueryString(parent.queryParameters ?? '');
  const refused =
    refuseKey(key, now) ??
    refuseParent(parent, now) ??
    refuseReferer(parent, request) ??
    refuseSource([key.restrictions, parentLayer.restrictions], request) ??
    refuseIndex(
      [key.restrictions.restrictIndices, parentLayer.restrictions.restrictIndices, parent.indexes],
      request,
    );
  if (refused !== undefined) return refused;
  if (parentLayer.problems.length > 0)
    return refusal('ERR_KEY_AMBIGUOUS', parentLayer.problems[0]!.parameter);
  try {
    const underKey = mergeParameters(asParameters(key.restrictions), asParameters(request.parameters));
    const merged = mergeParameters(asParameters(parentLayer.restrictions), underKey);
    return { allowed: true, parameters: limitHits(merged, parent.maxHitsPerQuery) };
  } catch (error) {
    if (isForgekeyError(error)) return refusalOf(error);
    throw error;
  }
}

function assertOptions(options: AuthorizeSearchOptions): void {
  const { key, request } = options ?? {};
  if (typeof key?.parentKeyIndex !== 'number') {
    throw new TypeError(
      'authorizeSearch takes { key } from verifySecuredApiKey: a decoded key proves nothing',
    );
  }
  if (typeof request?.indexName !== 'string' || request.indexName === '') {
    throw new TypeError('authorizeSearch takes { request: { indexName, parameters } }');
  }
  if (
    typeof request.parameters !== 'object' ||
    request.parameters === null ||
    Array.isArray(request.parameters)
  ) {
    throw new TypeError('request.parameters must be an object of search parameters');
  }
}

function refuseKey(key: VerifiedSecuredApiKey, now: Date | undefined): Refusal | undefined {
  const expiresAt = expiryOf(key);
  if (expiresAt !== undefined && hasPassed(expiresAt, now, Number(policies.validUntilLeewaySec.choice)))
    return refusal('ERR_KEY_EXPIRED', 'validUntil');
  const entries = Object.entries(key.restrictions);
  if (entries.length === 0) return refusal('ERR_RESTRICTIONS_EMPTY');
  const problem = key.problems[0];
  if (problem !== undefined) return refusal('ERR_KEY_AMBIGUOUS', problem.parameter);
  for (const [name, value] of entries) {
    const row = searchParameter(name);
    if (row === undefined) return refusal('ERR_RESTRICTION_UNKNOWN', name);
    // policies.emptyRestriction
    if (row.restricts && restrictsNothing(value)) return refusal('ERR_RESTRICTIONS_EMPTY', name);
  }
  return undefined;
}

function refuseParent(
  { acl, validity = 0, createdAt }: ParentApiKey,
  now: Date | undefined,
): Refusal | undefined {
  const isExpired =
    validity > 0 && createdAt !== undefined && hasPassed(new Date(createdAt + validity * 1000), now);
  if (isExpired) return refusal('ERR_KEY_SIGNATURE');
  return acl !== undefined && !acl.includes('search') ? refusal('ERR_METHOD_NOT_ALLOWED') : undefined;
}

function refuseReferer({ referers = [] }: ParentApiKey, { referer }: SearchRequest): Refusal | undefined {
  if (referers.length === 0) return undefined;
  // policies.missingReferer
  const isAllowed =
    referer !== undefined && referers.some(pattern => matchesRefererPattern(pattern, referer));
  return isAllowed ? undefined : refusal('ERR_REFERER_NOT_ALLOWED');
}

function refuseSource(
  layers: readonly SecuredApiKeyRestrictions[],
  { ip }: SearchRequest,
): Refusal | undefined {
  for (const { restrictSources } of layers) {
    // policies.unplaceableSource
    const isAllowed =
      restrictSources === undefined || (ip !== undefined && isWithinSource(restrictSources, ip));
    if (!isAllowed) return refusal('ERR_SOURCE_NOT_ALLOWED', 'restrictSources');
  }
  return undefined;
}

function refuseIndex(
  layers: readonly (SecuredApiKeyRestrictions['restrictIndices'] | readonly string[])[],
  { indexName }: SearchRequest,
): Refusal | undefined {
  for (const patterns of layers) {
    if (patterns === undefined || patterns.length === 0) continue;
    const list = typeof patterns === 'string' ? patterns.split(',') : patterns;
    if (!list.some(pattern => matchesIndexPattern(pattern, indexName))) {
      return refusal('ERR_INDEX_NOT_ALLOWED', 'restrictIndices');
    }
  }
  return undefined;
}

// The engine's page when the request names no size.
const DEFAULT_HITS_PER_PAGE = 20;

function limitHits(parameters: Parameters, maxHitsPerQuery: number | undefined): Parameters {
  if (maxHitsPerQuery === undefined || maxHitsPerQuery === 0) return parameters;
  const { hitsPerPage = DEFAULT_HITS_PER_PAGE, length } = parameters;
  const limited = { ...parameters, hitsPerPage: Math.min(Number(hitsPerPage), maxHitsPerQuery) };
  // offset and length page in another way, which must not be a way around the limit.
  return length === undefined ? limited : { ...limited, length: Math.min(Number(length), maxHitsPerQuery) };
}

function refusalOf({ code, parameter, message }: ForgekeyError): Refusal {
  // The messages of filter lists name their parameter themselves.
  if (code === 'ERR_FILTER_SYNTAX')
    return refusal(code, parameter, parameter === 'filters' ? `filters: ${message}` : message);
  return refusal(code === 'ERR_RESTRICTION_UNKNOWN' ? code : 'ERR_RESTRICTION_VALUE', parameter);
}

function asParameters(value: object): Parameters {
  return value as Parameters;
}
