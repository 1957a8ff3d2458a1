/** Calls back when the page is hidden or shown, and when the network is back, until `until` is aborted. Its `signal` is the option. */
export function watchPage(onVisibility: () => void, onOnline: () => void, until: AbortController): void {
  // Optional: a worker has no document, and a server that renders the page has no events.
  globalThis.document?.addEventListener?.('visibilitychange', onVisibility, until);
  globalThis.addEventListener?.('online', onOnline, until);
}

export function isHidden(): boolean {
  return globalThis.document?.visibilityState === 'hidden';
}
