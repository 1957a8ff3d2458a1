import { ForgekeyError } from '@forgekey/core';
import { backoffAfterMs } from './backoff.ts';
import { loadCredential } from './load-credential.ts';
import {
  type Activity,
  type Enter,
  fail,
  type Machine,
  remainingMs,
  resume,
  succeed,
} from './source-machine.ts';
import type { CredentialSourceOptions } from './types.ts';

export type Effects = [
  effects: Record<Activity, (machine: Machine) => void>,
  waiting: () => Promise<void> | undefined,
  attempt: () => Promise<void> | undefined,
];

/** What is done on entering each state, and what callers wait for. */
export function createEffects(
  options: CredentialSourceOptions,
  closing: AbortController,
  enter: Enter,
): Effects {
  const { maxAttempts = 3, shareAcrossTabs } = options;
  const shared = shareAcrossTabs ? { ...options, load: shareAcrossTabs.share(options.load) } : options;
  /** Until the load in flight has come to something, its repetitions included: every caller waits for it. */
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
        attempt = loadCredential(shared, machine, controller).then(
          held => enter(succeed, held),
          error => {
            const failures = machine.failures + 1;
            enter(
              fail,
              {
                error,
                isOffline: globalThis.navigator?.onLine === false,
                nextLoadAtMs: performance.now() + backoffAfterMs(error, failures, remainingMs(machine)),
              },
              failures >= maxAttempts,
            );
          },
        );
      },
      pausing({ failure }) {
        pause = setTimeout(() => enter(resume), failure!.nextLoadAtMs - performance.now());
      },
      resting() {
        release();
        waiting = undefined;
      },
      closed() {
        const error = new ForgekeyError('ERR_CREDENTIAL_CLOSED', 'The source is closed.');
        closing.abort(error);
        controller?.abort(error);
        clearTimeout(pause);
        // After the last step of the load, whose timer is gone by then.
        attempt?.then(release);
      },
    },
    () => waiting,
    () => attempt,
  ];
}
