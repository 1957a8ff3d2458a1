import type { PlaygroundRecord } from '../data/record.ts';

/**
 * The record with the attributes that may be retrieved: `*` for all, `-name` to leave one out. `objectID` is always
 * there.
 */
export function shapeRecord(
  record: PlaygroundRecord,
  attributes: readonly string[],
): Record<string, unknown> {
  const shaped: Record<string, unknown> = { objectID: record.objectID };
  for (const [name, value] of Object.entries(record)) if (isRetrieved(name, attributes)) shaped[name] = value;
  return shaped;
}

export function isRetrieved(name: string, attributes: readonly string[]): boolean {
  if (attributes.includes(`-${name}`)) return false;
  return attributes.includes('*') || attributes.includes(name);
}
