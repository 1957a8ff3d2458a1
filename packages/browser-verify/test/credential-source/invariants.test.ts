import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { createCredentialSource } from '../../src/index.ts';
import { FakePage, holdClocks, keyFor } from './support.ts';

type Outcome = { kind: 'key'; validForSec: number } | { kind: 'garbage' | 'rejects' | 'hangs' };
type Event =
  | { kind: 'wait'; ms: number }
  | { kind: 'get' | 'renew' | 'refused' | 'hide' | 'show' | 'offline' | 'online' }
  | { kind: 'set the clock'; byMs: number };

const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.record({ kind: fc.constant('key' as const), validForSec: fc.integer({ min: -5, max: 300 }) }),
  fc.record({ kind: fc.constantFrom('garbage' as const, 'rejects' as const, 'hangs' as const) }),
);
const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 90_000 }) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom('get', 'get', 'renew', 'refused', 'hide', 'show', 'offline', 'online'),
    }) as fc.Arbitrary<Event>,
  },
  fc.record({
    kind: fc.constant('set the clock' as const),
    byMs: fc.integer({ min: -600_000, max: 600_000 }),
  }),
);

test('whatever happens: one load at a time, bounded loads, everybody gets an answer, nothing is left behind', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(outcome, { minLength: 1 }), fc.array(event, { maxLength: 40 }), run),
    { numRuns: 300 },
  );
}, 60_000);

async function run(outcomes: Outcome[], events: Event[]): Promise<void> {
  holdClocks();
  const page = new FakePage();
  page.install();
  let inFlight = 0;
  let mostInFlight = 0;
  let loads = 0;
  let demands = 0;
  const answers: Promise<unknown>[] = [];
  const source = createCredentialSource({
    loadTimeoutSec: 5,
    async load({ signal }) {
      mostInFlight = Math.max(mostInFlight, ++inFlight);
      const next = outcomes[loads++ % outcomes.length]!;
      try {
        if (next.kind === 'hangs') {
          await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
        }
        await new Promise(resolve => setTimeout(resolve, 100));
        if (next.kind === 'rejects') throw new Error('down');
        return next.kind === 'key' ? keyFor(next.validForSec, { userToken: `${loads}` }) : 'garbage';
      } finally {
        inFlight--;
      }
    },
  });
  const ask = (answer: Promise<unknown>): void => {
    demands++;
    answers.push(answer.catch(error => expect(error.code).toMatch(/^ERR_CREDENTIAL_/)));
  };
  const startMs = Date.now();
  let clockMs = 0;
  for (const { kind, ...details } of events) {
    if (kind === 'wait') await vi.advanceTimersByTimeAsync((details as { ms: number }).ms);
    else if (kind === 'get') ask(source.get());
    else if (kind === 'renew') ask(source.renew());
    else if (kind === 'refused')
      ask(
        source.withCredential(
          () => 403,
          status => status === 403,
        ),
      );
    else if (kind === 'hide') page.hide();
    else if (kind === 'show') page.show();
    else if (kind === 'offline') page.goOffline();
    else if (kind === 'online') page.goOnline();
    else {
      const { byMs } = details as { byMs: number };
      clockMs += byMs;
      vi.setSystemTime(Date.now() + byMs);
    }
    await vi.advanceTimersByTimeAsync(0);
  }
  await vi.advanceTimersByTimeAsync(120_000);
  await Promise.all(answers);
  expect(mostInFlight).toBeLessThanOrEqual(1);
  const elapsedSec = (Date.now() - clockMs - startMs) / 1000;
  // Per demand at most three attempts and one repetition. By itself at most two loads in 1.25 s: a credential is not
  // renewed in its first second, and a failed load is not repeated in the first quarter of one.
  expect(loads).toBeLessThanOrEqual(4 * demands + 2 * (elapsedSec / 1.25) + events.length);
  source.close();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
  vi.unstubAllGlobals();
}
