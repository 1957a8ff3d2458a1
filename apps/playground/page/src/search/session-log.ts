import type { DecodedRestrictions } from '@forgekey/core';

/** A key that was minted for the session. */
export interface KeyEvent {
  readonly atMs: number;
  readonly expiresAtMs: number;
  readonly securedApiKey: string;
  readonly restrictions: DecodedRestrictions;
}

/** A finished request of the search client. */
export interface SearchEvent {
  readonly atMs: number;
  /** The HTTP status; 0 if there was no answer. */
  readonly status: number;
  /** Whether it was refused because of its key, and repeated with a new one. */
  readonly isRepeated: boolean;
}

export interface SessionSnapshot {
  readonly keys: readonly KeyEvent[];
  readonly searches: readonly SearchEvent[];
  /** For the whole session, including events that the lists have dropped. */
  readonly counts: {
    readonly keys: number;
    readonly searches: number;
    readonly repeats: number;
    readonly failures: number;
  };
}

export interface SessionLog {
  snapshot(): SessionSnapshot;
  subscribe(listener: () => void): () => void;
  addKey(event: KeyEvent): void;
  addSearch(event: SearchEvent): void;
}

const maxEvents = 400;

/** What happened in a session, for the timeline. A new snapshot for every event. */
export function createSessionLog(): SessionLog {
  const listeners = new Set<() => void>();
  let current: SessionSnapshot = {
    keys: [],
    searches: [],
    counts: { keys: 0, searches: 0, repeats: 0, failures: 0 },
  };
  const publish = (next: SessionSnapshot): void => {
    current = next;
    for (const listener of listeners) listener();
  };
  return {
    snapshot: () => current,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    addKey(event) {
      const { keys, counts } = current;
      publish({
        ...current,
        keys: [...keys, event].slice(-maxEvents),
        counts: { ...counts, keys: counts.keys + 1 },
      });
    },
    addSearch(event) {
      const { searches, counts } = current;
      publish({
        ...current,
        searches: [...searches, event].slice(-maxEvents),
        counts: {
          ...counts,
          searches: counts.searches + 1,
          repeats: counts.repeats + (event.isRepeated ? 1 : 0),
          failures: counts.failures + (event.status === 200 ? 0 : 1),
        },
      });
    },
  };
}
