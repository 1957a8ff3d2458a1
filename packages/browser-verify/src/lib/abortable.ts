/**
 * The result of `work`, or a rejection with the reason of the signal, whichever is first. If the signal is already aborted, `work` is
 * not called. An `AbortController` has a `signal`, too, so it can be passed as it is.
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
