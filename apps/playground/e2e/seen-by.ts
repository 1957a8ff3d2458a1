import { demoUsers } from '../server/data/demo-users.ts';
import { createIndexDefinitions } from '../server/data/index-definitions.ts';
import type { PlaygroundRecord } from '../server/data/record.ts';

const indices = createIndexDefinitions();

export interface Sight {
  readonly seen: readonly PlaygroundRecord[];
  readonly hidden: readonly PlaygroundRecord[];
}

/** What a user may see of an index and what not, told from the records alone: no key, no filter, no search. */
export function sightOf(userId: string, indexName: string): Sight {
  const user = demoUsers.find(({ id }) => id === userId)!;
  const { records } = indices.find(({ name }) => name === indexName)!;
  const maySee = (record: PlaygroundRecord): boolean =>
    record.visible_by.some(group => user.visibleBy.includes(group));
  return { seen: records.filter(maySee), hidden: records.filter(record => !maySee(record)) };
}
