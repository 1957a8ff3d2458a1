import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { inProcess, Random } from './in-process.ts';
import {
  countFacet,
  facetFiltersOf,
  facetValues,
  holds,
  makeRecords,
  printTree,
  randomTree,
  type TestRecord,
  type Tree,
  words,
} from './independent-evaluator.ts';
import { everything, parentApiKey, securedKey } from './support.ts';

const USERS = 200;
const REQUESTS_PER_USER = 500;

const random = new Random(20_261_127);
const records = makeRecords(random, 40);
const facetNames = ['tenant', 'groups', 'brand.name', 'brand.lines.code', 'price', 'isPublic'];
const ask = inProcess({
  parentApiKeys: { [parentApiKey]: everything },
  indices: {
    docs: {
      records: records as never,
      settings: {
        searchableAttributes: ['title', 'brand.name'],
        attributesForFaceting: [...facetNames.map(name => `searchable(${name})`), 'filterOnly(_tags)'],
        queryType: 'prefixNone',
        typoTolerance: false,
      },
    },
  },
});

interface Expectation {
  readonly request: object;
  /** What the request can show at most. */
  readonly shown: readonly TestRecord[];
  // biome-ignore lint/suspicious/noExplicitAny: a result of any of the routes.
  check(result: any): void;
}

/** `toEqual`, but for a hundred thousand comparisons. */
function expectSame(found: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(found, expected)) expect(found).toEqual(expected);
}

function ids(list: readonly { objectID: string }[]): string[] {
  return list.map(({ objectID }) => objectID).sort();
}

/** A search or a facet search, narrowed in random ways, and what the evaluator expects of its result. */
function randomQuery(visible: readonly TestRecord[]): Expectation {
  const own: Tree = random.chance(60) ? randomTree(random, 2) : [];
  const isAllFacets = own.flat().every(({ kind }) => kind === 'facet');
  const filters =
    own.length === 0
      ? {}
      : isAllFacets && random.chance(40)
        ? { facetFilters: facetFiltersOf(own) }
        : { filters: printTree(own) };
  const word = random.chance(40) ? random.pick(words) : undefined;
  const shown = visible.filter(
    record => holds(own, record) && (word === undefined || record.title.split(' ').includes(word)),
  );
  const common = { indexName: 'docs', ...filters, ...(word !== undefined && { query: word }) };
  if (random.chance(20)) return facetQuery(common, shown);
  const hitsPerPage = random.pick([0, 3, 1000]);
  const page = hitsPerPage === 3 ? random.below(3) : 0;
  return {
    request: { ...common, facets: random.pick([['*'], [...facetNames, '_tags']]), hitsPerPage, page },
    shown,
    check(result) {
      expect(result.nbHits).toBe(shown.length);
      expect(result.hits.length).toBe(Math.max(0, Math.min(hitsPerPage, shown.length - page * hitsPerPage)));
      if (hitsPerPage === 1000) expectSame(ids(result.hits), ids(shown));
      const expected = Object.fromEntries(
        facetNames
          .map(name => [name, countFacet(shown, name)] as const)
          .filter(([, counts]) => Object.keys(counts).length > 0),
      );
      expectSame(result.facets, expected);
    },
  };
}

function facetQuery(common: object, shown: readonly TestRecord[]): Expectation {
  const facet = random.pick(['tenant', 'groups', 'brand.name']);
  const prefix = random.pick(['', 'a', 's', 'k', 'north']);
  return {
    request: { ...common, type: 'facet', facet, facetQuery: prefix, maxFacetHits: 100 },
    shown,
    check({ facetHits }) {
      const startsWith = ([value]: [string, number]) =>
        value
          .toLowerCase()
          .split(/[^a-z]+/)
          .some(word => word.startsWith(prefix));
      const found = facetHits.map(({ value, count }: { value: string; count: number }) => [value, count]);
      expect(Object.fromEntries(found)).toEqual(
        Object.fromEntries(Object.entries(countFacet(shown, facet)).filter(startsWith)),
      );
    },
  };
}

function expectOnlyShown(result: { hits?: TestRecord[] }, shown: readonly TestRecord[]): void {
  const byId = new Map(shown.map(record => [record.objectID, record]));
  for (const hit of result.hits ?? []) {
    const { _highlightResult, ...record } = hit as TestRecord & { _highlightResult?: unknown };
    expectSame(record, byId.get(hit.objectID));
  }
}

describe('a restricted user', () => {
  it(`sees exactly what an independent evaluator expects, in ${USERS * REQUESTS_PER_USER} random requests`, async () => {
    let requests = 0;
    for (let user = 0; user < USERS; user++) {
      const tree = randomTree(random, 3);
      const visible = records.filter(record => holds(tree, record));
      const key = securedKey({ filters: printTree(tree) });
      for (let round = 0; round < REQUESTS_PER_USER / 50 - 2; round++) {
        const queries = Array.from({ length: 50 }, () => randomQuery(visible));
        const { status, body } = await ask(key, '/1/indexes/*/queries', {
          requests: queries.map(({ request }) => request),
        });
        expect(status, JSON.stringify(body)).toBe(200);
        queries.forEach(({ check, shown }, position) => {
          check(body.results[position]);
          expectOnlyShown(body.results[position], shown);
          requests++;
        });
      }
      requests += await readById(key, visible);
      requests += await browseAll(key, visible);
    }
    expect(requests).toBeGreaterThan(USERS * REQUESTS_PER_USER);
  }, 120_000);
});

async function readById(key: string, visible: readonly TestRecord[]): Promise<number> {
  const shown = new Map(visible.map(record => [record.objectID, record]));
  const wanted = random.some([...records.map(({ objectID }) => objectID), 'none'], 90);
  const { body } = await ask(key, '/1/indexes/*/objects', {
    requests: wanted.map(objectID => ({ indexName: 'docs', objectID })),
  });
  expect(body.results).toEqual(wanted.map(id => shown.get(id) ?? null));
  for (const id of wanted.slice(0, 10)) {
    const answer = await ask(key, `/1/indexes/docs/${id}`);
    // A hidden record is answered as one that does not exist.
    if (shown.has(id)) expect(answer).toEqual({ status: 200, body: shown.get(id) });
    else expect(answer).toEqual({ status: 404, body: { message: 'ObjectID does not exist', status: 404 } });
  }
  return wanted.length + 10;
}

async function browseAll(key: string, visible: readonly TestRecord[]): Promise<number> {
  const seen: TestRecord[] = [];
  let cursor: string | undefined;
  let pages = 0;
  do {
    const { body } = await ask(key, '/1/indexes/docs/browse', cursor ? { cursor } : { hitsPerPage: 7 });
    expect(body.nbHits).toBe(visible.length);
    seen.push(...body.hits);
    cursor = body.cursor;
    pages++;
  } while (cursor !== undefined);
  // In the order in which they were indexed, each once; and no cursor that leads nowhere.
  expect(seen).toEqual(visible);
  expect(pages).toBe(Math.max(1, Math.ceil(visible.length / 7)));
  return pages;
}

describe('the evaluator', () => {
  it('distinguishes records, so that the comparison means something', () => {
    const sizes = Array.from({ length: 200 }, () => {
      const tree = randomTree(random, 3);
      return records.filter(record => holds(tree, record)).length;
    });
    expect(sizes.filter(size => size > 0 && size < records.length).length).toBeGreaterThan(120);
    expect(facetValues(records[0]!, 'tenant')).toHaveLength(1);
  });
});
