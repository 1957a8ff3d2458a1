import { type ForgekeyError, isForgekeyError } from '../errors.ts';
import { isObject, ownEntries, UnwritableValue } from '../lib/plain-copy.ts';
import { dateMilliseconds, hasPassed, millisecondsOf } from '../lib/time.ts';
import { type RestrictionProblem, readQueryString } from '../secured-api-key/parse.ts';
import type { SecuredApiKeyRestrictions } from '../secured-api-key/restrictions.ts';
import { restrictsNothing } from '../secured-api-key/restricts-nothing.ts';
import { searchParameter } from '../secured-api-key/search-parameters.ts';
import { matchesIndexPattern } from './index-pattern.ts';
import { mergeParameters, type ParameterEntries, type Parameters } from './merge-parameters.ts';
import { type ParentApiKey, parentApiKeyProblem } from './parent-api-key.ts';
import { policies } from './policies.ts';
import { matchesRefererPattern } from './referer-pattern.ts';
import { type Refusal, refusal } from './refusals.ts';
import { isWithinSource } from './source-range.ts';

/** One search, as the server receives it; of a batch, one query. */
export interface SearchRequest {
  /** The index that is searched; the server knows it from the path or the body. */
  readonly indexName: string;
  /** The search parameters of the request, not those of the key. */
  readonly parameters: object;
  /** The address of the client. */
  readonly ip?: string | undefined;
  /** The `Referer` header. */
  readonly referer?: string | undefined;
}

/** What a key says. */
export interface KeyReading {
  readonly restrictions: SecuredApiKeyRestrictions;
  readonly problems?: readonly RestrictionProblem[];
  readonly expiresAt?: Date;
}

export interface AuthorizeRestrictionsOptions {
  key: KeyReading;
  parent?: ParentApiKey;
  request: SearchRequest;
  now?: Date;
}

/** Let through, with the parameters that the engine would run; or not, as the server would word it. */
export type Authorization = { readonly allowed: true; readonly parameters: Parameters } | Refusal;

/**
 * The same as `authorizeSearch` for a key that nobody verified: for a tool that explains what a key would do, and never
 * for one that lets anybody through.
 *
 * @throws {TypeError} as `authorizeSearch`
 */
export function authorizeRestrictions(options: AuthorizeRestrictionsOptions): Authorization {
  const { key, parent = {}, request } = options;
  const parameters = entriesOfRequest(request);
  assertParent(parent);
  const now = new Date(millisecondsOf(options.now));
  const parentLayer = readQueryString(parent.queryParameters ?? '');
  const refused =
    refuseExpired([key, parentLayer], now) ??
    refuseKey(key) ??
    refuseParent(parent, now) ??
    refuseReferer(parent, request) ??
    refuseSource([key.restrictions, parentLayer.restrictions], request) ??
    refuseIndex(
      [key.restrictions.restrictIndices, parentLayer.restrictions.restrictIndices, parent.indexes],
      request,
    ) ??
    refuseProblems(parentLayer);
  if (refused !== undefined) return refused;
  try {
    const merged = mergeParameters({
      parent: Object.entries(parentLayer.restrictions),
      key: Object.entries(key.restrictions),
      request: parameters,
    });
    const signedHitsPerPage = [key.restrictions.hitsPerPage, parentLayer.restrictions.hitsPerPage];
    return { allowed: true, parameters: limitHits(merged, parent.maxHitsPerQuery ?? 0, signedHitsPerPage) };
  } catch (error) {
    if (isForgekeyError(error)) return refusalOf(error);
    throw error;
  }
}

/** The parameters of the request, each read once. */
function entriesOfRequest(request: SearchRequest): ParameterEntries {
  const { indexName, parameters } = request ?? {};
  if (typeof indexName !== 'string' || indexName === '' || !isObject(parameters)) {
    throw new TypeError('authorizeSearch takes { request: { indexName, parameters } }');
  }
  try {
    return ownEntries(parameters);
  } catch (error) {
    if (!(error instanceof UnwritableValue)) throw error;
    throw new TypeError(
      `request.parameters must be a plain object of search parameters; it is or holds ${error.reason}`,
    );
  }
}

function assertParent(parent: ParentApiKey): void {
  const problem = parentApiKeyProblem(parent);
  if (problem !== undefined) throw new TypeError(`parent is what is known of the parent key; ${problem}`);
}

function refuseExpired(layers: readonly KeyReading[], now: Date): Refusal | undefined {
  for (const end of layers.flatMap(endsOf)) {
    // Never taken for no end at all.
    if (Number.isNaN(end.getTime())) return refusal('ERR_KEY_AMBIGUOUS', 'validUntil');
    if (hasPassed(end, now, Number(policies.validUntilLeewaySec.choice))) {
      return refusal('ERR_KEY_EXPIRED', 'validUntil');
    }
  }
  return undefined;
}

/** When it ends by its restrictions, and by what a verifier made of them. */
function endsOf({ restrictions: { validUntil }, expiresAt }: KeyReading): Date[] {
  return [
    ...(validUntil === undefined ? [] : [dateMilliseconds(validUntil) ?? secondsOf(validUntil) * 1000]),
    ...(expiresAt === undefined ? [] : [expiresAt]),
  ].map(end => new Date(end));
}

/** Text is an end that could not be read. */
function secondsOf(validUntil: unknown): number {
  return typeof validUntil === 'number' ? validUntil : Number.NaN;
}

function refuseKey(key: KeyReading): Refusal | undefined {
  const entries = Object.entries(key.restrictions);
  if (entries.length === 0) return refusal('ERR_RESTRICTIONS_EMPTY');
  const refused = refuseProblems(key);
  if (refused !== undefined) return refused;
  for (const [name, value] of entries) {
    const row = searchParameter(name);
    if (row === undefined) return refusal('ERR_RESTRICTION_UNKNOWN', name);
    // policies.emptyRestriction
    if (row.restricts && restrictsNothing(value)) return refusal('ERR_RESTRICTIONS_EMPTY', name);
  }
  return undefined;
}

/** A repeated name among them: policies.repeatedName. */
function refuseProblems({ problems = [] }: KeyReading): Refusal | undefined {
  return problems[0] && refusal('ERR_KEY_AMBIGUOUS', problems[0].parameter);
}

function refuseParent({ acl, validity = 0, createdAt }: ParentApiKey, now: Date): Refusal | undefined {
  const isExpired =
    validity > 0 && createdAt !== undefined && hasPassed(new Date(createdAt + validity * 1000), now);
  // policies.expiredParent
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

function limitHits(
  parameters: Parameters,
  maxHitsPerQuery: number,
  signedHitsPerPage: readonly (number | undefined)[],
): Parameters {
  const { hitsPerPage, length } = parameters;
  const limited: Record<string, unknown> = { ...parameters };
  if (maxHitsPerQuery > 0) {
    limited.hitsPerPage = Math.min(Number(hitsPerPage ?? DEFAULT_HITS_PER_PAGE), maxHitsPerQuery);
  }
  if (length !== undefined) {
    // offset and length page in another way, which must not be a way around either limit.
    const limits = [maxHitsPerQuery || undefined, ...signedHitsPerPage].filter(limit => limit !== undefined);
    limited.length = Math.min(Number(length), ...limits.map(Number));
  }
  return limited;
}

function refusalOf({ code, parameter, message }: ForgekeyError): Refusal {
  switch (code) {
    case 'ERR_FILTER_SYNTAX':
      // The messages of filter lists name their parameter themselves.
      return refusal(code, parameter, parameter === 'filters' ? `filters: ${message}` : message);
    case 'ERR_RESTRICTION_UNKNOWN':
    case 'ERR_RESTRICTION_CONFLICT':
      return refusal(code, parameter);
    default:
      return refusal('ERR_RESTRICTION_VALUE', parameter);
  }
}
