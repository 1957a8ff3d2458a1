import { describe, expect, it } from 'vitest';
import { type Answer, call, parentApiKey, search, startTestService } from './support.ts';

const service = await startTestService();
const apiKey = parentApiKey('search');

async function find(parameters: object, indexName = 'products'): Promise<Answer['body']> {
  const answer = await search(service, apiKey, indexName, parameters);
  expect(answer.status).toBe(200);
  return answer.body;
}

describe('the text search', () => {
  it.each([
    ['a word', 'lantern'],
    ['the beginning of the last word', 'lante'],
    ['a word with one typo', 'lanterm'],
    ['another case', 'LANTERN'],
    ['an accent too many', 'lántern'],
  ])('finds by %s', async (_, query) => {
    const { hits } = await find({ query });
    expect(hits[0].title).toContain('lantern');
  });

  it.each([
    ['every word is required', { query: 'lantern casserole' }, false],
    ['optional words are not', { query: 'lantern casserole', optionalWords: ['casserole'] }, true],
    ['typos can be forbidden', { query: 'lanterm', typoTolerance: false }, false],
    ['prefixes can be forbidden', { query: 'lant', queryType: 'prefixNone', typoTolerance: false }, false],
    ['only the last word is a prefix', { query: 'lant twelve', typoTolerance: false }, false],
    ['unless all are', { query: 'lant twelve', typoTolerance: false, queryType: 'prefixAll' }, true],
    ['words can be too short for a typo', { query: 'lanterm', minWordSizefor1Typo: 8 }, false],
    ['two typos take a longer word than one', { query: 'lamterm' }, false],
    ['unless it need not be', { query: 'lamterm', minWordSizefor2Typos: 7 }, true],
    ['attributes can be left out', { query: 'wet', restrictSearchableAttributes: ['title'] }, false],
  ])('%s', async (_, parameters, found) => {
    expect((await find(parameters)).nbHits > 0).toBe(found);
  });

  it('sorts a replica by its price before anything else', async () => {
    const { hits } = await find({ query: 'lamp', hitsPerPage: 50 }, 'products_price_asc');
    const prices = hits.map((hit: { price: number }) => hit.price);
    expect(prices.length).toBeGreaterThan(5);
    expect(prices).toEqual(prices.toSorted((a: number, b: number) => a - b));
  });
});

describe('paging', () => {
  it('walks every hit once, by page or by offset', async () => {
    const byPage: string[] = [];
    const byOffset: string[] = [];
    for (let page = 0; page < 20; page += 1) {
      const ids = (result: Answer['body']): string[] =>
        result.hits.map((hit: { objectID: string }) => hit.objectID);
      byPage.push(...ids(await find({ hitsPerPage: 10, page })));
      byOffset.push(...ids(await find({ offset: page * 10, length: 10 })));
    }
    expect(new Set(byPage).size).toBe(192);
    expect(byOffset).toEqual(byPage);
  });

  it('answers no hits beyond the last page, and none for hitsPerPage 0', async () => {
    expect(await find({ page: 1_000_000 })).toMatchObject({ hits: [], nbHits: 192, nbPages: 10 });
    expect(await find({ hitsPerPage: 0 })).toMatchObject({ hits: [], nbHits: 192, nbPages: 0 });
  });
});

describe('facets', () => {
  it('add up to the hits, and count only what the filters leave', async () => {
    const { facets, facets_stats, nbHits } = await find({
      facets: ['*'],
      filters: 'category:lighting AND price < 100',
    });
    const total = (counts: Record<string, number>): number =>
      Object.values(counts).reduce((sum, n) => sum + n, 0);
    expect(facets.category).toEqual({ lighting: nbHits });
    expect(total(facets.brand)).toBe(nbHits);
    expect(facets_stats.price.max).toBeLessThan(100);
    expect(facets).not.toHaveProperty('visible_by');
  });

  it('never count attributes that are for filtering only', async () => {
    expect((await find({ facets: ['visible_by', 'owner'] })).facets).toBeUndefined();
    const refused = await call(service, '/1/indexes/products/facets/visible_by/query', { apiKey, body: {} });
    expect(refused).toMatchObject({ status: 400, body: { status: 400 } });
  });

  it('are cut to maxValuesPerFacet, the most frequent first', async () => {
    const all = (await find({ facets: ['brand'] })).facets.brand;
    const cut = (await find({ facets: ['brand'], maxValuesPerFacet: 2 })).facets.brand;
    expect(Object.keys(cut)).toEqual(Object.keys(all).slice(0, 2));
  });
});

describe('filters of every kind are applied together', () => {
  it.each([
    { filters: 'brand:marlow OR brand:pell' },
    { facetFilters: [['brand:Marlow', 'brand:Pell'], 'category:-kitchen'] },
    { numericFilters: ['price < 60', 'rating >= 3'] },
    { tagFilters: ['sale'] },
    {
      filters: 'price < 200',
      facetFilters: 'brand:Marlow',
      numericFilters: 'rating > 2',
      tagFilters: 'retail',
    },
  ])('%j', async parameters => {
    const { nbHits } = await find(parameters);
    expect(nbHits).toBeGreaterThan(0);
    expect(nbHits).toBeLessThan(192);
  });
});

describe('attributes', () => {
  it('of the answer are sent as asked', async () => {
    const body = await find({ query: 'lamp', responseFields: ['hits', 'params'] });
    expect(Object.keys(body).sort()).toEqual(['hits', 'params']);
  });

  it('are retrieved and highlighted as asked, each by a parameter of its own', async () => {
    const parameters = { attributesToRetrieve: ['title'], attributesToHighlight: ['brand'] };
    const [hit] = (await find({ query: 'lamp', ...parameters })).hits;
    expect(Object.keys(hit).sort()).toEqual(['_highlightResult', 'objectID', 'title']);
    expect(Object.keys(hit._highlightResult)).toEqual(['brand']);
    const [other] = (await find({ query: 'lamp', attributesToRetrieve: ['*', '-price'] })).hits;
    expect(other).toHaveProperty('title');
    expect(other).not.toHaveProperty('price');
  });

  it('are highlighted by word, prefix and typo', async () => {
    const { hits } = await find({
      query: 'lanterm bra',
      attributesToHighlight: ['*'],
      highlightPreTag: '[',
      highlightPostTag: ']',
    });
    const { title } = hits[0]._highlightResult;
    expect(title.value).toMatch(/\[lantern\]/);
    expect(title.matchedWords).toContain('lanterm');
    expect(title.matchLevel).toBe('full');
    const tags = hits[0]._highlightResult._tags;
    expect(tags[0]).toMatchObject({ matchLevel: 'none', matchedWords: [] });
  });
});

describe('parameters that are there and change nothing', () => {
  it.each([
    [{ advancedSyntax: false }],
    [{ disableTypoToleranceOnAttributes: [] }],
    [{ typoTolerance: 'true' }],
    [{ relevancyStrictness: 90 }],
    [{ getRankingInfo: true }],
  ])('%j', async parameters => {
    expect((await find(parameters)).nbHits).toBe(192);
  });
});

describe('parameters that the service cannot apply', () => {
  it.each([
    [{ hitsPerPage: -1 }],
    [{ hitsPerPage: 1001 }],
    [{ hitsPerPage: 'many' }],
    [{ page: 1.5 }],
    [{ query: 'x'.repeat(513) }],
    [{ facets: [{ brand: 1 }] }],
    [{ attributesToRetrieve: { title: true } }],
    [{ queryType: 'prefixSome' }],
    [{ typoTolerance: 'maybe' }],
    [{ minWordSizefor1Typo: -1 }],
    [{ advancedSyntax: true }],
    [{ disableTypoToleranceOnAttributes: ['title'] }],
    [{ keepDiacriticsOnCharacters: 'ø' }],
    [{ responseFields: 7 }],
    [{ insideBoundingBox: [[1, 2, 3]] }],
    [{ aroundLatLng: 'here' }],
    [{ filters: 'brand:' }],
    [{ facetFilters: [[['brand:Marlow']]] }],
    [{ brnad: 'Marlow' }],
    [{ params: 7 }],
  ])('%j is refused with 400', async parameters => {
    const { status, body } = await search(service, apiKey, 'products', parameters);
    expect(status).toBe(400);
    expect(body).toMatchObject({ status: 400, message: expect.any(String) });
  });
});
