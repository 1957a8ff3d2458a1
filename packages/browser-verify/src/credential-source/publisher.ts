import { assertFunction } from '../lib/assert.ts';
import { reported } from '../lib/reported.ts';
import { MAX_TIMEOUT_SEC } from './assert-options.ts';
import { type Enter, type Machine, remainingMs, statusOf, untilRenewalMs, wake } from './source-machine.ts';
import type { CredentialSource, CredentialState } from './types.ts';

type Published = Pick<CredentialSource, 'state' | 'subscribe'>;

/**
 * The state of a source, its listeners, and `publish`, which follows every transition: it tells the listeners if the status has
 * changed, and sets a timer for the renewal, or for the expiry if that comes first.
 */
export function createPublisher(enter: Enter): [Published, publish: (machine: Machine) => void] {
  const listeners = new Set<() => unknown>();
  let state!: CredentialState;
  let timer: ReturnType<typeof setTimeout>;
  return [
    {
      get state() {
        return state;
      },
      subscribe(listener) {
        assertFunction(listener, 'listener');
        const call = (): unknown => listeners.has(call) && listener(state);
        listeners.add(call);
        return () => listeners.delete(call);
      },
    },
    machine => {
      clearTimeout(timer);
      const leftMs = remainingMs(machine);
      const delayMs = Math.min(untilRenewalMs(machine), leftMs);
      // A timer may fire a little early, so a renewal can fall due between `wake` and here: then the delay is 0 or less.
      if (leftMs > 0 && delayMs < Infinity) {
        timer = setTimeout(() => enter(wake), Math.min(delayMs, MAX_TIMEOUT_SEC * 1000));
        // In Node, a timer would keep the process alive.
        (timer as { unref?(): void }).unref?.();
      }
      const status = statusOf(machine);
      if (status === state?.status) return;
      const error = machine.failure?.error;
      state = Object.freeze({
        status,
        ...(leftMs > 0 && leftMs < Infinity && { expiresAt: new Date(Date.now() + leftMs) }),
        ...(error && { error }),
      });
      // A listener that changes the state, for example by closing the source, has told all of them the next one.
      for (const call of [...listeners]) if (state.status === status) reported(call);
    },
  ];
}
