import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFilters } from '../../src/filters/of-parameters.ts';
import type { Proof } from '../../src/isolation/proof.ts';
import { proveDisjoint } from '../../src/isolation/prove-disjoint.ts';
import { randomCases } from '../support/random-numbers.ts';
import { filterOf, someUniverses } from './arbitrary.ts';

const singleValued = { schema: { tenant_id: { singleValued: true } } };

function reasonsOf(proof: Proof, key: 'a' | 'b'): string[] {
  if (proof.verdict !== 'refuted') throw new Error(`${proof.verdict}, not refuted`);
  return proof.because.flatMap(reason => ('of' in reason && reason.of === key ? [reason.text] : []));
}

describe('a record that two keys show names the groups that need what it holds', () => {
  it.each([
    ['one of each key', 'tenant_id:1', 'tenant_id:2', {}, ['tenant_id:1'], ['tenant_id:2']],
    [
      'the value that both share',
      'tenant_id:1 OR tenant_id:shared',
      'tenant_id:2 OR tenant_id:shared',
      singleValued,
      ['(tenant_id:1 OR tenant_id:shared)'],
      ['(tenant_id:2 OR tenant_id:shared)'],
    ],
    ['of one key only', 'tenant_id:1', 'NOT archived:true', {}, ['tenant_id:1'], []],
    ['none for a record without values', 'NOT archived:true', 'NOT tenant_id:1', {}, [], []],
    [
      'not a group that another makes needless',
      'tenant_id:1 AND (tenant_id:1 OR public:true)',
      'price > 3 AND price > 2',
      {},
      ['tenant_id:1'],
      ['price > 3'],
    ],
  ])('%s', (_, a, b, options, ofA, ofB) => {
    const proof = proveDisjoint({ filters: a }, { filters: b }, options);
    expect([reasonsOf(proof, 'a'), reasonsOf(proof, 'b')]).toEqual([ofA, ofB]);
  });

  it('names a group of the parent as one of the parent', () => {
    const parent = { a: { queryParameters: 'filters=tenant_id%3A1' } };
    const proof = proveDisjoint({ filters: 'NOT archived:true' }, { filters: 'public:true' }, { parent });
    expect(proof).toMatchObject({
      because: [
        { of: 'a', from: 'parent', parameter: 'filters', index: 0, text: 'tenant_id:1' },
        { of: 'b', parameter: 'filters', index: 0, text: 'public:true' },
      ],
    });
  });

  it('needs every value that the key needs, and drops no group without losing one', () => {
    let refuted = 0;
    fc.assert(
      fc.property(
        someUniverses(1, 2).chain(universes => fc.tuple(filterOf(universes, 4), filterOf(universes, 4))),
        ([a, b]) => {
          const proof = proveDisjoint({ filters: a }, { filters: b });
          if (proof.verdict !== 'refuted') return;
          refuted++;
          for (const [key, filters] of [
            ['a', a],
            ['b', b],
          ] as const) {
            const groups = reasonsOf(proof, key);
            const needed = (texts: readonly string[]): string[] => valuesNeededBy(texts, proof.record);
            expect(needed(groups)).toEqual(needed([filters]));
            for (const group of groups) {
              const others = groups.filter(other => other !== group);
              expect(needed(others)).not.toEqual(needed(groups));
            }
          }
        },
      ),
      { numRuns: randomCases(1_000) },
    );
    expect(refuted).toBeGreaterThan(randomCases(300));
  });
});

/** The values without which a record no longer satisfies all filters. */
function valuesNeededBy(filters: readonly string[], record: object): string[] {
  const matchers = filters.map(text => compileFilters({ filters: text }));
  return withoutOneValue(record).flatMap(([name, rest]) =>
    matchers.every(matches => matches(rest)) ? [] : [name],
  );
}

/** The record without one of its values, for each of them. The objects in a list hold values of their own. */
function withoutOneValue(record: object): [string, object][] {
  return Object.entries(record).flatMap(([name, value]) => {
    const list: unknown[] = [value].flat();
    return list.flatMap((one, at): [string, object][] =>
      typeof one === 'object' && one !== null
        ? withoutOneValue(one).map(([path, rest]) => [
            `${name}.${path}`,
            { ...record, [name]: list.with(at, rest) },
          ])
        : [[`${name}=${String(one)}`, { ...record, [name]: list.toSpliced(at, 1) }]],
    );
  });
}
