import { describe, expect, it } from 'vitest';
import { proveConfined } from '../../src/isolation/prove-confined.ts';
import { proveDisjoint } from '../../src/isolation/prove-disjoint.ts';
import { proveNotWider } from '../../src/isolation/prove-not-wider.ts';

const tenant = { filters: 'tenant_id:42' };

describe('another parameter that may hide records', () => {
  it.each([
    ['query', 'shoe'],
    ['aroundLatLng', '1,2'],
    ['insideBoundingBox', [[1, 2, 3, 4]]],
    ['page', 2],
    ['distinct', true],
    ['hitsPerPage', 0],
  ])('leaves a counterexample undecided, and a proof as it is: %s', (name, value) => {
    const key = { filters: 'tenant_id:42', [name]: value };
    expect(proveConfined(key, 'tenant_id:42').verdict).toBe('proved');
    expect(proveConfined(key, 'tenant_id:7')).toEqual({
      verdict: 'undecided',
      reason: expect.stringContaining(`"${name}"`),
    });
    expect(proveDisjoint(tenant, key).verdict).toBe('undecided');
  });

  it.each([
    ['optionalFilters', ['a:1']],
    ['hitsPerPage', 20],
    ['userToken', 'ann'],
    ['attributesToRetrieve', ['name']],
    ['validUntil', 1_893_456_000],
    ['restrictSources', '192.0.2.1'],
    ['personalizationImpact', 0],
  ])('is none of those that only rank or present: %s', (name, value) => {
    expect(proveConfined({ ...tenant, [name]: value }, 'tenant_id:7').verdict).toBe('refuted');
  });

  it('may be added by a change', () => {
    expect(proveNotWider({ ...tenant, query: 'shoe' }, tenant).verdict).toBe('proved');
  });

  it('of a baseline must be the same in the candidate', () => {
    const baseline = { ...tenant, query: 'shoe' };
    expect(proveNotWider(tenant, baseline)).toEqual({
      verdict: 'undecided',
      reason: expect.stringContaining('"query"'),
    });
    expect(proveNotWider({ ...baseline, filters: 'tenant_id:42 AND a:1' }, baseline).verdict).toBe('proved');
    expect(proveNotWider({ ...baseline, insidePolygon: [[1, 2, 3, 4, 5, 6]] }, baseline).verdict).toBe(
      'undecided',
    );
  });

  it('of a baseline is not looked at if its filters hide the record anyway', () => {
    expect(proveNotWider({ filters: 'a:1' }, { filters: 'b:1', query: 'shoe' }).verdict).toBe('refuted');
  });

  it('of a baseline counts with what changes its effect', () => {
    const undecided = (name: string) => ({
      verdict: 'undecided',
      reason: `The baseline may hide more records, because these parameters differ: "${name}". Sign the same in both keys to compare their filters.`,
    });
    const query = { ...tenant, query: 'shoe' };
    // A query hides more with fewer typos, and rules may rewrite it. The order of the hits hides none.
    expect(proveNotWider(query, { ...query, typoTolerance: false })).toEqual(undecided('typoTolerance'));
    expect(proveNotWider(query, { ...query, enableRules: false })).toEqual(undecided('enableRules'));
    expect(proveNotWider(query, { ...query, customRanking: ['asc(a)'] }).verdict).toBe('proved');
    const similar = { ...tenant, similarQuery: 'shoe' };
    expect(proveNotWider(similar, { ...similar, queryType: 'prefixNone' })).toEqual(undecided('queryType'));
    // The order of the hits decides what a page and "distinct" show.
    for (const place of [{ page: 1 }, { distinct: true }, { offset: 5, length: 5 }]) {
      const placed = { ...tenant, ...place };
      expect(proveNotWider(placed, { ...placed, customRanking: ['asc(a)'] })).toEqual(
        undecided('customRanking'),
      );
      expect(proveNotWider(placed, { ...placed, hitsPerPage: 5 })).toEqual(undecided('hitsPerPage'));
      expect(proveNotWider(placed, { ...placed, typoTolerance: false })).toEqual(undecided('typoTolerance'));
      expect(proveNotWider(placed, { ...placed, facets: ['a'] }).verdict).toBe('proved');
    }
    const several = { ...tenant, query: 'shoe', insideBoundingBox: [[1, 2, 3, 4]] };
    expect(proveNotWider(several, { ...several, typoTolerance: false })).toEqual(undecided('typoTolerance'));
    const page = { ...several, page: 1 };
    expect(proveNotWider(page, { ...page, customRanking: ['asc(a)'] })).toEqual(undecided('customRanking'));
    // A place on the map decides by itself.
    const box = { ...tenant, insideBoundingBox: [[1, 2, 3, 4]] };
    const others = { customRanking: ['asc(a)'], typoTolerance: false, hitsPerPage: 5 };
    expect(proveNotWider(box, { ...box, ...others }).verdict).toBe('proved');
  });

  it('of a baseline does not count with what only the candidate signs: a request to the baseline may say the same', () => {
    for (const narrowing of [{ query: 'shoe' }, { page: 1 }]) {
      const baseline = { ...tenant, ...narrowing };
      expect(proveNotWider({ ...baseline, typoTolerance: false, hitsPerPage: 5 }, baseline).verdict).toBe(
        'proved',
      );
    }
  });

  it('of a baseline counts if no request can keep a rule from hiding a record', () => {
    const forced = { ...tenant, enableRules: true };
    const shop = { ...forced, ruleContexts: ['shop'] };
    const undecided = (name: string) => ({
      verdict: 'undecided',
      reason: `The baseline may hide more records, because these parameters differ: "${name}". Sign the same in both keys to compare their filters.`,
    });
    const hiding = [{ consequence: { hide: [{ objectID: 'x' }] } }];
    const filtering = [{ consequence: { params: { filters: 'public:true' } } }];
    for (const rules of [undefined, hiding, filtering] as never[]) {
      expect(proveNotWider(tenant, forced, { rules })).toEqual(undecided('enableRules'));
      expect(proveNotWider({ ...tenant, enableRules: false }, forced, { rules })).toEqual(
        undecided('enableRules'),
      );
      expect(proveNotWider(forced, shop, { rules })).toEqual(undecided('ruleContexts'));
      for (const same of [forced, shop]) expect(proveNotWider(same, same, { rules }).verdict).toBe('proved');
      // A request to the baseline may turn the rules off, or name the same contexts.
      for (const [candidate, baseline] of [
        [forced, tenant],
        [tenant, { ...tenant, ruleContexts: ['shop'] }],
        [shop, forced],
      ] as const) {
        expect(proveNotWider(candidate, baseline, { rules }).verdict).toBe('proved');
      }
    }
    const harmless = [{ consequence: { userData: {} } }, { ...hiding[0], enabled: false }] as never[];
    expect(proveNotWider(tenant, forced, { rules: harmless }).verdict).toBe('proved');
  });

  it('of a key that differs from that of its parent is not known', () => {
    const parent = { queryParameters: 'query=hat' };
    const [shoe, sock] = [
      { ...tenant, query: 'shoe' },
      { ...tenant, query: 'sock' },
    ];
    expect(proveNotWider(shoe, shoe, { parent }).verdict).toBe('proved');
    expect(proveNotWider(shoe, sock, { parent }).verdict).toBe('undecided');
    expect(proveNotWider({ ...tenant, query: 'hat' }, tenant, { parent }).verdict).toBe('proved');
    const some = { parent: { queryParameters: 'hitsPerPage=20' } };
    expect(proveConfined({ ...tenant, hitsPerPage: 0 }, 'tenant_id:7', some).verdict).toBe('undecided');
    const none = { parent: { queryParameters: 'hitsPerPage=0' } };
    expect(proveConfined({ ...tenant, hitsPerPage: 20 }, 'tenant_id:7', none).verdict).toBe('undecided');
  });
});
