/** The argument of `load`. */
export interface LoadContext {
  /** Aborted when the load takes too long, and when the source is closed. Pass it to `fetch`. */
  signal: AbortSignal;
  /** Whether `renew()` asked for this load. Then a credential that another tab loaded earlier will not do. */
  isForced: boolean;
}

/** Lets the tabs of one user share their loads: made by `acrossTabs` of `@forgekey/browser-verify/across-tabs`. */
export interface CredentialSharing {
  /** Aborted by a logout in any tab. That closes the source. */
  readonly signal: AbortSignal;
  /** Returns a `load` that takes the credential of another tab, if there is one. */
  share(load: CredentialSourceOptions['load']): CredentialSourceOptions['load'];
  /** Closes the sources in all tabs of this identity. */
  logOut(): void;
}

/** A credential with the time of the server that made it. */
export interface CredentialWithServerTime {
  /** The secured API key or user token itself. */
  credential: string;
  /**
   * A `Date`, an ISO 8601 string or the value of a `Date` header. A time that cannot be read, or is before 2001, is ignored: then
   * the clock of this device counts.
   */
  serverTime?: Date | string | null;
}

/**
 * What `load` may return. The body of a `Response` is the credential, or JSON with `credential` and `serverTime`. Without
 * `serverTime`, its `Date` header is the server's time. A status other than 2xx is a failure.
 */
export type LoadedCredential = string | CredentialWithServerTime | Response;

/** How a source loads, checks and renews its credential. */
export interface CredentialSourceOptions {
  /**
   * Gets a secured API key or a secured user token from your server. It is never called twice at the same time, and must not
   * wait for its own source.
   */
  load: (context: LoadContext) => LoadedCredential | Promise<LoadedCredential>;
  /** How long before its expiry a credential is renewed; at most half of its life. 60 by default. */
  refreshBeforeSec?: number;
  /** How long a load may take, with its `check`. 10 by default; less if the current credential would expire before a second load. */
  loadTimeoutSec?: number;
  /** How many loads in a row may fail before the waiting callers get the error. 3 by default. */
  maxAttempts?: number;
  /**
   * Throws, rejects or returns `false` if a loaded credential is not the one that this page needs. A promise is awaited. Any
   * other result is ignored. `now` is the server's time.
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
 * `loading`: none yet, one is being loaded. `ready`: there is one. `renewing`: there is one, and the next one is being loaded.
 * `failed`: none, and the last load failed. `closed`: the source is closed.
 */
export type CredentialStatus = 'idle' | 'loading' | 'ready' | 'renewing' | 'failed' | 'closed';

/** The state of a source, for a user interface. It never holds the credential. Each change makes a new frozen object. */
export interface CredentialState {
  /** Whether there is a usable credential, and what the source does. */
  readonly status: CredentialStatus;
  /** When the usable credential expires, by this device's clock: a countdown from `Date.now()` is right even if that clock is wrong. */
  readonly expiresAt?: Date;
  /** Why the last load failed; absent after the next one that succeeds. */
  readonly error?: Error;
}

/** How long one caller waits. */
export interface CredentialRequestOptions {
  /** Ends the wait of this caller. The load goes on: others may wait for it. */
  signal?: AbortSignal;
}

/** Keeps one credential fresh: made by `createCredentialSource`. */
export interface CredentialSource {
  /** The current state; the same object until it changes. */
  readonly state: CredentialState;
  /**
   * A credential that is valid now: the held one, or the one that is being loaded.
   *
   * @throws {ForgekeyError} `ERR_CREDENTIAL_LOAD` (`load` threw or rejected: its error is the `cause`),
   * `ERR_CREDENTIAL_TIMEOUT`, `ERR_CREDENTIAL_UNUSABLE` (not a credential, or already expired),
   * `ERR_CREDENTIAL_MISMATCH` (`check` refused it), `ERR_CREDENTIAL_CLOSED`
   * @throws the signal's reason when `signal` is aborted
   */
  get(options?: CredentialRequestOptions): Promise<string>;
  /**
   * Loads a new credential, even if the current one is valid or a load has just failed. Call it after the user's permissions
   * changed, or for a button that says "Try again". It waits for a load that is in flight, but for no delay, so never call it
   * in a loop or in `load`. It throws the errors of `get`.
   */
  renew(options?: CredentialRequestOptions): Promise<string>;
  /**
   * Sends a request with the current credential and, if the server refuses the credential, once more with a new one. Returns
   * the answer of the last attempt. It throws the errors of `get`, and those of `send`.
   */
  withCredential<Answer>(
    send: (credential: string) => Answer | Promise<Answer>,
    isRefusal: (answer: Answer) => boolean | Promise<boolean>,
    options?: CredentialRequestOptions,
  ): Promise<Answer>;
  /**
   * Calls `listener` after every change of `state`. Returns a function that ends the subscription. It can be passed on unbound.
   * If a listener throws or rejects, the error goes to `reportError`, or to the console if there is no `reportError`.
   *
   * @throws {TypeError} `listener` is not a function
   */
  readonly subscribe: (listener: (state: CredentialState) => void) => () => void;
  /** Forgets the credential, stops every timer and rejects all callers that wait. It cannot be undone. */
  close(): void;
}
