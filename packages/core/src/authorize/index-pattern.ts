/**
 * Whether an index name fits a pattern: exact, or with `*` for anything at the front, at the end, or both. A `*` inside
 * is a character like any other. Names are case-sensitive, and a replica is a name of its own.
 *
 * @see https://www.algolia.com/doc/guides/security/api-keys/in-depth/api-key-restrictions (indices)
 */
export function matchesIndexPattern(pattern: string, indexName: string): boolean {
  if (pattern === '*') return true;
  const isOpenAtFront = pattern.startsWith('*');
  const isOpenAtEnd = pattern.endsWith('*');
  const literal = pattern.slice(isOpenAtFront ? 1 : 0, isOpenAtEnd ? -1 : undefined);
  if (isOpenAtFront && isOpenAtEnd) return indexName.includes(literal);
  if (isOpenAtFront) return indexName.endsWith(literal);
  if (isOpenAtEnd) return indexName.startsWith(literal);
  return indexName === literal;
}
