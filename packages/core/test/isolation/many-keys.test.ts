import { describe, expect, it } from 'vitest';
import { confineToAttribute } from '../../src/isolation/confine-to-attribute.ts';
import { findOverlaps, type IdentifiedKey } from '../../src/isolation/find-overlaps.ts';
import { errorOf } from '../support/error-of.ts';

const schema = { tenant_id: { singleValued: true } };
const options = { attribute: 'tenant_id', schema };
const keyOf = (id: string, filters: string): IdentifiedKey => ({ id, restrictions: { filters } });
const pairsOf = (...filters: string[]) =>
  [
    ...findOverlaps(
      filters.map((text, at) => keyOf(String(at), text)),
      options,
    ),
  ].map(({ a, b }) => a + b);

describe('confineToAttribute', () => {
  it.each([
    ['tenant_id:42 AND public:true', ['42']],
    ['public:true OR tenant_id:42 AND tenant_id:7 OR tenant_id:8', ['7', '8']],
    ['tenant_id:1 OR tenant_id:2 AND tenant_id:1', ['1']],
    ['tenant_id = 42', ['42']],
    ['tenant_id:42 TO 42', ['42']],
    ['tenant_id:1 AND tenant_id:1 OR tenant_id:2', ['1']],
    ['tenant_id:1 AND tenant_id:2', ['1']],
    ['tenant_id:1 OR tenant_id:"1" OR tenant_id:2', ['1', '2']],
  ])('infers the values of %s', (filters, values) => {
    const confinement = confineToAttribute({ filters }, 'tenant_id');
    expect(confinement.values).toEqual(values);
    expect(confinement.proof.verdict).toBe('proved');
  });

  it.each([
    'NOT tenant_id:7',
    'NOT tenant_id = 7',
    'public:true',
    'tenant_id > 5',
    'tenant_id:1 TO 2',
    'tenant_id:1 OR public:true',
  ])('infers nothing from %s', filters => {
    expect(confineToAttribute({ filters }, 'tenant_id')).toMatchObject({
      values: [],
      proof: { verdict: 'undecided' },
    });
  });

  it('takes tags, and the filters of the parent', () => {
    expect(confineToAttribute({ tagFilters: [['a', 'b']] }, '_tags')).toMatchObject({
      values: ['a', 'b'],
      claim: '(_tags:a OR _tags:b)',
      proof: { verdict: 'proved' },
    });
    const parent = { queryParameters: 'filters=tenant_id%3A9' };
    expect(confineToAttribute({ filters: 'a:1' }, 'tenant_id', { parent }).values).toEqual(['9']);
  });

  it('passes on the error of restrictions that cannot be signed', () => {
    const unknown = { filter: 'tenant_id:42' } as object;
    expect(errorOf(() => confineToAttribute(unknown, 'tenant_id')).code).toBe('ERR_RESTRICTION_UNKNOWN');
  });
});

describe('findOverlaps', () => {
  it('compares keys that share a value, and keys that are not confined', () => {
    expect(pairsOf('tenant_id:1', 'tenant_id:2', 'tenant_id:3')).toEqual([]);
    expect(pairsOf('tenant_id:1', 'tenant_id:2 OR tenant_id:1', 'tenant_id:ACME', 'tenant_id:acme')).toEqual([
      '01',
      '23',
    ]);
    expect(pairsOf('tenant_id:1', 'public:true', 'tenant_id:2')).toEqual(['01', '12']);
    expect(pairsOf('tenant_id:1 AND NOT a:1', 'tenant_id:1 AND a:1')).toEqual([]);
    expect(pairsOf('tenant_id:1', 'tenant_id:1 AND NOT tenant_id:1')).toEqual([]);
  });

  it('finds every pair of keys that share a value', () => {
    expect(pairsOf('tenant_id:1', 'tenant_id:1', 'tenant_id:1', 'tenant_id:2')).toEqual(['01', '02', '12']);
    expect(pairsOf('public:true', 'tenant_id:1', 'public:false')).toEqual(['01', '02', '12']);
  });

  it('counts what the parent of each key restricts, and by default the parent of the options', () => {
    const parentOf = (tenant: number) => ({ queryParameters: `filters=tenant_id%3A${tenant}` });
    const key = (id: string, tenant?: number) => ({
      id,
      restrictions: { filters: 'a:1' },
      parent: tenant === undefined ? undefined : parentOf(tenant),
    });
    const found = (...keys: IdentifiedKey[]) =>
      [...findOverlaps(keys, { ...options, parent: parentOf(1) })].map(({ a, b }) => a + b);
    expect(found(key('a'), key('b', 1), key('c', 2), key('d', 2))).toEqual(['ab', 'cd']);
    expect(found({ ...key('a'), restrictions: { filters: 'NOT tenant_id:1' } }, key('b'))).toEqual([]);
  });

  it('does not report keys that their parents, or the schema, keep apart', () => {
    const key = (id: string, filters: string) => ({
      ...keyOf(id, 'tenant_id:1'),
      parent: { queryParameters: `filters=${encodeURIComponent(filters)}` },
    });
    expect([...findOverlaps([key('a', 'b:1'), key('b', 'NOT b:1')], options)]).toEqual([]);
    expect(pairsOf('(tenant_id:2 OR public:true) AND NOT public:true', 'tenant_id:1')).toEqual([]);
  });

  it('needs no schema for the id of a record, of which there is one', () => {
    const keys = ['objectID:1', 'objectID:2', 'objectID:1'].map((filters, at) => keyOf(String(at), filters));
    expect([...findOverlaps(keys, { attribute: 'objectID' })].map(({ a, b }) => a + b)).toEqual(['02']);
  });

  it('needs the fact that its answer depends on, as an own member of the schema', () => {
    const inherited = Object.create({ tenant_id: { singleValued: true } });
    expect(() => [...findOverlaps([], { attribute: 'tenant_id', schema: inherited })]).toThrow(
      /^"schema" must state that "tenant_id" is single-valued/,
    );
    expect(() => [
      ...findOverlaps([], { attribute: 'tenant_id', schema: { tenant_id: undefined } as never }),
    ]).toThrow(/^"schema" must state/);
    expect(() => [...findOverlaps([], { attribute: 'tenant_id' })]).toThrow(/^"schema" must state/);
  });

  it('compares 2,000 keys of different tenants without looking at their pairs', () => {
    let reads = 0;
    const keys = Array.from({ length: 2_000 }, (_, at) => ({
      id: String(at),
      get restrictions() {
        reads++;
        return { filters: `tenant_id:${at} OR tenant_id:t${at}` };
      },
    }));
    expect([...findOverlaps(keys, options)]).toEqual([]);
    expect(reads).toBe(2_000);
  });
});
