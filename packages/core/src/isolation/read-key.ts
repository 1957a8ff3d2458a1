import { isForgekeyError } from '../errors.ts';
import type { FilterGroup, FilterTerm } from '../filters/ast.ts';
import { compileFilters, filterGroupsOf } from '../filters/of-parameters.ts';
import { printFilters } from '../filters/print.ts';
import { isBeyondNumberLimits } from '../lib/numbers.ts';
import { assertOptionNames } from '../lib/options.ts';
import { isObject } from '../lib/plain-copy.ts';
import { quoteName } from '../lib/text.ts';
import type { DecodedSecuredApiKey } from '../secured-api-key/decode.ts';
import { type ParentApiKey, readParentApiKey } from '../secured-api-key/parent-api-key.ts';
import { type QueryStringReading, readQueryString } from '../secured-api-key/parse.ts';
import type { SecuredApiKeyRestrictions } from '../secured-api-key/restrictions.ts';
import { serializeRestrictions } from '../secured-api-key/serialize.ts';
import { type SignedParameters, signedParameters } from './narrowing.ts';
import type { GroupReason } from './proof.ts';
import { Undecided } from './proof-context.ts';

/** The subject of a proof: restrictions that a caller would sign, or a decoded or verified key. */
export type ProvableKey =
  | SecuredApiKeyRestrictions
  | Pick<DecodedSecuredApiKey, 'queryString' | 'restrictions' | 'problems'>;

/** A group of conditions, and where it comes from. */
export interface Condition {
  readonly group: FilterGroup;
  readonly reason: GroupReason;
}

/** Index patterns, and where they come from. */
export interface IndexCondition {
  readonly patterns: readonly string[];
  readonly reason: GroupReason;
}

/** One key and what is known of its parent. Every record that it shows satisfies all conditions. */
export interface Side {
  readonly conditions: readonly Condition[];
  readonly indices: readonly IndexCondition[];
  readonly signed: SignedParameters;
  /** Whether the key prevents rules from pinning a record. */
  readonly disablesRules: boolean;
  readonly ruleContexts: readonly string[] | undefined;
  readonly of: GroupReason['of'];
  readonly acl: readonly string[] | undefined;
  /** Whether a record satisfies the filters, for the matcher that also enforces keys. */
  readonly matches: (record: object) => boolean;
}

/** What every shown record must satisfy: a claim, or the part of a baseline that counts. */
export type Claim = Pick<Side, 'conditions' | 'disablesRules' | 'ruleContexts' | 'matches'>;

/** @throws {Undecided} the key is ambiguous, or a filter cannot be read */
export function readKey(
  key: ProvableKey,
  givenParent: ParentApiKey | undefined,
  of?: GroupReason['of'],
): Side {
  const parent = givenParent === undefined ? undefined : readParent(givenParent);
  const own = of === undefined ? {} : { of };
  const ofParent = { ...own, from: 'parent' } as const;
  const layers = [readLayer(restrictionsOf(key), own, 'key')];
  if (parent !== undefined) {
    layers.push(readLayer(readQueryString(parent.queryParameters ?? ''), ofParent, 'parent key'));
  }
  const signed = signedParameters(layers.map(({ parameters }) => parameters));
  // If a key and its parent differ, it is unknown which value counts.
  const certainValue = (name: keyof SecuredApiKeyRestrictions): unknown =>
    signed.get(name)?.length === 1
      ? layers.map(({ parameters }) => parameters[name]).find(value => value !== undefined)
      : undefined;
  const contexts = certainValue('ruleContexts');
  return {
    conditions: layers.flatMap(conditionsOf),
    indices: [
      // A list, because it was read from a query string.
      ...layers.flatMap(({ parameters: { restrictIndices }, name }) =>
        indicesOf(restrictIndices as readonly string[] | undefined, {
          ...name,
          parameter: 'restrictIndices',
        }),
      ),
      ...indicesOf(parent?.indexes, { ...ofParent, parameter: 'indexes' }),
    ],
    signed,
    disablesRules: certainValue('enableRules') === false,
    ruleContexts: Array.isArray(contexts) ? contexts : undefined,
    of,
    acl: parent?.acl,
    matches: record => layers.every(({ parameters }) => compileFilters(parameters)(record)),
  };
}

/**
 * @throws {ForgekeyError} `ERR_FILTER_SYNTAX` the claim is not a filter
 * @throws {Undecided} the claim is beyond the limits of the engine
 */
export function readClaim(filters: string): Claim {
  const conditions = conditionsOf({ parameters: { filters }, name: { of: 'claim' } });
  return { conditions, disablesRules: true, ruleContexts: undefined, matches: compileFilters({ filters }) };
}

/** The parents of two keys by the names of the keys, from one parent for both or one for each. */
export function parentsOf<Name extends KeyName>(
  parent: ParentApiKey | Parents<Name> | undefined,
  names: readonly Name[],
): Parents<Name> {
  if (isObject(parent) && keyNames.some(name => name in parent)) {
    // A parent under another name would silently have no effect.
    assertOptionNames(parent, names, `Name the parents ${names.map(quoteName).join(' and ')}.`);
    return parent as Parents<Name>;
  }
  return Object.fromEntries(names.map(name => [name, parent])) as Parents<Name>;
}

const keyNames = ['a', 'b', 'candidate', 'baseline'] as const;
type KeyName = (typeof keyNames)[number];
type Parents<Name extends KeyName> = { readonly [Key in Name]?: ParentApiKey | undefined };

export function termsOf(conditions: readonly Condition[]): FilterTerm[] {
  return conditions.flatMap(({ group }) => group);
}

/** Whether no request can remove the condition. A request may replace numericFilters (policies.numericFiltersMerge). */
export function isCertainlyMerged({ reason }: Condition): boolean {
  return reason.parameter !== 'numericFilters';
}

/** The conditions of one layer of parameters. */
export function conditionsOfParameters(parameters: SecuredApiKeyRestrictions): Condition[] {
  return conditionsOf({ parameters, name: {} });
}

/** The parameters of a key or of its parent, and the name that reasons carry. */
interface Layer {
  readonly parameters: SecuredApiKeyRestrictions;
  readonly name: Pick<GroupReason, 'of' | 'from'>;
}

/** The restrictions as the server reads them from the text that is, or would be, signed. */
export function restrictionsOf(key: ProvableKey): QueryStringReading {
  if (!isWholeKey(key)) return readQueryString(serializeRestrictions(key));
  const { restrictions, problems } = readQueryString(key.queryString);
  return { restrictions, problems: [...(key.problems ?? []), ...problems] };
}

function isWholeKey(
  key: ProvableKey,
): key is Pick<DecodedSecuredApiKey, 'queryString' | 'restrictions' | 'problems'> {
  return isObject(key) && 'queryString' in key && typeof key.queryString === 'string';
}

function readLayer({ restrictions, problems }: QueryStringReading, name: Layer['name'], what: string): Layer {
  const problem = problems[0];
  if (problem === undefined) return { parameters: restrictions, name };
  throw new Undecided(`The ${what} is ambiguous: ${problem.message || `${quoteName(problem.parameter)}.`}`);
}

function readParent(given: ParentApiKey): ParentApiKey {
  const parent = readParentApiKey(given);
  if (typeof parent === 'string') throw new TypeError(`"parent" must describe the parent key: ${parent}.`);
  return parent;
}

function conditionsOf({ parameters, name }: Layer): Condition[] {
  return readGroups(parameters, name.of !== 'claim').map(({ parameter, index, group }) => ({
    group,
    reason: { ...name, parameter, index, text: textOfGroup(group) },
  }));
}

/** A key whose filters the engine refuses shows nothing today, but nothing is proved about it. */
function readGroups(
  parameters: SecuredApiKeyRestrictions,
  isKey: boolean,
): ReturnType<typeof filterGroupsOf> {
  try {
    return filterGroupsOf(parameters);
  } catch (error) {
    // It is undocumented how the engine reads a number beyond its limits.
    if (!isForgekeyError(error) || !(isKey || isBeyondNumberLimits(error))) throw error;
    throw new Undecided(`${quoteName(error.parameter!)} cannot be read: ${error.message}`);
  }
}

/** Not `printFilters` for the whole group: a filter list may join facets and tags by OR, which filter text cannot. */
export function textOfGroup(group: FilterGroup): string {
  const terms = group.map(printTerm);
  return terms.length === 1 ? terms[0]! : `(${terms.join(' OR ')})`;
}

export function printTerm(term: FilterTerm): string {
  return printFilters({ groups: [[term]] });
}

function indicesOf(
  patterns: readonly string[] = [],
  name: Pick<GroupReason, 'of' | 'from' | 'parameter'>,
): IndexCondition[] {
  return patterns.length === 0 ? [] : [{ patterns, reason: { ...name, index: 0, text: patterns.join(',') } }];
}
