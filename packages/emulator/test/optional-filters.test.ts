import { type FilterExpression, matchesFilters, parseFilterList } from '@forgekey/node';
import { describe, expect, it } from 'vitest';
import { compileOptionalFilters } from '../src/engine/optional-filters.ts';
import { Random } from './in-process.ts';

const random = new Random(11);
const attributes = ['a', 'b.c', '_tags'];
const values = ['x', 'X', 'y', '1', '1.0', 'true'];

/** The definition, one condition and one record at a time. */
function expectedScore({ groups }: FilterExpression, record: object): number {
  const scoreOf = (term: FilterExpression['groups'][number][number]): number => {
    const score = 'score' in term ? (term.score ?? 1) : 1;
    return matchesFilters({ groups: [[term]] }, record) ? score : 0;
  };
  return groups.reduce((sum, group) => sum + Math.max(0, ...group.map(scoreOf)), 0);
}

function randomItem(): string {
  const score = random.chance(50) ? `<score=${random.below(7) - 2}>` : '';
  return `${random.pick(attributes)}:${random.chance(30) ? '-' : ''}${random.pick(values)}${score}`;
}

function randomRecord(): object {
  const some = () => random.some<unknown>([...values, 1, true], random.below(3));
  return { a: some(), b: [{ c: some() }, { c: random.pick(values) }], _tags: some() };
}

describe('optional filters', () => {
  it('score a record as its definition says', () => {
    let isRanked = 0;
    for (let round = 0; round < 3000; round++) {
      const optionalFilters = Array.from({ length: 1 + random.below(4) }, () =>
        random.chance(50) ? randomItem() : Array.from({ length: 1 + random.below(4) }, randomItem),
      );
      const score = compileOptionalFilters({ optionalFilters })!;
      const expression = parseFilterList('optionalFilters', optionalFilters);
      for (let one = 0; one < 4; one++) {
        const record = randomRecord();
        const expected = expectedScore(expression, record);
        expect(score(record), JSON.stringify({ optionalFilters, record })).toBe(expected);
        if (expected > 0) isRanked++;
      }
    }
    expect(isRanked).toBeGreaterThan(4000);
  });

  it.each<[string, (items: string[]) => (string | string[])[]]>([
    ['in groups of their own', items => items],
    ['in one group', items => [items]],
  ])('take little time for thousands of conditions, %s, and thousands of records', (_, inGroups) => {
    const items = Array.from({ length: 3000 }, (__, n) => `a:v${n}<score=${n}>`);
    const score = compileOptionalFilters({ optionalFilters: inGroups(items) })!;
    const startedAt = performance.now();
    for (let n = 0; n < 3000; n++) expect(score({ a: `v${n}` })).toBe(n);
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });

  it('are absent if there is no condition', () => {
    expect(compileOptionalFilters({})).toBeUndefined();
    expect(compileOptionalFilters({ optionalFilters: [] })).toBeUndefined();
  });
});
