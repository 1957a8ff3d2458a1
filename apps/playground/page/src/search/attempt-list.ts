import type { Answer, AttemptContext } from './attempt-context.ts';

/** Something that a key must not allow. */
export interface Attempt {
  readonly title: string;
  /** What is done, for people. */
  readonly trick: string;
  /** Whether it looks for a hidden record: where there is none, nothing can be tried. */
  readonly needsHidden?: boolean;
  run(context: AttemptContext): Promise<Answer>;
  /** What turns it away: an error code, or the text of an answer without one. Any other refusal proves nothing. */
  readonly refusedWith: readonly string[];
  /** Whether an answer with results shows nothing that the key hides. Without this, no results may come. */
  showsNothing?(answer: Answer, context: AttemptContext): boolean;
}

const query = (indexName: string): string => `/1/indexes/${encodeURIComponent(indexName)}/query`;
/** Not only a page of them is looked at. */
const everyRecord = 1000;
/** A parent key that may not use the index at all. */
const noIndex = ['ERR_INDEX_NOT_ALLOWED'];

function showsOnlyAllowed({ body }: Answer, { mayShow }: AttemptContext): boolean {
  return (body.hits as readonly object[]).every(mayShow);
}

/** The filter of another person: what the hidden record is visible to. */
function foreignFilter({ hidden }: AttemptContext): string {
  const groups = Array.isArray(hidden?.visible_by) ? hidden.visible_by : ['nobody'];
  return `visible_by:"${String(groups.at(-1))}"`;
}

export const attempts: readonly Attempt[] = [
  {
    title: 'Ask with another person’s filter',
    trick: 'The request filters by a group of another team. Key AND request leave what both allow.',
    run: context =>
      context.send(query(context.indexName), { filters: foreignFilter(context), hitsPerPage: everyRecord }),
    needsHidden: true,
    refusedWith: noIndex,
    showsNothing: showsOnlyAllowed,
  },
  {
    title: 'Widen the filter with OR',
    trick:
      'OR binds tighter than AND: glued to the key’s text it would open more. The two are joined as trees.',
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
    trick: 'With every facet, to see whether at least a count betrays it.',
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
    trick: 'Who may see what is for filtering only; counting it would list people.',
    run: ({ send, indexName }) =>
      send(`/1/indexes/${encodeURIComponent(indexName)}/facets/visible_by/query`, { facetQuery: '' }),
    refusedWith: ['Cannot search in `visible_by`', ...noIndex],
  },
  {
    title: 'Loosen the key from the request',
    trick: 'restrictIndices and validUntil are the key’s own: from a request they change nothing.',
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
    trick: 'A key of the same person, limited to this index, is used on another one.',
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
    trick: 'The key is only base64: the filter is swapped, and the signature stays the old one.',
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
    trick: 'Signed for a minute, an hour ago.',
    async run({ send, mint, indexName, userId }) {
      const nowSec = Math.floor(Date.now() / 1000) - 3600;
      return send(query(indexName), {}, await mint({ user: userId, validForSec: 60, nowSec }));
    },
    refusedWith: ['ERR_KEY_EXPIRED'],
  },
  {
    title: 'Use the key from another address',
    trick: 'A key for 203.0.113.0/24, used from here.',
    async run({ send, mint, indexName, restrictions }) {
      const restricted = { ...restrictions, restrictSources: '203.0.113.0/24' };
      return send(query(indexName), {}, await mint({ parent: 'search', restrictions: restricted }));
    },
    refusedWith: ['ERR_SOURCE_NOT_ALLOWED'],
  },
  {
    title: 'Search with a key whose parent may not',
    trick: 'A secured key inherits the rights of its parent, here one for analytics.',
    run: async ({ send, mint, indexName, restrictions }) =>
      send(query(indexName), {}, await mint({ parent: 'analytics', restrictions })),
    refusedWith: ['ERR_METHOD_NOT_ALLOWED'],
  },
  {
    title: 'Search more often than allowed',
    trick: 'Twenty-one queries under a parent that allows twenty an hour, as a user of their own.',
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
