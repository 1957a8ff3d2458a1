import { type FilterTerm, isTextTerm, textTerm } from '../filters/ast.ts';
import { printFilters } from '../filters/print.ts';
import { decimalText } from '../lib/numbers.ts';
import type { ParentApiKey } from '../secured-api-key/parent-api-key.ts';
import { attributeOf } from './cells.ts';
import type { Proof, ProofOptions } from './proof.ts';
import { Undecided } from './proof-context.ts';
import { proveConfined } from './prove-confined.ts';
import { type ProvableKey, readKey } from './read-key.ts';

/** The values of one attribute to which a key is confined. */
export interface Confinement {
  /** As written in the key. Empty if no group of the key is about this attribute alone. */
  readonly values: readonly string[];
  /** The claim that `proof` is about; undefined without values. */
  readonly claim?: string;
  /** `undecided` without values. */
  readonly proof: Proof;
}

/**
 * Infers the values of an attribute to which a key is confined, and proves it. For reports on many keys, without writing a claim
 * for each. The values come from the smallest group of the key that is about this attribute alone, such as
 * `tenant_id:42 OR tenant_id:shared`.
 *
 * It does not compare keys: `findOverlaps` does.
 *
 * @param attribute such as `tenant_id`, or `_tags`
 * @throws as `proveConfined`
 * @example
 * confineToAttribute({ filters: 'tenant_id:42 AND public:true' }, 'tenant_id').values // => ['42']
 * confineToAttribute({ filters: 'public:true' }, 'tenant_id').proof.verdict // => 'undecided'
 */
export function confineToAttribute(
  restrictions: ProvableKey,
  attribute: string,
  options: ProofOptions = {},
): Confinement {
  let values: readonly string[];
  try {
    values = valuesNamedAlone(restrictions, attribute, options.parent);
  } catch (error) {
    if (error instanceof Undecided) return undecided(error.reason);
    throw error;
  }
  if (values.length === 0)
    return undecided('No group of the key is about this attribute alone. Add one to confine the key.');
  const claim = printFilters({ groups: [values.map(value => textTerm(attribute, value, false))] });
  return { values, claim, proof: proveConfined(restrictions, claim, options) };
}

function undecided(reason: string): Confinement {
  return { values: [], proof: { verdict: 'undecided', reason } };
}

function valuesNamedAlone(
  restrictions: ProvableKey,
  attribute: string,
  parent: ParentApiKey | undefined,
): readonly string[] {
  const lists = readKey(restrictions, parent)
    .conditions.map(({ group }) =>
      group.map(term => (attributeOf(term) === attribute ? valueOfTerm(term) : undefined)),
    )
    .filter(values => !values.includes(undefined))
    .map(values => [...new Set(values as string[])]);
  return lists.reduce((best, list) => (best.length === 0 || list.length < best.length ? list : best), []);
}

/** The one value that satisfies a term. */
function valueOfTerm(term: FilterTerm): string | undefined {
  if (term.negated) return undefined;
  if (isTextTerm(term)) return term.value;
  if (term.kind === 'range') return term.low === term.high ? decimalText(term.low) : undefined;
  return term.operator === '=' ? decimalText(term.value) : undefined;
}
