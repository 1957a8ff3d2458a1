import { describe, expect, it } from 'vitest';
import { authorizeSearch, explainSearch, type ParentApiKey, type SearchRequest } from '../../src/index.ts';
import { keyOf, now, textOf } from './keys.ts';

/** An object whose members are accessors, how often each was read, and what each shows from its second read on. */
function counted<Type extends object>(
  first: Type,
  later: Partial<Type> = {},
): { object: Type; reads: object } {
  const reads: Record<string, number> = {};
  const object = {} as Type;
  for (const [name, value] of Object.entries(first)) {
    reads[name] = 0;
    Object.defineProperty(object, name, {
      enumerable: true,
      get: () => (reads[name]!++ === 0 ? value : (later[name as keyof Type] ?? value)),
    });
  }
  return { object, reads };
}

const once = (object: object): object => Object.fromEntries(Object.keys(object).map(name => [name, 1]));

const parentMembers: Required<ParentApiKey> = {
  acl: ['browse'],
  indexes: ['other'],
  maxHitsPerQuery: 5,
  maxQueriesPerIPPerHour: 5,
  queryParameters: 'hitsPerPage=3',
  referers: ['https://shop.example/*'],
  validity: 60,
  createdAt: 1,
};

describe('what decides about a search is read once', () => {
  const request: SearchRequest = { indexName: 'products', parameters: {} };

  it('as a member of the parent key', () => {
    const { object: parent, reads } = counted(parentMembers);
    authorizeSearch({ key: keyOf({ filters: 'a' }), parent, request, now });
    expect(reads).toEqual(once(parentMembers));
  });

  it('as a member of the request', () => {
    const members = { ...request, ip: '192.0.2.1', referer: 'https://shop.example/' };
    const { object, reads } = counted(members);
    const key = keyOf({ restrictSources: '192.0.2.0/24', restrictIndices: ['products'] });
    const parent = { indexes: ['products'], referers: ['https://shop.example/*'] };
    expect(authorizeSearch({ key, parent, request: object, now }).allowed).toBe(true);
    expect(reads).toEqual(once(members));
  });

  it.each<[name: string, first: ParentApiKey, later: ParentApiKey, code: string]>([
    ['acl', { acl: ['browse'] }, { acl: ['search'] }, 'ERR_METHOD_NOT_ALLOWED'],
    ['indexes', { indexes: ['other'] }, { indexes: [] }, 'ERR_INDEX_NOT_ALLOWED'],
    [
      'queryParameters',
      { queryParameters: 'restrictIndices=other' },
      { queryParameters: 'page=1' },
      'ERR_INDEX_NOT_ALLOWED',
    ],
  ])('so that %s cannot show something wider after the check', (_, first, later, code) => {
    const { object: parent } = counted(first, later);
    const key = keyOf({ filters: 'a' });
    expect(authorizeSearch({ key, parent, request, now })).toMatchObject({ allowed: false, code });
    const { object: again } = counted(first, later);
    const securedApiKey = textOf('filters=a');
    expect(explainSearch({ securedApiKey, parent: again, request, now }).refusal).toMatchObject({ code });
  });

  it('so that the index cannot change from one list to the next', () => {
    const { object } = counted(request, { indexName: 'orders' });
    const options = { key: keyOf({ restrictIndices: ['products'] }), parent: { indexes: ['orders'] }, now };
    expect(authorizeSearch({ ...options, request: object }).allowed).toBe(false);
  });

  it('also an element of a list', () => {
    let reads = 0;
    const indexes = Object.defineProperty([''], 0, { get: () => (reads++ === 0 ? 'other' : '*') });
    const options = { key: keyOf({ filters: 'a' }), parent: { indexes }, request, now };
    expect(authorizeSearch(options)).toMatchObject({ allowed: false, code: 'ERR_INDEX_NOT_ALLOWED' });
    expect(reads).toBe(1);
  });

  it('a list that cannot be copied is not one', () => {
    const lists = [
      new Array(2 ** 32 - 1),
      Object.assign(['a'], { name: 'b' }),
      Object.assign(new Array<string>(2), { 1: 'a' }),
    ];
    for (const acl of lists as string[][]) {
      const options = { key: keyOf({ filters: 'a' }), parent: { acl }, request, now };
      expect(() => authorizeSearch(options)).toThrow('Invalid "parent": "acl" must be an array of strings.');
    }
  });
});
