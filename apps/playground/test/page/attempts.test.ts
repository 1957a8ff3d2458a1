import { matchesFilters } from '@forgekey/core';
import { describe, expect, it } from 'vitest';
import { RefusedRequest } from '../../page/src/lib/service.ts';
import type { Answer, AttemptContext } from '../../page/src/search/attempt-context.ts';
import { attempts } from '../../page/src/search/attempt-list.ts';
import { tryAttempt } from '../../page/src/search/attempt-outcome.ts';

const hidden = { objectID: 'doc-1', title: 'Severance', visible_by: ['ines'] };
const shown = { objectID: 'doc-2', title: 'Menu', visible_by: ['public'] };

/** A user for whom every request ends with `answer`. */
function context(answer: Answer, change: Partial<AttemptContext> = {}): AttemptContext {
  return {
    userId: 'mina',
    indexName: 'documents',
    apiKey: btoa('0'.repeat(64)),
    restrictions: { filters: 'visible_by:public' },
    hidden,
    mayShow: record => matchesFilters('visible_by:public', record),
    send: async () => answer,
    mint: async () => 'key',
    ...change,
  };
}

const outcomes = (given: AttemptContext) =>
  Promise.all(attempts.map(attempt => tryAttempt(attempt, async () => given)));
const verdicts = async (given: AttemptContext) => (await outcomes(given)).map(({ verdict }) => verdict);

describe('an attempt to see more', () => {
  it('has not held if the answer has a hidden record, or results that must be refused', async () => {
    const answer = { status: 200, body: { hits: [shown, hidden], nbHits: 2 } };
    expect(new Set(await verdicts(context(answer)))).toEqual(new Set(['not held']));
  });

  it('has held if results are allowed and contain nothing hidden', async () => {
    const answer = { status: 200, body: { hits: [shown], nbHits: 1 } };
    const held = attempts.map(({ showsNothing }) => (showsNothing ? 'held' : 'not held'));
    expect(await verdicts(context(answer))).toEqual(held);
  });

  it.each([
    ['a rate limit', 429, 'ERR_RATE_LIMITED', 'Search more often than allowed'],
    ['an expiry', 400, 'ERR_KEY_EXPIRED', 'Use a key that has expired'],
    ['a signature mismatch', 403, 'ERR_KEY_SIGNATURE', 'Change the filter inside the key'],
    ['a referer that is not allowed', 403, 'ERR_REFERER_NOT_ALLOWED', undefined],
    ['a service that fails', 500, undefined, undefined],
    ['no answer', 0, undefined, undefined],
  ])('has held against %s only if that is what it provokes', async (_, status, code, provoking) => {
    const expected = attempts.map(({ title }) => (title === provoking ? 'held' : 'not tried'));
    expect(await verdicts(context({ status, body: { message: 'x', code } }))).toEqual(expected);
  });

  it('was not tried if it could not be prepared', async () => {
    const refusal = { status: 429, message: 'Too Many Requests' };
    const failing = async (): Promise<never> => {
      throw new RefusedRequest(refusal);
    };
    expect(await tryAttempt(attempts[0]!, failing)).toEqual({ verdict: 'not tried', ...refusal });
  });

  it('was not tried if there is nothing hidden to look for', async () => {
    const answer = { status: 403, body: { message: 'x' } };
    const nothing = context(answer, { hidden: undefined });
    for (const [index, { needsHidden }] of attempts.entries()) {
      const { verdict, message } = (await outcomes(nothing))[index]!;
      if (needsHidden)
        expect([verdict, message]).toEqual(['not tried', expect.stringContaining('hides no record')]);
      else expect(message).toBe('x');
    }
  });
});
