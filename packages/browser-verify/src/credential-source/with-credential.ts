import { abortable } from '../lib/abortable.ts';
import { backoffMs } from './backoff.ts';
import { type Enter, type Machine, refuse } from './source-machine.ts';
import type { CredentialRequestOptions, CredentialSource } from './types.ts';

/** Repeats a request that a server refused once, with another credential. */
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
   * What to repeat a refused request with: `refused` itself if another load so soon would be hammering. Other callers keep it
   * until the next one is loaded: a refusal by one server must not take a valid credential from all of them.
   */
  const replace = (refused: string, request?: CredentialRequestOptions): Promise<string> | string => {
    const { activity, held, failure } = machine();
    if (held?.credential !== refused) return get(request);
    enter(refuse, refused);
    // A load in flight serves this request, too; after one that failed, its delay decides.
    if (activity === 'resting' && !failure) {
      if (refusals && performance.now() < nextRefusalAtMs) return refused;
      nextRefusalAtMs = performance.now() + backoffMs(++refusals);
    }
    return abortable(load, request);
  };

  return async (send, isRefusal, request) => {
    // No await before `send` if a credential is at hand: a page that is being left has no time for one.
    let credential = usable() ?? (await get(request));
    for (let isRepeated = false; ; isRepeated = true) {
      const sent = credential;
      const answer = await send(sent);
      if (!(await isRefusal(answer))) {
        if (machine().held?.credential === sent && sent !== machine().refused) refusals = 0;
      } else if (isRepeated) enter(refuse, sent);
      else credential = await replace(sent, request);
      if (credential === sent) return answer;
    }
  };
}
