import { isForgekeyError } from '../errors.ts';
import type { FilterTerm } from '../filters/ast.ts';
import { type HidingParameter, hidingParameters } from '../filters/of-parameters.ts';
import { assertOptionNames } from '../lib/options.ts';
import { isObject } from '../lib/plain-copy.ts';
import { readQueryString } from '../secured-api-key/parse.ts';
import type { SecuredApiKeyRestrictions } from '../secured-api-key/restrictions.ts';
import { serializeRestrictions } from '../secured-api-key/serialize.ts';
import type { ProofOptions } from './proof.ts';
import { type ProofContext, readProofOptions, Undecided } from './proof-context.ts';
import { conditionsOfParameters, type ProvableKey, printTerm, restrictionsOf } from './read-key.ts';
import { Implications, type SimplerCondition, simplify } from './simplify.ts';

/** What `minimizeRestrictions` may know and do. */
export type MinimizeOptions = Pick<ProofOptions, 'schema' | 'maxSteps'>;

/**
 * Restrictions that allow the same with fewer characters, for keys over the length limit: conditions that others imply are dropped,
 * and ranges that overlap are merged. The result is proved equivalent, in both directions and under every reading of what the vendor
 * leaves open, before it is returned. Where nothing gets shorter, or the proof is not found within `maxSteps`, the restrictions come
 * back as they are.
 *
 * It changes `filters`, `facetFilters`, `numericFilters` and `tagFilters` only. With `options.schema`, the result is equivalent for
 * records that have these facts. Other ways to a shorter key, such as an attribute that stands for a long list, are yours.
 *
 * @returns restrictions, flat, as they are read from a key; nothing given is modified
 * @throws {ForgekeyError} what `serializeRestrictions` throws for restrictions that cannot be signed
 * @throws {TypeError} an option is unknown or has the wrong type
 * @example
 * minimizeRestrictions({ filters: 'team:1 AND (team:1 OR team:2) AND (price:1 TO 5 OR price:3 TO 9)' })
 * // => { filters: 'team:1 AND price:1 TO 9' }
 */
export function minimizeRestrictions(
  restrictions: ProvableKey,
  options: MinimizeOptions = {},
): SecuredApiKeyRestrictions {
  if (!isObject(options)) throw new TypeError('The options of minimizeRestrictions must be an object.');
  assertOptionNames(options, ['schema', 'maxSteps']);
  const context = readProofOptions(options);
  const { restrictions: parameters, problems } = restrictionsOf(restrictions);
  if (problems.length > 0) return parameters;
  try {
    return shorter(parameters, context);
  } catch (error) {
    // A key of another client may hold what we would not sign, filters may be unreadable, and a key needs a restriction, even if
    // it always holds: such restrictions stay as they are.
    if (error instanceof Undecided || isForgekeyError(error)) return parameters;
    throw error;
  }
}

function shorter(parameters: SecuredApiKeyRestrictions, context: ProofContext): SecuredApiKeyRestrictions {
  const { facts, budget } = context;
  const before = conditionsOfParameters(parameters);
  const queryString = textOf(rewrite(parameters, simplify(before, facts, budget)));
  if (queryString.length >= textOf(parameters).length) return parameters;
  // What is compared is what would be signed.
  const { restrictions } = readQueryString(queryString);
  const after = conditionsOfParameters(restrictions);
  const implications = new Implications([...before, ...after], facts, budget);
  return implications.areEquivalent(before, after) ? restrictions : parameters;
}

function textOf(parameters: SecuredApiKeyRestrictions): string {
  return serializeRestrictions(parameters, { allowUnknownParameters: true });
}

/** The parameters with the simpler conditions; a parameter that loses nothing stays as it is written. */
function rewrite(
  parameters: SecuredApiKeyRestrictions,
  conditions: readonly SimplerCondition[],
): SecuredApiKeyRestrictions {
  const changed = { ...parameters } as Record<string, unknown>;
  for (const parameter of hidingParameters) {
    const value = parameters[parameter];
    const own = conditions.filter(({ reason }) => reason.parameter === parameter);
    if (own.length === 0) delete changed[parameter];
    else
      changed[parameter] =
        parameter === 'filters' ? filterText(String(value), own) : listOf(value, own, parameter);
  }
  return changed;
}

/** OR binds tighter than AND, so no parentheses are needed. */
function filterText(written: string, conditions: readonly SimplerCondition[]): string {
  const text = conditions.map(({ group }) => group.map(printTerm).join(' OR ')).join(' AND ');
  return text.length < written.length ? text : written;
}

/** The elements of the list as they are written, without the items that were dropped. */
function listOf(
  value: unknown,
  conditions: readonly SimplerCondition[],
  parameter: HidingParameter,
): unknown {
  const elements: readonly unknown[] = Array.isArray(value) ? value : [];
  return conditions.map(({ group, original }) => {
    const element = elements[original.reason.index];
    const items: readonly unknown[] = Array.isArray(element) ? element : [element];
    const left = group.map(term => {
      const at = original.group.indexOf(term);
      return at < 0 ? numericItem(term) : items[at];
    });
    if (left.includes(undefined)) throw new Undecided(`An item of ${parameter} cannot be written shorter.`);
    return left.length === 1 ? left[0] : left;
  });
}

/** A merged range. */
function numericItem(term: FilterTerm): string | undefined {
  return /^[\w.]+$/.test(term.kind === 'tag' ? '' : term.attribute) ? printTerm(term) : undefined;
}
