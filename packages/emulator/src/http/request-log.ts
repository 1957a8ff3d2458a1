import type { Parameters } from '@forgekey/node';

/** One request, and the reason for its answer. It contains no credential. */
export interface RequestDecision {
  /** Counts from 1. */
  readonly number: number;
  /** When the request arrived. */
  readonly time: Date;
  /** The HTTP method. */
  readonly method: string;
  /** The path without the query string, which may contain a browser's key. */
  readonly path: string;
  /** The HTTP status of the answer. */
  status: number;
  /** How long the answer took, in milliseconds. */
  durationMs: number;
  /** The index of the request, if it names one. */
  indexName?: string;
  /** `admin`, `parent` or `secured`. */
  keyKind?: string;
  /** Eight digits of the SHA-256 of the key. */
  keyFingerprint?: string;
  /** The `userToken` that the key signs, or the subject of the user token. */
  userToken?: string;
  /** What the engine ran: the request's parameters with those of the key and its parent. */
  parameters?: Parameters;
  /** The rule that refused. */
  code?: string;
  /** The text of the refusal. */
  message?: string;
  /** What to do about the refusal. */
  hint?: string;
  /** How the engine would behave differently, and the fix. */
  warning?: string;
}

const MAX_DECISIONS = 1000;

/** The last requests of an emulator, oldest first. */
export class RequestLog {
  #decisions: RequestDecision[] = [];
  #count = 0;
  readonly #listeners = new Set<(decision: RequestDecision) => void>();

  get decisions(): readonly RequestDecision[] {
    return this.#decisions;
  }

  open(method: string, path: string): RequestDecision {
    return { number: ++this.#count, time: new Date(), method, path, status: 0, durationMs: 0 };
  }

  close(decision: RequestDecision): void {
    this.#decisions.push(decision);
    if (this.#decisions.length > MAX_DECISIONS) this.#decisions.shift();
    for (const listener of this.#listeners) listener(decision);
  }

  /** Calls `listener` for each decision from now on, until the returned function is called. */
  listen(listener: (decision: RequestDecision) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  clear(): void {
    this.#decisions = [];
  }
}
