import { type Enter, goOnline, wake } from './source-machine.ts';

/** Tells the machine when the page is hidden or shown, and when the network is back, until `until` is aborted. */
export function watchPage(enter: Enter, until: AbortController): void {
  // Optional: a worker has no document, and a server that renders the page has no events.
  globalThis.document?.addEventListener?.('visibilitychange', () => enter(wake), until);
  globalThis.addEventListener?.('online', () => enter(goOnline), until);
}
