import { expect, test } from 'vitest';
import { createAgentStudioFetch, createInsightsRequestFn, createKeyRequester } from '../../src/index.ts';

const source = { withCredential: () => Promise.reject(new Error('unused')) };

test.each([[undefined], [null], [{}], ['key'], [{ withCredential: 'key' }]])(
  '%j as a source is a TypeError when it is passed, not when it is first used',
  given => {
    const refusal = new TypeError('source.withCredential must be a function');
    expect(() => createKeyRequester(given as never)).toThrow(refusal);
    expect(() => createInsightsRequestFn(given as never)).toThrow(refusal);
    expect(() => createAgentStudioFetch(given as never)).toThrow(refusal);
    if (given !== undefined) {
      expect(() => createAgentStudioFetch(source, { keys: given as never })).toThrow(refusal);
    }
  },
);
