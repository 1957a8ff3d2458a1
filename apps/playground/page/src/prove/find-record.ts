import { type Catalog, type DemoUser, mint, searchIndex } from '../lib/service.ts';
import { claimOf } from './meeting.ts';

/** A record of the demo data, and the index that it is in. */
export interface FoundRecord {
  readonly indexName: string;
  readonly title: string;
}

/** Searches with the key of a user for a record of the demo data that has the values of a counterexample. */
export async function findRecordLike(
  record: object,
  user: DemoUser,
  { applicationId, indices }: Catalog,
): Promise<FoundRecord | undefined> {
  const { securedApiKey: apiKey = '' } = await mint({ user: user.id, validForSec: 60 });
  const filters = valuesOf(record)
    .map(([attribute, value]) => claimOf(attribute, [value]))
    .join(' AND ');
  for (const { name: indexName } of indices.filter(({ name }) => isOpen(name, user))) {
    const request = { applicationId, apiKey, indexName };
    const { hits } = await searchIndex(request, { hitsPerPage: 1, ...(filters !== '' && { filters }) });
    const title = hits[0]?.title;
    if (title !== undefined) return { indexName, title };
  }
  return undefined;
}

function isOpen(indexName: string, { parent }: DemoUser): boolean {
  return parent !== 'products-only' || indexName.startsWith('products');
}

/** Every value, with the path of its attribute. */
function valuesOf(record: object, prefix = ''): [attribute: string, value: string][] {
  return Object.entries(record).flatMap(([name, value]): [string, string][] => {
    const list: unknown[] = [value].flat();
    return list.flatMap((one): [string, string][] =>
      typeof one === 'object' && one !== null
        ? valuesOf(one, `${prefix}${name}.`)
        : [[`${prefix}${name}`, String(one)]],
    );
  });
}
