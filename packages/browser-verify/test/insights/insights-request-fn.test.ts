import { expect, test, vi } from 'vitest';
import { createInsightsRequestFn } from '../../src/index.ts';

const cyclic: Record<string, unknown> = {};
cyclic.self = cyclic;

test.each([
  ['a bigint', { events: [1n] }],
  ['a cycle', cyclic],
  [
    'what throws when it is written',
    {
      toJSON() {
        throw new Error('toJSON');
      },
    },
  ],
])('%s, which JSON cannot say, is an event that was not accepted, and no rejection', async (_, data) => {
  const withCredential = vi.fn();
  const send = createInsightsRequestFn({ withCredential });
  expect(await send('https://insights.example/1/events', data)).toBe(false);
  expect(withCredential).not.toHaveBeenCalled();
});
