import { factAssumption, filterGroupsOf, foldFacet, readQueryString } from '@forgekey/core/internal';
import {
  type Assumption,
  combineFilters,
  type FilterGroup,
  isForgekeyError,
  type Proof,
  type ProofOptions,
  type ProvableKey,
  printFilters,
  proveDisjoint,
  serializeRestrictions,
} from '@forgekey/node';
import type { ProofKey } from './proof-keys.ts';

/** The attribute that tells tenants apart, and the values of it that every tenant may see. */
export interface TenantAttribute {
  readonly attribute: string;
  readonly shared: readonly string[];
}

/** The values of the attribute that a key names in one of its groups; undefined if no group names any. */
export function tenantValuesOf({ key }: ProofKey, { attribute }: TenantAttribute): string[] | undefined {
  const candidates = groupsOf(restrictionsOf(key))
    .map(group => valuesIn(group, attribute))
    .filter(values => values !== undefined)
    .sort((a, b) => a.length - b.length);
  return candidates[0];
}

function groupsOf(restrictions: object): FilterGroup[] {
  try {
    return filterGroupsOf(restrictions).map(({ group }) => group);
  } catch (error) {
    // The proof reports filters that cannot be parsed.
    if (isForgekeyError(error)) return [];
    throw error;
  }
}

/** The values of a group in which every term names one value of the attribute. */
function valuesIn(group: FilterGroup, attribute: string): string[] | undefined {
  const values = group.map(term => {
    if (term.negated) return undefined;
    if (term.kind === 'tag') return attribute === '_tags' ? term.value : undefined;
    if (term.attribute !== attribute) return undefined;
    if (term.kind === 'facet') return term.value;
    return term.kind === 'comparison' && term.operator === '=' ? String(term.value) : undefined;
  });
  return values.every(value => value !== undefined) ? values : undefined;
}

/** A filter for records with one of these values. */
export function claimOf(attribute: string, values: readonly string[]): string {
  const group = values.map(value =>
    attribute === '_tags'
      ? ({ kind: 'tag', negated: false, value } as const)
      : ({ kind: 'facet', negated: false, attribute, value } as const),
  );
  return printFilters({ groups: [group] });
}

/** Two keys of different tenants that can show one record. */
export interface Meeting {
  readonly ids: readonly [string, string];
  readonly proof: Proof;
}

/** The result of comparing the tenants. */
export interface Separation {
  readonly tenants: number;
  /** Pairs that were compared one by one; all others are disjoint by their values. */
  readonly comparedPairs: number;
  readonly verdict: 'proved' | 'refuted' | 'undecided';
  /** The pairs without a proof. */
  readonly meetings: readonly Meeting[];
  /** Whether every pair was compared. */
  readonly isComplete: boolean;
  readonly assumptions: readonly Assumption[];
}

export interface TenantKey extends ProofKey {
  readonly values: readonly string[];
}

// If the attribute may have several values, each pair needs its own proof.
const MAX_PAIRS = 20_000;
/** The limit matters because a value that is missing from --shared would be reported for every pair. */
const MAX_MEETINGS = 20;

/**
 * Whether the keys of different tenants can show one record. The keys must be confined to their values: with a single value per
 * record, keys without a common value are disjoint, so only the pairs that share one need a proof. Keys with the same values
 * belong to the same tenant.
 */
export function separateTenants(
  keys: readonly TenantKey[],
  tenant: TenantAttribute,
  options: ProofOptions,
): Separation {
  const shared = new Set(tenant.shared.map(looseText));
  const tenants = new Map<string, TenantKey>();
  for (const key of keys) {
    const own = key.values.filter(value => !shared.has(looseText(value)));
    const name = JSON.stringify(own.map(value => foldFacet(value)).sort());
    if (own.length > 0 && !tenants.has(name)) tenants.set(name, { ...key, values: own });
  }
  const list = [...tenants.values()];
  const isSingleValued = options.schema?.[tenant.attribute]?.singleValued === true;
  return comparePairs(isSingleValued ? pairsWithCommonValue(list) : allPairs(list), {
    tenants: list.length,
    assumptions: isSingleValued
      ? [factAssumption({ attribute: tenant.attribute, name: 'singleValued' })]
      : [],
    prove: (a, b) => proveDisjoint(withoutShared(a, tenant), withoutShared(b, tenant), options),
    // If the attribute may have several values, one pair stands for every pair.
    maxMeetings: isSingleValued ? MAX_MEETINGS : 1,
  });
}

interface Comparison {
  readonly tenants: number;
  /** The assumptions behind the pairs that are not compared. */
  readonly assumptions: readonly Assumption[];
  readonly prove: (a: TenantKey, b: TenantKey) => Proof;
  readonly maxMeetings: number;
}

function comparePairs(
  pairs: Iterable<readonly [TenantKey, TenantKey]>,
  { tenants, assumptions, prove, maxMeetings }: Comparison,
): Separation {
  const meetings: Meeting[] = [];
  const needed = [...assumptions];
  let comparedPairs = 0;
  let isComplete = true;
  for (const [a, b] of pairs) {
    if (comparedPairs === MAX_PAIRS || meetings.length === maxMeetings) {
      isComplete = false;
      break;
    }
    comparedPairs++;
    const proof = prove(a, b);
    if (proof.verdict === 'proved') needed.push(...proof.assumptions);
    if (proof.verdict === 'refuted' || proof.verdict === 'undecided')
      meetings.push({ ids: [a.id, b.id], proof });
  }
  const isRefuted = meetings.some(({ proof }) => proof.verdict === 'refuted');
  const isProved = isComplete && meetings.length === 0;
  const verdict = isRefuted ? 'refuted' : isProved ? 'proved' : 'undecided';
  return { tenants, comparedPairs, isComplete, verdict, meetings, assumptions: needed };
}

/** A record that all tenants may see is not an overlap. */
function withoutShared({ key }: ProofKey, { attribute, shared }: TenantAttribute): ProvableKey {
  if (shared.length === 0) return key;
  const restrictions = restrictionsOf(key);
  const conditions = shared.map(value => `NOT ${claimOf(attribute, [value])}`);
  const { filters = [] } = restrictions as { filters?: string };
  const narrowed = { ...restrictions, filters: combineFilters(...[filters].flat(), ...conditions) };
  const queryString = serializeRestrictions(narrowed, { allowUnknownParameters: true });
  return { queryString, ...readQueryString(queryString) };
}

function restrictionsOf(key: ProvableKey): object {
  return 'queryString' in key && 'restrictions' in key ? (key.restrictions as object) : key;
}

/** Only keys that share a value can overlap. */
function* pairsWithCommonValue(keys: readonly TenantKey[]): Generator<readonly [TenantKey, TenantKey]> {
  const owners = new Map<string, TenantKey[]>();
  for (const key of keys) {
    const others = new Set<TenantKey>();
    for (const value of new Set(key.values.map(looseText))) {
      const known = owners.get(value) ?? [];
      for (const owner of known) others.add(owner);
      known.push(key);
      owners.set(value, known);
    }
    for (const other of others) yield [other, key];
  }
}

function* allPairs(keys: readonly TenantKey[]): Generator<readonly [TenantKey, TenantKey]> {
  for (const [index, a] of keys.entries()) for (const b of keys.slice(index + 1)) yield [a, b];
}

/** Values that any reading of the engine could treat as equal become equal: without case, accents and needless zeros. */
function looseText(value: string): string {
  const plain = value.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return plain.trim() !== '' && Number.isFinite(Number(plain)) ? String(Number(plain)) : plain;
}
