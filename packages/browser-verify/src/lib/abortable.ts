/**
 * What `work` comes to, or a rejection with the reason of the signal, whichever is first. If the signal has been aborted already,
 * nothing is begun.
 */
export async function abortable<Value>(
  work: () => Value | Promise<Value>,
  request: { signal?: AbortSignal } | undefined,
): Promise<Value> {
  const signal = request?.signal;
  signal?.throwIfAborted();
  const settled = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), settled);
  });
  return Promise.race([work(), aborted]).finally(() => settled.abort());
}
