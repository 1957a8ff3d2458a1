import type { Authorization, VerifiedSecuredApiKey } from '@forgekey/core';
import type { EnforcingLibrary } from '../library.ts';
import type { TestApi } from '../test-api.ts';
import type { EnforcementCase } from '../vectors.ts';
import { webCryptoHmacHex } from './hmac-contract.ts';

const PARENT = '2640659426d5107b6e47d75db9cbaef8';

/** What a key allows a search to do, with the server's texts. */
export function enforcement(
  { test, equal, refuses }: TestApi,
  library: EnforcingLibrary,
  cases: readonly EnforcementCase[],
): void {
  const keyOf = async (queryString: string): Promise<VerifiedSecuredApiKey> => {
    const bytes = new TextEncoder().encode(queryString);
    const signature = await webCryptoHmacHex(new TextEncoder().encode(PARENT), bytes);
    return library.verifySecuredApiKey(btoa(signature + queryString), {
      parentApiKeys: PARENT,
      now: new Date(0),
    });
  };
  const authorize = async (row: Omit<EnforcementCase, 'name'>): Promise<Authorization> => {
    const { queryString, indexName, parameters, now, ip, referer, parent } = row;
    return library.authorizeSearch({
      key: await keyOf(queryString),
      request: { indexName, parameters, ...(ip && { ip }), ...(referer && { referer }) },
      ...(parent && { parent }),
      now: new Date(now * 1000),
    });
  };

  for (const row of cases) {
    test(`enforcement: ${row.name}`, async () => {
      const answer = await authorize(row);
      if (row.allowed !== undefined) return equal(answer, { allowed: true, parameters: row.allowed });
      equal(answer.allowed, false);
      if (answer.allowed) return;
      equal(answer.status, row.refused?.status);
      equal(answer.message.startsWith(row.refused?.message ?? ''), true, answer.message);
    });
  }

  test('enforcement: whatever the request says, no record appears that the key hides', async () => {
    const records = ['1', '2', '3'].flatMap(tenant =>
      ['draft', 'public'].map(state => ({ tenant, state, _tags: [tenant, state], price: Number(tenant) })),
    );
    const requests = [
      { filters: 'x:1 OR tenant:2' },
      { filters: 'NOT tenant:1' },
      { filters: 'tenant:2 OR tenant:3', facetFilters: [['tenant:2', 'tenant:3']] },
      { facetFilters: 'tenant:2,(state:draft,tenant:3)' },
      { tagFilters: [['2', '3']], numericFilters: ['price>1'] },
      { restrictIndices: ['*'], userToken: 'admin', hitsPerPage: 1000 },
      {},
    ];
    const queryStrings = [
      'filters=tenant%3A1',
      'facetFilters=%5B%22tenant%3A1%22%5D',
      'tagFilters=1',
      'numericFilters=price%3D1',
    ];
    for (const queryString of queryStrings) {
      for (const parameters of requests) {
        const answer = await authorize({ queryString, indexName: 'a', parameters, now: 0 });
        if (!answer.allowed) throw new Error(`${queryString} refused: ${answer.message}`);
        const shown = records.filter(library.compileFilters(answer.parameters));
        equal(
          shown.filter(({ tenant }) => tenant !== '1'),
          [],
        );
      }
    }
  });

  test('enforcement: a key with a repeated name never gets that far', async () => {
    await refuses(() => keyOf('filters=tenant%3A1&filters=tenant%3A2'), 'ERR_KEY_AMBIGUOUS');
  });
}
