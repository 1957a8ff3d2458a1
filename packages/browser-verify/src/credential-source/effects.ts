import { ForgekeyError } from '@forgekey/core';
import { backoffAfterMs } from './backoff.ts';
import { loadCredential } from './load-credential.ts';
import {
  type Activity,
  type Enter,
  fail,
  type Machine,
  remainingMs,
  restMs,
  resume,
  succeed,
} from './source-machine.ts';
import type { CredentialSourceOptions } from './types.ts';

/** `attempt` is the load in flight, and `waiting` ends when the source rests again. */
export type Effects = [
  effects: Record<Activity, (machine: Machine) => void>,
  waiting: () => Promise<void> | undefined,
  attempt: () => Promise<void> | undefined,
];

/** What the source does when it enters each state, and the promises that callers wait for. */
export function createEffects(
  options: CredentialSourceOptions,
  closing: AbortController,
  enter: Enter,
): Effects {
  const { maxAttempts = 3, shareAcrossTabs } = options;
  const load = shareAcrossTabs?.share(options.load) ?? options.load;
  /** Resolves when the load in flight, with its repetitions, has succeeded or failed. Every caller waits for it. */
  let waiting: Promise<void> | undefined;
  let release: () => void;
  let attempt: Promise<void> | undefined;
  let controller: AbortController | undefined;
  let pause: ReturnType<typeof setTimeout>;
  return [
    {
      loading(machine) {
        clearTimeout(pause);
        waiting ??= new Promise(resolve => {
          release = resolve;
        });
        controller = new AbortController();
        attempt = loadCredential(load, options, machine, controller).then(
          held => enter(succeed, held),
          error => {
            enter(
              fail,
              {
                error,
                // Only a "no" can be relied on, and not even that if the server runs on the device itself.
                isOffline: globalThis.navigator?.onLine === false,
                retryAtMs:
                  performance.now() + backoffAfterMs(error, machine.failures + 1, remainingMs(machine)),
              },
              maxAttempts,
            );
          },
        );
      },
      pausing(machine) {
        pause = setTimeout(() => enter(resume), restMs(machine));
      },
      resting() {
        release();
        waiting = undefined;
      },
      closed() {
        clearTimeout(pause);
        closing.abort(new ForgekeyError('ERR_CREDENTIAL_CLOSED', 'The source is closed.'));
        controller?.abort(closing.signal.reason);
        // After the last step of the load: its timer has then been cleared.
        attempt?.then(release);
      },
    },
    () => waiting,
    () => attempt,
  ];
}
