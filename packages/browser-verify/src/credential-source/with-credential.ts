import { abortable } from '../lib/abortable.ts';
import { backoffMs } from './backoff.ts';
import { type Enter, type Machine, refuse } from './source-machine.ts';
import type { CredentialRequestOptions, CredentialSource } from './types.ts';

/** Sends a request, and repeats it once with another credential if the server refuses the first. */
export function createWithCredential(
  machine: () => Machine,
  enter: Enter,
  usable: () => string | undefined,
  get: CredentialSource['get'],
  load: () => Promise<string>,
): CredentialSource['withCredential'] {
  let refusals = 0;
  let nextRefusalAtMs: number;

  /**
   * The credential to repeat a refused request with. It is `refused` itself if it is too early for another load. Other callers
   * still get `refused` until the next one is loaded: one server that refuses it must not take a valid credential from all of them.
   */
  const replace = (refused: string, request?: CredentialRequestOptions): Promise<string> | string => {
    if (machine().held?.credential !== refused) return get(request);
    enter(refuse, refused);
    // A load in flight serves this request, too. After one that failed, `load` rejects until its delay is over.
    if (machine().activity === 'resting' && !machine().failure) {
      if (refusals && performance.now() < nextRefusalAtMs) return refused;
      nextRefusalAtMs = performance.now() + backoffMs(++refusals);
    }
    return abortable(load, request);
  };

  return async (send, isRefusal, request) => {
    // If there is a credential, `send` is called without an await: a page that is being left has no time for one.
    let credential = usable() ?? (await get(request));
    let answer = await send(credential);
    if (await isRefusal(answer)) {
      const next = await replace(credential, request);
      if (next === credential) return answer;
      credential = next;
      answer = await send(credential);
      if (await isRefusal(answer)) enter(refuse, credential);
    }
    // A server that accepts what another one has refused proves nothing.
    if (machine().held?.credential === credential && credential !== machine().refused) refusals = 0;
    return answer;
  };
}
