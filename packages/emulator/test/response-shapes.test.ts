import type {
  BrowseResponse,
  GetObjectsResponse,
  ListApiKeysResponse,
  ListIndicesResponse,
  SearchForFacetValuesResponse,
  SearchResponse,
  SearchResponses,
  SearchRulesResponse,
  SettingsResponse,
} from 'algoliasearch';
import { expect, it } from 'vitest';
import { adminApiKey, clientFor, startTestEmulator } from './support.ts';

interface Product {
  readonly name: string;
}

const emulator = await startTestEmulator({
  indices: {
    products: {
      records: [{ objectID: '1', name: 'Shoe', price: 5 }],
      settings: { attributesForFaceting: ['searchable(name)', 'price'] },
      rules: [{ objectID: 'r', conditions: [], consequence: { hide: [{ objectID: 'none' }] } }],
    },
  },
});
const client = clientFor(emulator, adminApiKey);
const indexName = 'products';

/** The members that the client's types demand, of the types that they demand. */
function expectMembers(value: object, members: Readonly<Record<string, string>>): void {
  const types = Object.entries(value).map(([name, member]) => [
    name,
    Array.isArray(member) ? 'list' : typeof member,
  ]);
  expect(Object.fromEntries(types)).toMatchObject(members);
}

it('a search, alone and among others', async () => {
  const searchParams = { query: 'shoe', facets: ['*'], clickAnalytics: true, getRankingInfo: true };
  const one: SearchResponse<Product> = await client.searchSingleIndex<Product>({ indexName, searchParams });
  const required = { hits: 'list', query: 'string', params: 'string', processingTimeMS: 'number' };
  expectMembers(one, {
    ...required,
    nbHits: 'number',
    page: 'number',
    nbPages: 'number',
    hitsPerPage: 'number',
    facets: 'object',
    facets_stats: 'object',
    exhaustive: 'object',
    queryID: 'string',
    renderingContent: 'object',
    index: 'string',
  });
  expect(one.exhaustive).toEqual({ nbHits: true, typo: true, facetsCount: true });
  const hit = one.hits[0]!;
  expect(hit.name).toBe('Shoe');
  expectMembers(hit._highlightResult!.name!, { value: 'string', matchLevel: 'string', matchedWords: 'list' });
  expectMembers(hit._rankingInfo!, {
    filters: 'number',
    firstMatchedWord: 'number',
    geoDistance: 'number',
    nbExactWords: 'number',
    nbTypos: 'number',
    proximityDistance: 'number',
    userScore: 'number',
    words: 'number',
  });
  const many: SearchResponses<Product> = await client.search<Product>({
    requests: [{ indexName, ...searchParams }],
  });
  expectMembers(many.results[0]!, required);
});

it('the values of a facet, objects and pages of a browse', async () => {
  const facet: SearchForFacetValuesResponse = await client.searchForFacetValues({
    indexName,
    facetName: 'name',
  });
  expectMembers(facet, { facetHits: 'list', exhaustiveFacetsCount: 'boolean' });
  expectMembers(facet.facetHits[0]!, { value: 'string', highlighted: 'string', count: 'number' });
  const objects: GetObjectsResponse<Product> = await client.getObjects<Product>({
    requests: [{ indexName, objectID: '1' }],
  });
  expectMembers(objects, { results: 'list' });
  const page: BrowseResponse<Product> = await client.browse<Product>({ indexName });
  expectMembers(page, { hits: 'list', query: 'string', params: 'string', nbHits: 'number' });
});

it('settings, rules, indices, keys and tasks', async () => {
  const settings: SettingsResponse = await client.getSettings({ indexName });
  expectMembers(settings, { attributesForFaceting: 'list' });
  const rules: SearchRulesResponse = await client.searchRules({ indexName });
  expectMembers(rules, { hits: 'list', nbHits: 'number', page: 'number', nbPages: 'number' });
  const indices: ListIndicesResponse = await client.listIndices();
  expectMembers(indices.items[0]!, {
    name: 'string',
    createdAt: 'string',
    updatedAt: 'string',
    entries: 'number',
    dataSize: 'number',
    fileSize: 'number',
    lastBuildTimeS: 'number',
    numberOfPendingTasks: 'number',
    pendingTask: 'boolean',
  });
  const keys: ListApiKeysResponse = await client.listApiKeys();
  expectMembers(keys.keys[0]!, { value: 'string', createdAt: 'number', acl: 'list' });
  const saved = await client.saveObject({ indexName, body: { name: 'Boot' } });
  expectMembers(saved, { createdAt: 'string', taskID: 'number', objectID: 'string' });
  const task = await client.getTask({ indexName, taskID: saved.taskID });
  expect(task.status).toBe('published');
});
