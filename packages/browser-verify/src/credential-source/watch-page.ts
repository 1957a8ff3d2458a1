/** Calls back when the page is hidden or shown, and when the network is back, until `until` is aborted. */
export function watchPage(onVisibility: () => void, onOnline: () => void, until: AbortController): void {
  // Optional: a worker has no document, and a server that renders the page has no events at all.
  globalThis.document?.addEventListener?.('visibilitychange', onVisibility, until);
  globalThis.addEventListener?.('online', onOnline, until);
}

export function isHidden(): boolean {
  return globalThis.document?.visibilityState === 'hidden';
}

/** Only a "no" can be relied on, and not even that where the server runs on the device itself. */
export function isOffline(): boolean {
  return globalThis.navigator?.onLine === false;
}
