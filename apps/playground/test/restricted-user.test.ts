import { describe, expect, it } from 'vitest';
import { createDocuments } from '../server/data/documents.ts';
import type { PlaygroundRecord } from '../server/data/record.ts';
import { type Answer, call, parentApiKey, search, securedKey, startTestService } from './support.ts';

const service = await startTestService();

/** Mina may see what is hers, her department's, her company's and the public's. */
const groups = ['mina', 'harbor/design', 'harbor/all', 'public'];
const filters = groups.map(group => `visible_by:"${group}"`).join(' OR ');
const minasKey = securedKey({ filters });

const isVisible = (record: PlaygroundRecord): boolean =>
  record.visible_by.some(group => groups.includes(group));
const documents = createDocuments();
const visible = documents.filter(isVisible);
const hidden = documents.filter(record => !isVisible(record));
const hiddenIds = new Set(hidden.map(record => record.objectID));
const secret = hidden.find(record => record.title.startsWith('Severance scheme'))!;

/** No text of the answer may name a hidden record, by id or title. */
function expectNothingHidden(answer: Answer): void {
  expect(answer.status).toBe(200);
  const text = JSON.stringify(answer.body);
  for (const record of hidden) {
    expect(text).not.toContain(`"${record.objectID}"`);
    expect(text).not.toContain(record.title);
  }
}

async function asMina(parameters: object): Promise<Answer['body']> {
  const answer = await search(service, minasKey, 'documents', parameters);
  expectNothingHidden(answer);
  return answer.body;
}

describe('a restricted user', () => {
  it('has something to be kept from', () => {
    expect(visible.length).toBeGreaterThan(30);
    expect(hidden.length).toBeGreaterThan(100);
  });

  it('finds every visible record and no hidden one, on any page', async () => {
    const found: string[] = [];
    for (let page = 0; page < 10; page += 1) {
      const { hits, nbHits } = await asMina({ hitsPerPage: 20, page });
      expect(nbHits).toBe(visible.length);
      found.push(...hits.map((hit: PlaygroundRecord) => hit.objectID));
    }
    expect(found.toSorted()).toEqual(visible.map(record => record.objectID).toSorted());
  });

  it.each(['Severance scheme', 'severence', 'model workshop', 'sev', 'ines'])(
    'does not find a hidden record by %s',
    async query => {
      await asMina({ query, hitsPerPage: 1000, attributesToHighlight: ['*'], typoTolerance: true });
    },
  );

  it.each([
    ['an OR', { filters: `visible_by:ines OR visible_by:public` }],
    [
      'an OR that would bind to the key’s',
      { filters: 'tenant:harbor OR tenant:juniper OR tenant:copperfield' },
    ],
    ['a negation', { filters: 'NOT visible_by:mina' }],
    ['a match of everything', { facetFilters: ['visible_by:-nobody'] }],
    ['a parenthesis', { filters: 'visible_by:ines) OR (visible_by:public' }],
    ['facetFilters', { facetFilters: [['visible_by:ines', 'visible_by:harbor/people']] }],
    ['tagFilters', { tagFilters: [['user_ines', 'confidential']] }],
    ['optionalFilters', { optionalFilters: ['visible_by:ines'] }],
    ['params', { params: 'filters=visible_by%3Aines' }],
    ['params beside filters', { params: 'filters=', filters: '' }],
    ['a removed filter', { filters: null }],
    ['a list as filter', { filters: ['visible_by:ines'] }],
    ['a polluted prototype', JSON.parse('{"__proto__":{"filters":""}}')],
  ])('cannot widen the result with %s', async (_, parameters) => {
    const answer = await search(service, minasKey, 'documents', { hitsPerPage: 1000, ...parameters });
    if (answer.status === 200) expectNothingHidden(answer);
    else expect(answer.status).toBe(400);
  });

  it('counts facets over visible records only', async () => {
    const { facets, facets_stats } = await asMina({ facets: ['*'], hitsPerPage: 0 });
    for (const attribute of ['group', 'category', 'tenant', '_tags']) {
      const expected: Record<string, number> = {};
      for (const record of visible)
        for (const value of [record[attribute]].flat() as string[])
          expected[value] = (expected[value] ?? 0) + 1;
      expect(facets[attribute]).toEqual(expected);
    }
    expect(facets.group).not.toHaveProperty('people');
    const pages = visible.map(record => record.pages as number);
    expect(facets_stats.pages).toMatchObject({ min: Math.min(...pages), max: Math.max(...pages) });
  });

  it('finds no facet value that only hidden records have', async () => {
    for (const facetQuery of ['', 'people', 'user', 'ines']) {
      for (const facet of ['group', '_tags']) {
        const path = `/1/indexes/documents/facets/${facet}/query`;
        const { body } = await call(service, path, {
          apiKey: minasKey,
          body: { facetQuery, maxFacetHits: 100 },
        });
        const values = body.facetHits.map((hit: { value: string }) => hit.value);
        expect(values).not.toContain('people');
        expect(values).not.toContain('user_ines');
      }
    }
  });

  it('cannot tell a hidden record from one that does not exist', async () => {
    const get = (objectID: string): Promise<Answer> =>
      call(service, `/1/indexes/documents/${objectID}`, { apiKey: minasKey });
    const hiddenAnswer = await get(secret.objectID);
    const missingAnswer = await get('doc-999');
    expect(hiddenAnswer.status).toBe(404);
    expect(hiddenAnswer.body).toEqual(missingAnswer.body);
    expect([...hiddenAnswer.headers.keys()]).toEqual([...missingAnswer.headers.keys()]);
    expect((await get(visible[0]!.objectID)).body.objectID).toBe(visible[0]!.objectID);
  });

  it('is kept from hidden records in each query of a batch', async () => {
    const requests = Array.from({ length: 10 }, (_, page) => ({
      indexName: 'documents',
      hitsPerPage: 30,
      page,
      filters: page % 2 ? 'visible_by:ines' : 'NOT tenant:nobody',
      facets: ['group'],
    }));
    expectNothingHidden(
      await call(service, '/1/indexes/*/queries', { apiKey: minasKey, body: { requests } }),
    );
  });

  it('is shown nothing hidden by the agent', async () => {
    const answer = await call(service, '/agent-studio/1/agents/librarian/completions?stream=false', {
      apiKey: minasKey,
      body: { messages: [{ role: 'user', content: 'What are the terms of the severance scheme?' }] },
    });
    expectNothingHidden(answer);
  });

  it('sees what the parent key would show of every hidden record, for comparison', async () => {
    const answer = await search(service, parentApiKey('search'), 'documents', { hitsPerPage: 1000 });
    const ids = answer.body.hits.map((hit: PlaygroundRecord) => hit.objectID);
    expect(ids.filter((id: string) => hiddenIds.has(id))).toHaveLength(hidden.length);
  });
});

describe('a key with its own query', () => {
  const key = securedKey({ query: 'lighthouse' });

  it('shows only what that query finds, by search and by id', async () => {
    const { hits, query } = (await search(service, key, 'documents', { query: 'severance' })).body;
    expect(query).toBe('lighthouse');
    expect(hits.length).toBeGreaterThan(0);
    const other = await call(service, `/1/indexes/documents/${secret.objectID}`, { apiKey: key });
    expect(other.status).toBe(404);
  });
});

describe('a key that limits the answer', () => {
  it('tells no counts', async () => {
    const key = securedKey({ responseFields: ['hits'] });
    const { body } = await search(service, key, 'products', { responseFields: ['*'], facets: ['*'] });
    expect(Object.keys(body)).toEqual(['hits']);
  });
});

describe('a key that limits attributes', () => {
  const key = securedKey({ attributesToRetrieve: ['title'], attributesToHighlight: ['title'] });

  it('shows no others, in hits, highlights or by id', async () => {
    const parameters = { attributesToRetrieve: ['*'], attributesToHighlight: ['*'], query: 'lamp' };
    const [hit] = (await search(service, key, 'products', parameters)).body.hits;
    expect(Object.keys(hit).sort()).toEqual(['_highlightResult', 'objectID', 'title']);
    expect(Object.keys(hit._highlightResult)).toEqual(['title']);
    const { body } = await call(service, '/1/indexes/products/prod-001?attributesToRetrieve=price', {
      apiKey: key,
    });
    expect(Object.keys(body).sort()).toEqual(['objectID', 'title']);
  });

  it('hides nothing if only attributesToRetrieve is limited, as at the vendor', async () => {
    const narrow = securedKey({ attributesToRetrieve: ['title'] });
    const parameters = { attributesToHighlight: ['brand'], query: 'lamp' };
    const [hit] = (await search(service, narrow, 'products', parameters)).body.hits;
    expect(Object.keys(hit._highlightResult)).toEqual(['brand']);
  });
});
