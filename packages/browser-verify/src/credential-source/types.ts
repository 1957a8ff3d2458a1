/** What `load` is given. */
export interface LoadContext {
  /** Aborted when the load takes too long and when the source is closed: hand it to `fetch`. */
  signal: AbortSignal;
  /** Whether `renew()` asks for this load: then a credential that another tab loaded earlier does not do. */
  isForced: boolean;
}

/** How the tabs of one user share their loads: made by `acrossTabs` of `@forgekey/browser-verify/across-tabs`. */
export interface CredentialSharing {
  /** Aborted by a log-out in any tab. It closes the source. */
  readonly signal: AbortSignal;
  /** A `load` that takes what another tab has loaded, if there is such a credential. */
  share(load: CredentialSourceOptions['load']): CredentialSourceOptions['load'];
  /** Closes the sources of all tabs of this identity. */
  logOut(): void;
}

/** A credential with the time of the server that made it. */
export interface CredentialWithServerTime {
  /** What the server answered for the credential: the secured API key or user token itself. */
  credential: string;
  /**
   * As a `Date`, ISO 8601 text or the text of a `Date` header. A time that cannot be read, or lies before 2001, counts as none:
   * then this device's clock is believed.
   */
  serverTime?: Date | string | null;
}

/**
 * A `Response` is read as it came from `fetch`: its body is the credential, or JSON with `credential` and `serverTime`.
 * Without `serverTime`, its `Date` header is the server's time. A status other than 2xx is a failure.
 */
export type LoadedCredential = string | CredentialWithServerTime | Response;

/** How a source loads, checks and renews its credential. */
export interface CredentialSourceOptions {
  /**
   * Asks your server for a secured API key or a secured user token. Never called twice at the same time, and must not
   * wait for its own source.
   */
  load: (context: LoadContext) => LoadedCredential | Promise<LoadedCredential>;
  /** How long before its expiry a credential is renewed; at most half of its life. 60 by default. */
  refreshBeforeSec?: number;
  /** When a load is given up, its `check` included. 10 by default; sooner if the present credential would expire before a second load. */
  loadTimeoutSec?: number;
  /** How many loads in a row may fail before the waiting callers get the error. 3 by default. */
  maxAttempts?: number;
  /**
   * Throws, rejects, or answers `false` where a loaded credential is not the one that this page needs; a promise is
   * awaited, any other answer ignored. `now` is the server's time.
   *
   * @example check: (key, now) => checkCredential(key, { userToken: user.id, now })
   */
  check?: (credential: string, now: Date) => unknown;
  /** Closes the source when it is aborted. */
  signal?: AbortSignal;
  /** Shares each load with the other tabs of the same user: `acrossTabs({ name, identity })`. */
  shareAcrossTabs?: CredentialSharing;
}

/**
 * `idle`: no usable credential, because no caller has asked yet, or because it expired while the page was hidden.
 * `loading`: none, one is being fetched. `ready`. `renewing`: the present one is good, its successor is being fetched.
 * `failed`: none, and the last load failed.
 */
export type CredentialStatus = 'idle' | 'loading' | 'ready' | 'renewing' | 'failed' | 'closed';

/** What a user interface may know. Never holds the credential; a new frozen object for every change. */
export interface CredentialState {
  /** Whether there is a usable credential, and what the source does. */
  readonly status: CredentialStatus;
  /** Of the usable credential. On this device's clock, so that a countdown against `Date.now()` is right even where that clock is wrong. */
  readonly expiresAt?: Date;
  /** Why the last load failed; gone after the next one that succeeds. */
  readonly error?: Error;
}

/** How long one caller waits. */
export interface CredentialRequestOptions {
  /** Stops this caller's wait. A load that others may wait for goes on. */
  signal?: AbortSignal;
}

/** Keeps one credential fresh: made by `createCredentialSource`. */
export interface CredentialSource {
  /** The present state; the same object until it changes. */
  readonly state: CredentialState;
  /**
   * A credential that is valid now: the held one, or the one that is being loaded.
   *
   * @throws {ForgekeyError} `ERR_CREDENTIAL_LOAD` (`load` threw or rejected: its error is the `cause`),
   * `ERR_CREDENTIAL_TIMEOUT`, `ERR_CREDENTIAL_UNUSABLE` (not a credential, or already expired),
   * `ERR_CREDENTIAL_MISMATCH` (not what `check` wants), `ERR_CREDENTIAL_CLOSED`
   * @throws the signal's reason when `signal` is aborted
   */
  get(options?: CredentialRequestOptions): Promise<string>;
  /**
   * Loads again, whatever is held and whatever failed a moment ago: after the user's permissions changed, or for a
   * button that says "try again". It waits for the end of a load that is in flight, and for no delay, so never call it
   * in a loop, nor in `load`. Errors as in `get`.
   */
  renew(options?: CredentialRequestOptions): Promise<string>;
  /**
   * Sends a request with the present credential and, where the server refused the credential, once more with a new
   * one. Returns the answer of the last attempt. Errors as in `get`, and those of `send`.
   */
  withCredential<Answer>(
    send: (credential: string) => Answer | Promise<Answer>,
    isRefusal: (answer: Answer) => boolean | Promise<boolean>,
    options?: CredentialRequestOptions,
  ): Promise<Answer>;
  /**
   * Calls `listener` after every change of `state`. Returns a function that ends the subscription. Can be passed on unbound. What
   * a listener throws, or rejects with, goes to `reportError`, or to the console where there is none.
   *
   * @throws {TypeError} `listener` is not a function
   */
  readonly subscribe: (listener: (state: CredentialState) => void) => () => void;
  /** Forgets the credential, stops every timer and rejects every caller who waits. It cannot be undone. */
  close(): void;
}
