import { describe, expect, it } from 'vitest';
import type { IndexSettings } from '../src/index.ts';
import { type Ask, inProcess, Random } from './in-process.ts';
import { everything, parentApiKey, securedKey } from './support.ts';

const words: readonly string[] = [
  'lamp',
  'lamps',
  'lantern',
  'light',
  'lighter',
  'desk',
  'oak',
  'oaken',
  'table',
  'tabel',
];
const random = new Random(7);
const key = securedKey({ filters: 'tenant:mine' });

function makeRecord(objectID: string, tenant: string): Record<string, unknown> & { objectID: string } {
  // Members in random order: where every attribute is searchable, their order must not matter.
  const members: [string, unknown][] = [
    ['title', random.some(words, 3).join(' ')],
    ['body', random.some(words, 6).join(' ')],
    ['note', random.some(words, 2).join(' ')],
    ['group', random.pick(['a', 'b', 'c'])],
    ['price', random.below(5)],
    ['brand', { name: random.pick(words) }],
    ['_geoloc', { lat: random.below(10), lng: random.below(10) }],
  ];
  const start = random.below(members.length);
  const rotated = [...members.slice(start), ...members.slice(0, start)].filter(() => random.chance(80));
  return { objectID, tenant, ...Object.fromEntries(rotated) };
}

const visible = Array.from({ length: 40 }, (_, n) => makeRecord(`v${n}`, 'mine'));
/** The same records in the same order, with hidden ones before, between and after. */
const mixed = visible.flatMap((record, n) => [
  ...Array.from({ length: random.below(4) }, (_, i) => makeRecord(`h${n}-${i}`, 'theirs')),
  record,
  makeRecord(`h${n}-z`, 'theirs'),
]);

function ask(records: typeof visible, settings: IndexSettings): Ask {
  return inProcess({
    parentApiKeys: { [parentApiKey]: everything },
    indices: { docs: { records, settings }, other: { records: [] } },
  });
}

function randomParameters(): object {
  return {
    query: random.some([...words, 'lam', 'lihgt', 'oack', ''], random.below(4)).join(' '),
    hitsPerPage: random.pick([5, 100]),
    facets: ['*'],
    getRankingInfo: true,
    attributesToSnippet: ['body:3'],
    typoTolerance: random.pick([true, false, 'min', 'strict']),
    removeWordsIfNoResults: random.pick(['none', 'lastWords', 'firstWords', 'allOptional']),
    queryType: random.pick(['prefixLast', 'prefixAll', 'prefixNone']),
    distinct: random.pick([0, 1, 2]),
    ...(random.chance(30) && { optionalFilters: ['group:a<score=2>', 'group:b'] }),
    ...(random.chance(30) && { aroundLatLng: '3, 4', aroundRadius: random.pick(['all', 400_000]) }),
    ...(random.chance(30) && { filters: `price > ${random.below(4)}` }),
    ...(random.chance(20) && { restrictSearchableAttributes: ['title', 'brand.name'] }),
  };
}

describe.each<[string, IndexSettings]>([
  ['every attribute is searchable', { attributesForFaceting: ['searchable(group)', 'price'] }],
  [
    'settings weigh the attributes',
    {
      searchableAttributes: ['title,note', 'unordered(body)', 'brand.name'],
      attributesForFaceting: ['searchable(group)', 'price', 'brand.name'],
      customRanking: ['desc(price)'],
      attributeForDistinct: 'group',
    },
  ],
])('hidden records change nothing where %s', (_, settings) => {
  const [alone, among] = [ask(visible, settings), ask(mixed, settings)];

  async function expectSame(path: string, body?: object): Promise<void> {
    const [expected, found] = [await alone(key, path, body), await among(key, path, body)];
    for (const answer of [expected, found]) delete answer.body.processingTimeMS;
    expect(found, JSON.stringify(body)).toEqual(expected);
  }

  it('hits, order, counts, facets, highlights, snippets and ranking information', async () => {
    for (let round = 0; round < 600; round++) await expectSame('/1/indexes/docs/query', randomParameters());
  }, 60_000);

  it('the values of a facet', async () => {
    for (const facetQuery of ['', 'a', 'x'])
      await expectSame('/1/indexes/docs/facets/group/query', { facetQuery });
  });

  it('reads by id and listings', async () => {
    for (const id of ['v3', 'h3-z', 'none']) await expectSame(`/1/indexes/docs/${id}`);
    const [expected, found] = [await alone(key, '/1/indexes'), await among(key, '/1/indexes')];
    const { entries, dataSize } = expected.body.items[0];
    expect(found.body.items[0]).toMatchObject({ entries, dataSize });
  });

  it('browsing, whose cursors lead through one index only', async () => {
    const { body } = await among(key, '/1/indexes/docs/browse', { hitsPerPage: 10 });
    const { cursor } = body;
    expect((await among(key, '/1/indexes/docs/browse', { cursor })).status).toBe(200);
    expect(await among(key, '/1/indexes/other/browse', { cursor })).toMatchObject({
      status: 400,
      body: { parameter: 'cursor' },
    });
  });

  it('browsing, whose cursors have the same length and cannot be read', async () => {
    const browse = async (one: Ask) => {
      const { body } = await one(key, '/1/indexes/docs/browse', {
        hitsPerPage: 10,
        query: 'lamp oak',
        removeWordsIfNoResults: 'lastWords',
      });
      return body;
    };
    const [expected, found] = [await browse(alone), await browse(among)];
    expect(found.hits).toEqual(expected.hits);
    expect(found.nbHits).toBe(expected.nbHits);
    const { body } = await among(key, '/1/indexes/docs/browse', { hitsPerPage: 10 });
    expect(Buffer.from(body.cursor, 'base64url').toString('latin1')).not.toContain('hitsPerPage');
  });
});
