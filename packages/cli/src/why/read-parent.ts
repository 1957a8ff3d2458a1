import type { ParentApiKey } from '@forgekey/node';
import { readJsonFile } from '../lib/restrictions-input.ts';
import { UsageError } from '../lib/usage-error.ts';

const memberTypes: Readonly<Record<keyof ParentApiKey, 'texts' | 'number' | 'string'>> = {
  acl: 'texts',
  indexes: 'texts',
  referers: 'texts',
  queryParameters: 'string',
  maxHitsPerQuery: 'number',
  maxQueriesPerIPPerHour: 'number',
  validity: 'number',
  createdAt: 'number',
};

/** The limits of the parent key, as the vendor's API returns them for a key; other members are ignored. */
export async function readParent(path: string | undefined): Promise<ParentApiKey> {
  if (path === undefined) return {};
  const members = Object.entries(await readJsonFile(path, "the parent key's limits"));
  const known = members.filter(([name]) => Object.hasOwn(memberTypes, name));
  for (const [name, value] of known) {
    const type = memberTypes[name as keyof ParentApiKey];
    const isRight =
      type === 'texts'
        ? Array.isArray(value) && value.every(element => typeof element === 'string')
        : typeof value === type;
    if (!isRight) {
      throw new UsageError(
        `--parent: "${name}" must be ${type === 'texts' ? 'a list of texts' : `a ${type}`}.`,
      );
    }
  }
  return Object.fromEntries(known);
}
