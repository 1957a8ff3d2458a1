import type { Answer, AttemptContext } from './attempt-context.ts';

/** Something that a key must not allow. */
export interface Attempt {
  readonly title: string;
  /** What the attempt does and why it fails, for people. */
  readonly trick: string;
  /** Whether it looks for a hidden record. If the key hides none, the attempt does not apply. */
  readonly needsHidden?: boolean;
  run(context: AttemptContext): Promise<Answer>;
  /** The refusals that count: an error code, or the text of an answer without a code. Any other refusal proves nothing. */
  readonly refusedWith: readonly string[];
  /** Whether an answer with results shows nothing that the key hides. If this is absent, the request must be refused. */
  showsNothing?(answer: Answer, context: AttemptContext): boolean;
}

const query = (indexName: string): string => `/1/indexes/${encodeURIComponent(indexName)}/query`;
/** Enough for all records, so that none is missed on a later page. */
const everyRecord = 1000;
/** The refusals of a parent key that may not use the index at all. */
const noIndex = ['ERR_INDEX_NOT_ALLOWED'];

function showsOnlyAllowed({ body }: Answer, { mayShow }: AttemptContext): boolean {
  return (body.hits as readonly object[]).every(mayShow);
}

/** The filter of another person: one that shows the hidden record. */
function foreignFilter({ hidden }: AttemptContext): string {
  const groups = Array.isArray(hidden?.visible_by) ? hidden.visible_by : ['nobody'];
  return `visible_by:"${String(groups.at(-1))}"`;
}

export const attempts: readonly Attempt[] = [
  {
    title: 'Ask with another person’s filter',
    trick:
      'The request asks for the records of another team. The key’s filter applies as well, so none of them is found.',
    run: context =>
      context.send(query(context.indexName), { filters: foreignFilter(context), hitsPerPage: everyRecord }),
    needsHidden: true,
    refusedWith: noIndex,
    showsNothing: showsOnlyAllowed,
  },
  {
    title: 'Widen the filter with OR',
    trick:
      'The request adds an OR. Its filter and the key’s are parsed separately and joined with AND, so the OR opens nothing.',
    run: context =>
      context.send(query(context.indexName), {
        filters: `${foreignFilter(context)} OR visible_by:public`,
        hitsPerPage: everyRecord,
      }),
    needsHidden: true,
    refusedWith: noIndex,
    showsNothing: showsOnlyAllowed,
  },
  {
    title: 'Search for a hidden record by its exact title',
    trick: 'The search also asks for all facet counts: not even a count shows that the record exists.',
    run: ({ send, indexName, hidden }) =>
      send(query(indexName), {
        query: hidden?.title ?? 'x',
        facets: ['*'],
        attributesToHighlight: ['*'],
        hitsPerPage: everyRecord,
      }),
    needsHidden: true,
    refusedWith: noIndex,
    showsNothing: (answer, context) =>
      showsOnlyAllowed(answer, context) &&
      !JSON.stringify(answer.body.hits).includes(`"${context.hidden?.objectID}"`),
  },
  {
    title: 'Fetch the hidden record by its id',
    trick: 'The answer is the same as for an id that does not exist.',
    run: ({ send, indexName, hidden }) =>
      send(`/1/indexes/${encodeURIComponent(indexName)}/${encodeURIComponent(hidden?.objectID ?? 'none')}`),
    needsHidden: true,
    refusedWith: ['ObjectID does not exist', ...noIndex],
  },
  {
    title: 'List the groups as facet values',
    trick: 'Filters may name the groups, but no request can list them: a list would reveal who works where.',
    run: ({ send, indexName }) =>
      send(`/1/indexes/${encodeURIComponent(indexName)}/facets/visible_by/query`, { facetQuery: '' }),
    refusedWith: ['Cannot search in `visible_by`', ...noIndex],
  },
  {
    title: 'Loosen the key from the request',
    trick: 'The request sets restrictIndices and validUntil. Only the key can set them, so nothing changes.',
    run: ({ send, indexName }) =>
      send(query(indexName), {
        restrictIndices: '*',
        validUntil: 9_999_999_999,
        hitsPerPage: everyRecord,
      }),
    needsHidden: true,
    refusedWith: noIndex,
    showsNothing: showsOnlyAllowed,
  },
  {
    title: 'Use the key on another index',
    trick: 'A key for this index alone is used on another one.',
    async run({ send, mint, indexName, restrictions }) {
      const key = await mint({
        parent: 'search',
        restrictions: { ...restrictions, restrictIndices: [indexName] },
      });
      return send(query(indexName === 'payroll' ? 'documents' : 'payroll'), {}, key);
    },
    refusedWith: noIndex,
  },
  {
    title: 'Change the filter inside the key',
    trick: 'Anyone can decode and edit a key. The signature no longer matches.',
    run: ({ send, indexName, apiKey }) =>
      send(
        query(indexName),
        {},
        btoa(`${atob(apiKey).slice(0, 64)}filters=${encodeURIComponent('visible_by:public')}`),
      ),
    refusedWith: ['ERR_KEY_SIGNATURE'],
  },
  {
    title: 'Use a key that has expired',
    trick: 'The key was signed an hour ago, for one minute.',
    async run({ send, mint, indexName, userId }) {
      const nowSec = Math.floor(Date.now() / 1000) - 3600;
      return send(query(indexName), {}, await mint({ user: userId, validForSec: 60, nowSec }));
    },
    refusedWith: ['ERR_KEY_EXPIRED'],
  },
  {
    title: 'Use the key from another address',
    trick: 'The key is valid for addresses in 203.0.113.0/24 only.',
    async run({ send, mint, indexName, restrictions }) {
      const restricted = { ...restrictions, restrictSources: '203.0.113.0/24' };
      return send(query(indexName), {}, await mint({ parent: 'search', restrictions: restricted }));
    },
    refusedWith: ['ERR_SOURCE_NOT_ALLOWED'],
  },
  {
    title: 'Search with a key whose parent cannot search',
    trick: 'A secured key can do no more than its parent, which is for analytics here.',
    run: async ({ send, mint, indexName, restrictions }) =>
      send(query(indexName), {}, await mint({ parent: 'analytics', restrictions })),
    refusedWith: ['ERR_METHOD_NOT_ALLOWED'],
  },
  {
    title: 'Search more often than allowed',
    trick: 'The parent key allows 20 queries an hour for each user. This sends 21.',
    async run({ send, mint, restrictions }) {
      const userToken = `burst-${crypto.randomUUID()}`;
      const key = await mint({ parent: 'rate-limited', restrictions: { ...restrictions, userToken } });
      const requests = Array.from({ length: 20 }, () => ({ indexName: 'products', hitsPerPage: 0 }));
      await send('/1/indexes/*/queries', { requests }, key);
      return send(query('products'), { hitsPerPage: 0 }, key);
    },
    refusedWith: ['ERR_RATE_LIMITED'],
  },
];
