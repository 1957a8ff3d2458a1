import { assertOptionNames } from '../lib/options.ts';
import { isObject } from '../lib/plain-copy.ts';
import { quoteName } from '../lib/text.ts';

/** Facts about one attribute, true for every record. */
export interface AttributeFacts {
  /** At most one value, so never a list of several. */
  readonly singleValued?: boolean;
  /** At least one value. */
  readonly required?: boolean;
  /** Every value is an integer: no text, no boolean and no fraction. */
  readonly integer?: boolean;
}

/** Facts about the records, by attribute: `{ tenant_id: { singleValued: true } }`. */
export type RecordSchema = Readonly<Record<string, AttributeFacts>>;

/** One fact about one attribute. */
export interface Fact {
  readonly attribute: string;
  readonly name: keyof AttributeFacts;
}

const factNames = ['singleValued', 'required', 'integer'] as const;

/** True for every record of every index. */
export const objectIdFacts: readonly Fact[] = [
  { attribute: 'objectID', name: 'singleValued' },
  { attribute: 'objectID', name: 'required' },
];

/** @throws {TypeError} `schema` is not an object of facts: a misspelled fact would silently have no effect */
export function factsOf(schema: RecordSchema = {}): readonly Fact[] {
  if (!isObject(schema)) throw new TypeError('"schema" must be an object of facts by attribute.');
  return Object.entries(schema).flatMap(([attribute, facts]) => {
    if (!isObject(facts)) throw new TypeError(`The facts about ${quoteName(attribute)} must be an object.`);
    assertOptionNames(facts, factNames);
    return factNames.filter(name => isStated(facts, name)).map(name => ({ attribute, name }));
  });
}

function isStated(facts: AttributeFacts, name: keyof AttributeFacts): boolean {
  const stated: unknown = facts[name];
  if (stated !== undefined && typeof stated !== 'boolean')
    throw new TypeError(`"${name}" must be true or false.`);
  return stated === true;
}
