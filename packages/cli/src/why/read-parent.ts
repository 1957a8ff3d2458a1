import { parentApiKeyProblem } from '@forgekey/core/internal';
import type { ParentApiKey } from '@forgekey/node';
import { UsageError } from '../errors.ts';
import { readJsonFile } from '../input/restrictions.ts';

/** The limits of the parent key, as the vendor's API returns them for a key. Other members are ignored. */
export async function readParent(path: string | undefined): Promise<ParentApiKey> {
  if (path === undefined) return {};
  const parent = await readJsonFile(path, "the parent key's limits");
  const problem = parentApiKeyProblem(parent);
  if (problem !== undefined) throw new UsageError(`"--parent" cannot be used: ${problem}.`);
  return parent;
}
