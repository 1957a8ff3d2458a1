import {
  compileFilters,
  decodeSecuredApiKey,
  type ParentApiKey,
  type ParentsOfBoth,
  type ProofOptions,
  type ProvableKey,
  proveConfined,
  proveDisjoint,
} from '@forgekey/core';
import { quoteName, restrictionsOf } from '@forgekey/core/internal';
import { recordText, resultOf } from './describe-proof.ts';

/** A key: restrictions, a decoded or verified key, or the text of a secured API key. */
export type ProvableKeyOrText = string | ProvableKey;

/**
 * The matchers that `import '@forgekey/node/vitest'` adds to `expect`. They check the conditions of a key, not its signature or its
 * expiry. A result that is neither a proof nor a refutation fails, even after `not`.
 */
export interface IsolationMatchers<Result = unknown> {
  /**
   * Proves that the key shows only records that match `filters`, for any request, like `proveConfined`. A failure prints a
   * counterexample.
   *
   * @example
   * expect({ filters: 'tenant_id:42 AND public:true' }).toBeConfinedTo('tenant_id:42');
   */
  toBeConfinedTo(filters: string, options?: ProofOptions<ParentApiKey>): Result;
  /** Proves that no record can be shown by both keys, like `proveDisjoint`. A failure prints a record that both show. */
  toBeDisjointFrom(other: ProvableKeyOrText, options?: ProofOptions<ParentsOfBoth>): Result;
  /** Checks that the filters of the key let the record through. Other parameters, such as a query, may still hide it. */
  toShow(record: object): Result;
  /** Checks that the filters of the key hide the record. */
  toHide(record: object): Result;
}

interface MatcherState {
  readonly isNot: boolean;
}

interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

export const isolationMatchers: {
  [Name in keyof IsolationMatchers]: (
    this: MatcherState,
    key: unknown,
    ...expected: Parameters<IsolationMatchers[Name]>
  ) => MatcherResult;
} = {
  toBeConfinedTo(key, filters, options) {
    const proof = proveConfined(provableKey(key), filters, options);
    return resultOf(proof, this.isNot, {
      subject: 'the key',
      expected: `confined to ${filters}`,
      counterexample: 'it shows a record that is not',
    });
  },
  toBeDisjointFrom(key, other, options) {
    const proof = proveDisjoint(provableKey(key), provableKey(other), options);
    return resultOf(proof, this.isNot, {
      subject: 'the keys a and b',
      expected: 'disjoint',
      counterexample: 'both show a record',
    });
  },
  toShow(key, record) {
    return matchRecord(key, record, true, this);
  },
  toHide(key, record) {
    return matchRecord(key, record, false, this);
  },
};

function provableKey(key: unknown): ProvableKey {
  return typeof key === 'string' ? decodeSecuredApiKey(key) : (key as ProvableKey);
}

function matchRecord(
  key: unknown,
  record: object,
  isToShow: boolean,
  { isNot }: MatcherState,
): MatcherResult {
  const { restrictions, problems } = restrictionsOf(provableKey(key));
  const verb = isToShow ? 'show' : 'hide';
  const expectation = `Expected the key ${isNot ? 'not ' : ''}to ${verb} the record`;
  const [problem] = problems;
  if (problem !== undefined) {
    const reason = problem.message || quoteName(problem.parameter);
    return { pass: isNot, message: () => `${expectation}, but the key is ambiguous: ${reason}.` };
  }
  const isShown = compileFilters(restrictions)(record);
  return {
    pass: isShown === isToShow,
    message: () =>
      `${expectation}, but its filters ${isShown ? 'show' : 'hide'} it:\n\n${recordText(record)}`,
  };
}
