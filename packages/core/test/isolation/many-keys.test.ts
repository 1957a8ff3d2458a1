import { describe, expect, it } from 'vitest';
import { confineToAttribute } from '../../src/isolation/confinement.ts';
import { findOverlaps, type IdentifiedKey } from '../../src/isolation/find-overlaps.ts';

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
  ])('infers the values of %s', (filters, values) => {
    const confinement = confineToAttribute({ filters }, 'tenant_id');
    expect(confinement.values).toEqual(values);
    expect(confinement.proof.verdict).toBe('proved');
  });

  it.each(['NOT tenant_id:7', 'public:true', 'tenant_id > 5', 'tenant_id:1 OR public:true'])(
    'infers nothing from %s',
    filters => {
      expect(confineToAttribute({ filters }, 'tenant_id')).toMatchObject({
        values: [],
        proof: { verdict: 'undecided' },
      });
    },
  );

  it('takes tags, and the filters of the parent', () => {
    expect(confineToAttribute({ tagFilters: [['a', 'b']] }, '_tags').values).toEqual(['a', 'b']);
    const parent = { queryParameters: 'filters=tenant_id%3A9' };
    expect(confineToAttribute({ filters: 'a:1' }, 'tenant_id', { parent }).values).toEqual(['9']);
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

  it('needs the fact that its answer depends on', () => {
    expect(() => [...findOverlaps([], { attribute: 'tenant_id' })]).toThrow(TypeError);
    expect(() => [...findOverlaps([], { attribute: 'tenant_id', schema: { tenant_id: {} } })]).toThrow(
      TypeError,
    );
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
