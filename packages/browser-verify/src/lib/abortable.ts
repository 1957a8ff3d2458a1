/**
 * What `work` comes to, or a rejection with the reason of `signal`, whichever is first. Where the signal has been
 * aborted already, nothing is begun.
 */
export async function abortable<Value>(
  work: () => Value | Promise<Value>,
  signal: AbortSignal | undefined,
): Promise<Value> {
  if (!signal) return work();
  signal.throwIfAborted();
  let onAbort: () => void;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort);
  });
  return Promise.race([work(), aborted]).finally(() => signal.removeEventListener('abort', onAbort));
}
