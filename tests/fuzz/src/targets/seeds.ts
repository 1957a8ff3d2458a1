/** Query strings of every dialect: the canonical one, those of other clients, and broken ones. */
export const queryStrings: readonly string[] = [
  'filters=_tags%3Auser_42',
  'filters=tenant_id%3A42%20AND%20price%20%3C%2010&validUntil=1893456000',
  'facetFilters=%5B%5B%22a%3A1%22%2C%22b%3A2%22%5D%2C%22c%3A-3%22%5D&hitsPerPage=20&restrictIndices=dev_*%2Cprod',
  'numericFilters=price%3E10%2Cstock%3A1%20TO%205&tagFilters=a%2C(b%2Cc)&userToken=u',
  'filters=a+b&restrictSources=192.168.1.0%2F24&typoTolerance=strict',
  'aroundLatLng=1,2&insideBoundingBox=%5B%5B1%2C2%2C3%2C4%5D%5D&distinct=true&validUntil=1893456000.0',
  'renderingContent=%7B%22a%22%3A%5B1%2C%7B%22b%22%3Anull%7D%5D%7D&ignorePlurals=fr%2Cen',
  '&query=caf%C3%A9%F0%9F%98%80&analyticsTags=%5B%22a%2Cb%22%5D&enableRules=false',
  'filters=a%3A1&filters=b%3A2',
  'validUntil=soon&unknown=x',
];

/** Restrictions as a caller writes them. */
export const restrictions: readonly object[] = [
  { filters: 'tenant_id:42 AND (public:true OR owner:"Ann Lee")' },
  { filters: 'price:1 TO 10 AND NOT _tags:hidden<score=2>', validUntil: 1_893_456_000, userToken: 'u' },
  { facetFilters: [['tenant_id:1', 'tenant_id:2'], 'color:-red'], hitsPerPage: 20 },
  { numericFilters: ['price>=10', ['stock:1 TO 5', 'stock=9']], tagFilters: ['a', ['b', 'c']] },
  { restrictIndices: ['dev_*', 'prod'], restrictSources: '192.168.1.0/24', query: 'shoe' },
  { searchParams: { filters: 'a:1', optionalFilters: ['b:2<score=3>'], typoTolerance: 'min' } },
  { aroundLatLng: '1,2', insideBoundingBox: [[1, 2, 3, 4]], aroundPrecision: [{ from: 0, value: 1 }] },
  {
    renderingContent: { a: [1, { b: null }] },
    ignorePlurals: ['fr'],
    distinct: 2,
    attributesToRetrieve: ['a,b'],
  },
  { enableRules: false, page: 0, aroundRadius: 'all', tagFilters: '-x,(y,z)' },
];

export const restrictionSeeds: readonly string[] = restrictions.map(value => JSON.stringify(value));

/** Filter texts of every kind of condition. */
export const filterTexts: readonly string[] = [
  'tenant_id:42',
  'a OR b AND c OR d',
  '(a:1 OR a:2) AND NOT b:"x \\" y" AND price != -1.5',
  'price:1 TO 10 OR stock >= 3',
  "_tags:a<score=2> OR _tags:'b c'",
  'label:-Movie AND a.b.c:true',
  '((x:1)) AND ((y<2))',
  'author:"Stephen King" AND (NOT a:1 OR NOT a:2)',
];

export const records: readonly object[] = [
  { tenant_id: 42, a: ['1', 2], price: 5, _tags: ['a', 'user_42'], label: '-Movie' },
  { tenant_id: '7', b: { c: true }, price: [0, 100.5], stock: -3, _tags: [] },
  { a: { b: { c: 'true' } }, x: 1, y: '2', author: 'stephen king', owner: 'Ann Lee', public: true },
];
