/** Calls back when the page is looked at again and when the network is back. Returns what ends the watch. */
export function watchPage(onVisible: () => void, onOnline: () => void): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  // Optional: a worker has no document, and a server that renders the page has no events at all.
  globalThis.document?.addEventListener?.('visibilitychange', () => isHidden() || onVisible(), { signal });
  globalThis.addEventListener?.('online', onOnline, { signal });
  return () => controller.abort();
}

export function isHidden(): boolean {
  return globalThis.document?.visibilityState === 'hidden';
}

/** Only a "no" can be relied on, and not even that where the server runs on the device itself. */
export function isOffline(): boolean {
  return globalThis.navigator?.onLine === false;
}
