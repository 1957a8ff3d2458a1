type Scalar = string | number | boolean;

/**
 * Every string, number and boolean that a record has under an attribute: `a.b` goes into nested objects, into each
 * object of an array on the way, and also names a key that holds the dot itself. Only own properties count, and
 * `record` must be a tree, as all JSON data is.
 *
 * The cost is that of the keys on the way, whatever the number of dots: keys are compared with the attribute in place.
 */
export function attributeValues(record: object, attribute: string): Scalar[] {
  const found: Scalar[] = [];
  const open: { node: unknown; rest: number }[] = [{ node: record, rest: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, rest } = next;
    const isWhole = rest > attribute.length;
    if (Array.isArray(node)) {
      for (const element of node) open.push({ node: element, rest });
    } else if (typeof node === 'object' && node !== null) {
      if (isWhole) continue;
      for (const key of Object.keys(node)) {
        const end = rest + key.length;
        const continues = end === attribute.length || attribute[end] === '.';
        if (!continues || !attribute.startsWith(key, rest)) continue;
        open.push({ node: (node as Record<string, unknown>)[key], rest: end + 1 });
      }
    } else if (isWhole && isScalar(node)) found.push(node);
  }
  return found;
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
