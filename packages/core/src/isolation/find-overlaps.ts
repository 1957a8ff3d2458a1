import { assertOptionNames } from '../lib/options.ts';
import { isObject } from '../lib/plain-copy.ts';
import { quoteName } from '../lib/text.ts';
import type { ParentApiKey } from '../secured-api-key/parent-api-key.ts';
import { confineToAttribute } from './confine-to-attribute.ts';
import type { Proof, ProofOptions } from './proof.ts';
import { proveDisjoint } from './prove-disjoint.ts';
import type { ProvableKey } from './read-key.ts';
import { matcherReading } from './readings.ts';

/** One of many keys. */
export interface IdentifiedKey {
  /** Your name for the key, which `Overlap` repeats. */
  readonly id: string;
  /** What the key may see: restrictions, or a decoded or verified key. */
  readonly restrictions: ProvableKey;
  /** The known properties of its parent; the `parent` of the options by default. */
  readonly parent?: ParentApiKey | undefined;
}

/** Two keys that are not proved disjoint. */
export interface Overlap {
  /** The `id` of the key that comes first in the list. */
  readonly a: string;
  /** The `id` of the other key. */
  readonly b: string;
  /** `refuted` with a record that both show, or `undecided`. */
  readonly proof: Proof;
}

/** The options of `findOverlaps`. */
export interface OverlapOptions extends ProofOptions {
  /** The attribute that separates the keys. `schema` must state that it is single-valued. */
  readonly attribute: string;
}

/**
 * Finds the pairs among many keys that are not proved disjoint. Each key is confined to the values of one single-valued attribute.
 * Only keys that share a value, and keys that are not confined, are compared with each other. So the time for keys of different
 * tenants grows with the number of keys, not with the number of pairs.
 *
 * It yields each pair as soon as it is found, so a caller can stop early: keys that all overlap have very many pairs. A key that
 * can show nothing overlaps with no other; `proveConfined` reports it as vacuous. It lists no assumptions: `proveDisjoint` does,
 * for a pair.
 *
 * @throws {TypeError} `schema` does not state that `attribute` is single-valued, or an option is unknown or has the wrong type
 * @throws {ForgekeyError} any error of `serializeRestrictions`, for restrictions that cannot be signed
 * @example
 * const keys = ['1', '2', '2'].map((tenant, at) => ({ id: `key ${at}`, restrictions: { filters: `tenant_id:${tenant}` } }));
 * const schema = { tenant_id: { singleValued: true } };
 * [...findOverlaps(keys, { attribute: 'tenant_id', schema })].map(({ a, b }) => [a, b]) // => [['key 1', 'key 2']]
 */
export function* findOverlaps(keys: Iterable<IdentifiedKey>, options: OverlapOptions): Generator<Overlap> {
  if (!isObject(options)) throw new TypeError('The options of findOverlaps must be an object.');
  assertOptionNames(options, ['attribute', 'schema', 'parent', 'rules', 'settings', 'maxSteps']);
  const { attribute, ...proofOptions } = options;
  assertSingleValued(attribute, proofOptions);
  if (typeof keys?.[Symbol.iterator] !== 'function') throw new TypeError('"keys" must be a list of keys.');
  const all: IdentifiedKey[] = [];
  const unconfined: IdentifiedKey[] = [];
  const byValue = new Map<string, IdentifiedKey[]>();
  for (const key of keys) {
    if (!isObject(key)) throw new TypeError('"keys" contains a value that is not { id, restrictions }.');
    const parent = key.parent ?? options.parent;
    const { values, proof } = confineToAttribute(key.restrictions, attribute, { ...proofOptions, parent });
    if (proof.verdict === 'vacuous') continue;
    const isConfined = proof.verdict === 'proved';
    const buckets = isConfined ? [...new Set(values.map(matcherReading.foldText))] : [];
    const others = isConfined
      ? new Set([...unconfined, ...buckets.flatMap(value => byValue.get(value) ?? [])])
      : all;
    for (const other of others) {
      const parents = { a: other.parent ?? options.parent, b: parent };
      const pair = proveDisjoint(other.restrictions, key.restrictions, { ...proofOptions, parent: parents });
      if (pair.verdict !== 'proved') yield { a: other.id, b: key.id, proof: pair };
    }
    all.push(key);
    if (!isConfined) unconfined.push(key);
    for (const value of buckets) {
      const sharers = byValue.get(value);
      if (sharers === undefined) byValue.set(value, [key]);
      else sharers.push(key);
    }
  }
}

/** Otherwise, several keys with different values could show a record that has a list of values. */
function assertSingleValued(attribute: string, { schema }: ProofOptions): void {
  if (typeof attribute !== 'string') throw new TypeError('"attribute" must be a string.');
  const isStated =
    schema !== undefined && Object.hasOwn(schema, attribute) && schema[attribute]?.singleValued === true;
  if (isStated || attribute === 'objectID') return;
  const name = quoteName(attribute);
  throw new TypeError(
    `"schema" must state that ${name} is single-valued: { ${name}: { singleValued: true } }.`,
  );
}
