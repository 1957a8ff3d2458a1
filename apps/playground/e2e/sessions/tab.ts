import { createCredentialSource, createKeyRequester, loadFrom } from '@forgekey/browser-verify';
import { acrossTabs } from '@forgekey/browser-verify/across-tabs';
import { liteClient } from 'algoliasearch/lite';
import { hosts, sleep } from './page.ts';

/** A tab of an application whose user never stops searching. The test reads `report`. */
const tab = new URLSearchParams(location.search).get('tab');
const report = {
  searches: 0,
  failures: [] as string[],
  /** The longest row of searches that failed at once, before the source tried again. */
  mostFailuresInARow: 0,
};
export type TabReport = typeof report;
Object.assign(window, { report });

const keys = createCredentialSource({
  shareAcrossTabs: acrossTabs({ name: 'search-key', identity: 'user-1' }),
  maxAttempts: 1,
  load: loadFrom(`/credentials?tab=${tab}`, 'securedApiKey'),
});
let failuresInARow = 0;
keys.subscribe(({ status }) => {
  if (status === 'loading') failuresInARow = 0;
});
const client = liteClient('APP', 'set-per-request', {
  hosts,
  requester: createKeyRequester(keys),
  // A busy machine is not what fails here.
  timeouts: { connect: 30_000, read: 30_000, write: 30_000 },
});

for (let round = 0; ; round++) {
  // Each request is another one, which the cache of the client does not know.
  const request = { indexName: 'shop', hitsPerPage: 10 + (round % 900) };
  try {
    const { results } = await client.searchForHits([request]);
    if (results[0]!.nbHits !== 1) throw new Error('Not what the key shows');
    report.searches++;
  } catch (error) {
    report.failures.push(String(error));
    report.mostFailuresInARow = Math.max(report.mostFailuresInARow, ++failuresInARow);
  }
  await sleep(250);
}
