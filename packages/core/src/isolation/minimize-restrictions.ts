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

/** The options of `minimizeRestrictions`. */
export type MinimizeOptions = Pick<ProofOptions, 'schema' | 'maxSteps'>;

/**
 * Shortens restrictions without changing what they allow, for keys over the length limit: it removes conditions that others imply,
 * and merges ranges that overlap. Before it returns the result, it proves that both are equivalent, under every reading of what the
 * vendor does not document. If nothing gets shorter, or no proof is found within `maxSteps`, it returns the restrictions unchanged.
 *
 * It changes only `filters`, `facetFilters`, `numericFilters` and `tagFilters`. With `options.schema`, the result is equivalent for
 * records that have these facts. It does not replace a long list by an attribute: only you can do that.
 *
 * @returns restrictions in one flat object, as they are read from a key. The arguments are not modified.
 * @throws {ForgekeyError} any error of `serializeRestrictions`, for restrictions that cannot be signed
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
    // The key of another client may contain a value that we would not sign, or unreadable filters. A condition that is always true
    // may be the only restriction, which a key needs. All of these stay unchanged.
    if (error instanceof Undecided || isForgekeyError(error)) return parameters;
    throw error;
  }
}

function shorter(parameters: SecuredApiKeyRestrictions, context: ProofContext): SecuredApiKeyRestrictions {
  const { facts, budget } = context;
  const before = conditionsOfParameters(parameters);
  const queryString = textOf(rewrite(parameters, simplify(before, facts, budget)));
  if (queryString.length >= textOf(parameters).length) return parameters;
  // Compares what would be signed.
  const { restrictions } = readQueryString(queryString);
  const after = conditionsOfParameters(restrictions);
  const implications = new Implications([...before, ...after], facts, budget);
  return implications.areEquivalent(before, after) ? restrictions : parameters;
}

function textOf(parameters: SecuredApiKeyRestrictions): string {
  return serializeRestrictions(parameters, { allowUnknownParameters: true });
}

/** The parameters with the simpler conditions. A parameter that does not get shorter stays as written. */
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

/** The elements of the list as written, without the items that were dropped. */
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
