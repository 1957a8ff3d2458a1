import { describe, expect, it } from 'vitest';
import { analyzeConditions } from '../../src/isolation/analyze-conditions.ts';
import { StepBudget } from '../../src/isolation/proof-context.ts';
import { errorOf } from '../support/error-of.ts';

describe('analyzeConditions', () => {
  const reason = (index: number, text: string) => ({ parameter: 'filters', index, text });

  it.each([
    ['a group that another implies', 'a:1 AND (a:1 OR b:2)', [reason(1, '(a:1 OR b:2)')]],
    ['a condition of a group', 'a:1 OR b:2 OR a:1', [reason(0, 'a:1')]],
    ['nothing that is needed', 'a:1 AND b:2', []],
  ])('finds %s', (_what, filters, redundant) => {
    expect(analyzeConditions({ filters }, {})).toEqual({ contradiction: [], redundant, allowsRules: true });
  });

  it('finds groups that no record satisfies together, and then nothing redundant', () => {
    expect(analyzeConditions({ filters: 'b:1 AND a:1 AND b:1 AND NOT a:1' }, {})).toEqual({
      contradiction: [reason(1, 'a:1'), reason(3, 'NOT a:1')],
      redundant: [],
      allowsRules: true,
    });
  });

  it('leaves out what is redundant in the parent key', () => {
    const parent = { queryParameters: 'filters=a%3A1%20AND%20a%3A1&enableRules=false' };
    expect(analyzeConditions({ filters: 'b:1' }, { parent })).toEqual({
      contradiction: [],
      redundant: [],
      allowsRules: false,
    });
  });

  it('has no answer if filters cannot be read or the steps do not suffice', () => {
    expect(analyzeConditions({ filters: 'a:1 OR' }, {})).toBeUndefined();
    expect(analyzeConditions({ filters: 'a:1' }, { maxSteps: 1 })).toBeUndefined();
  });

  it('passes on the error of restrictions that cannot be signed', () => {
    const unknown = { filter: 'a:1' } as object;
    expect(errorOf(() => analyzeConditions(unknown, {})).code).toBe('ERR_RESTRICTION_UNKNOWN');
  });
});

describe('a budget of steps', () => {
  it('can be used up to the last step', () => {
    const budget = new StepBudget(3);
    budget.spend(2);
    budget.spend();
    expect(() => budget.spend()).toThrow(
      expect.objectContaining({
        reason: 'No answer was found within 3 steps. Raise "maxSteps" to search longer.',
      }),
    );
  });
});
