import type { CellValue } from './cells.ts';
import type { RecordValues } from './encoder.ts';
import { Undecided } from './proof-context.ts';

/** A record as plain JSON data. */
export type PlainRecord = Readonly<Record<string, unknown>>;

/** Some JSON libraries cannot print deeper records. */
const MAX_RECORD_DEPTH = 64;

interface Node {
  values: readonly CellValue[];
  readonly members: Map<string, Node>;
}

/**
 * Writes values as a record. Dots in attributes become nested objects. An attribute with both values and nested attributes becomes
 * a list: in `{ a: [1, { b: 2 }] }`, `a` has the value 1 and `a.b` has the value 2.
 *
 * @throws {Undecided} an attribute has too many dots
 */
export function recordOf(values: RecordValues): PlainRecord {
  const root: Node = { values: [], members: new Map() };
  for (const [attribute, list] of values) {
    const path = attribute.split('.', MAX_RECORD_DEPTH + 1);
    if (path.length > MAX_RECORD_DEPTH) {
      throw new Undecided(
        `A record for an attribute with more than ${MAX_RECORD_DEPTH} levels cannot be written.`,
      );
    }
    let node = root;
    for (const name of path) {
      const member = node.members.get(name) ?? { values: [], members: new Map() };
      node.members.set(name, member);
      node = member;
    }
    node.values = list;
  }
  return objectOf(root);
}

/** `Object.fromEntries` also defines a member that is named __proto__. */
function objectOf({ members }: Node): PlainRecord {
  return Object.fromEntries([...members].map(([name, member]) => [name, jsonOf(member)]));
}

function jsonOf(node: Node): unknown {
  const all: unknown[] = node.members.size === 0 ? [...node.values] : [...node.values, objectOf(node)];
  return all.length === 1 ? all[0] : all;
}
