import { ForgekeyError } from '@forgekey/core';
import { abortable } from '../lib/abortable.ts';
import { assertFunction } from '../lib/assert.ts';
import { reported } from '../lib/reported.ts';
import { assertOptions, MAX_TIMEOUT_SEC } from './assert-options.ts';
import { backoffMs } from './backoff.ts';
import { type HeldCredential, loadCredential } from './load-credential.ts';
import { renewalMarginMs } from './renewal-margin.ts';
import type {
  CredentialRequestOptions,
  CredentialSource,
  CredentialSourceOptions,
  CredentialState,
  CredentialStatus,
} from './types.ts';
import { isHidden, isOffline, watchPage } from './watch-page.ts';

/** The state machine behind `createCredentialSource`. */
export class MemoryCredentialSource implements CredentialSource {
  readonly #options: CredentialSourceOptions;
  readonly #closing = new AbortController();
  readonly #calls = new Set<() => unknown>();
  #state: CredentialState = Object.freeze({ status: 'idle' });
  #held: HeldCredential | undefined;
  #marginMs = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pending: Promise<string> | undefined;
  #attempt: Promise<unknown> | undefined;
  #controller = new AbortController();
  #endPause: (() => void) | undefined;
  #error: Error | undefined;
  #failures = 0;
  #failedOffline = false;
  // These two are in the time of performance.now(), which no date of a server moves.
  #nextLoadAtMs = 0;
  #nextRefusalAtMs = 0;
  #refusals = 0;
  /** The last credential that a server has refused: that another route lets it through is no proof of it. */
  #disputed: string | undefined;

  constructor(options: CredentialSourceOptions) {
    assertOptions(options);
    this.#options = options;
    const closing = this.#closing.signal;
    watchPage(
      () => this.#wake(),
      () => this.#wake(this.#failures > 0 && this.#failedOffline),
      closing,
    );
    const { signal } = options;
    signal?.addEventListener('abort', () => this.close(), { signal: closing });
    if (signal?.aborted) this.close();
  }

  get state(): CredentialState {
    return this.#state;
  }

  get(options?: CredentialRequestOptions): Promise<string> {
    return abortable(() => this.#usable() ?? this.#load(), options?.signal);
  }

  async renew(options?: CredentialRequestOptions): Promise<string> {
    // An attempt that is in flight began before whatever is the reason for this call.
    await abortable(() => this.#attempt?.catch(() => {}), options?.signal);
    this.#endPause?.();
    if (!this.#pending) this.#failures = 0;
    return abortable(() => this.#load(), options?.signal);
  }

  async withCredential<Answer>(
    send: (credential: string) => Answer | Promise<Answer>,
    isRefusal: (answer: Answer) => boolean | Promise<boolean>,
    options?: CredentialRequestOptions,
  ): Promise<Answer> {
    // No await before `send` where a credential is at hand: a page that is being left has no time for one.
    const first = this.#usable() ?? (await this.get(options));
    const answer = await send(first);
    if (!(await isRefusal(answer))) return this.#accept(first, answer);
    const second = await this.#replace(first, options);
    if (second === first) return answer;
    const repeated = await send(second);
    if (!(await isRefusal(repeated))) return this.#accept(second, repeated);
    this.#disputed = second;
    return repeated;
  }

  // A property, so that it can be handed on as it is.
  readonly subscribe = (listener: (state: CredentialState) => void): (() => void) => {
    assertFunction(listener, 'listener');
    const call = (): unknown => this.#calls.has(call) && listener(this.#state);
    this.#calls.add(call);
    return () => void this.#calls.delete(call);
  };

  close(): void {
    const { signal } = this.#closing;
    if (signal.aborted) return;
    this.#closing.abort(new ForgekeyError('ERR_CREDENTIAL_CLOSED', 'The source is closed.'));
    this.#controller.abort(signal.reason);
    this.#endPause?.();
    this.#held = undefined;
    this.#disputed = undefined;
    this.#error = undefined;
    this.#update();
  }

  /** The held credential while it is valid; its renewal is begun where it is due. */
  #usable(): string | undefined {
    if (!(this.#remainingMs() > 0)) return undefined;
    if (this.#untilRenewalMs() <= 0) this.#loadInBackground();
    return this.#held?.credential;
  }

  /** NaN where nothing is held, which is neither valid nor due. */
  #remainingMs(): number {
    return this.#held ? this.#held.expiresAtMs - this.#held.clock.now() : NaN;
  }

  #untilRenewalMs(): number {
    return Math.max(this.#remainingMs() - this.#marginMs, this.#restMs());
  }

  /** How long no load is begun after one that failed. */
  #restMs(): number {
    return this.#failures && this.#nextLoadAtMs - performance.now();
  }

  /** The load in flight, or a new one; rejects at once where the last one failed a moment ago. */
  async #load(): Promise<string> {
    this.#closing.signal.throwIfAborted();
    if (!this.#pending) {
      if (this.#restMs() > 0) throw this.#error;
      this.#pending = this.#loadWithRepeats();
      this.#update();
    }
    return this.#pending;
  }

  #loadInBackground(): void {
    // Whoever waits for the same load is told of its failure, and the subscribers are.
    this.#load().catch(() => {});
  }

  async #loadWithRepeats(): Promise<string> {
    const { maxAttempts = 3 } = this.#options;
    const { signal } = this.#closing;
    try {
      for (;;) {
        this.#controller = new AbortController();
        const known = { held: this.#held, refused: this.#disputed };
        const attempt = loadCredential(this.#options, known, this.#controller);
        this.#attempt = attempt;
        try {
          const held = await attempt;
          // What was closed on the last step of a load, by `check` for one, must not hold its credential after all.
          signal.throwIfAborted();
          return this.#hold(held);
        } catch (error) {
          signal.throwIfAborted();
          this.#error = error as ForgekeyError;
          // It was used on trust, a server has refused it, and there is no other.
          const { credential, clock } = this.#held ?? {};
          if (clock?.basis === 'assumed' && credential === this.#disputed) this.#held = undefined;
          this.#failedOffline = isOffline();
          const delayMs = backoffMs(++this.#failures);
          this.#nextLoadAtMs = performance.now() + delayMs;
          if (this.#failedOffline || this.#failures >= maxAttempts) throw error;
          let timer: ReturnType<typeof setTimeout> | undefined;
          await new Promise<void>(resolve => {
            this.#endPause = resolve;
            timer = setTimeout(resolve, delayMs);
          });
          clearTimeout(timer);
          signal.throwIfAborted();
        }
      }
    } finally {
      this.#pending = undefined;
      this.#attempt = undefined;
      this.#update();
    }
  }

  #hold(held: HeldCredential): string {
    const { refreshBeforeSec = 60 } = this.#options;
    this.#held = held;
    this.#marginMs = renewalMarginMs(this.#remainingMs(), refreshBeforeSec);
    this.#error = undefined;
    this.#failures = 0;
    return held.credential;
  }

  /** @param isNetworkBack - what failed for the lack of it says nothing about the next attempt */
  #wake(isNetworkBack = false): void {
    if (isNetworkBack) this.#failures = 0;
    if (isNetworkBack || (this.#untilRenewalMs() <= 0 && !isHidden())) this.#loadInBackground();
    else this.#update();
  }

  /**
   * What to repeat a refused request with: `refused` itself where asking again so soon would be hammering. Others keep
   * it until its successor is here: one server's refusal is no reason to take a good credential from everybody.
   */
  #replace(refused: string, options?: CredentialRequestOptions): Promise<string> | string {
    if (this.#held?.credential !== refused) return this.get(options);
    this.#disputed = refused;
    // A load in flight is taken along; after one that has failed, the delay that follows it decides.
    if (!this.#pending && !this.#error) {
      const now = performance.now();
      if (this.#refusals && now < this.#nextRefusalAtMs) return refused;
      this.#nextRefusalAtMs = now + backoffMs(++this.#refusals);
    }
    return abortable(() => this.#load(), options?.signal);
  }

  /** What one route lets through, and what is no answer to the credential at all, ends no dispute about it. */
  #accept<Answer>(credential: string, answer: Answer): Answer {
    if (this.#held?.credential === credential && credential !== this.#disputed) this.#refusals = 0;
    return answer;
  }

  /** Tells of a change, and wakes for the renewal, or for the expiry where that comes first. */
  #update(): void {
    clearTimeout(this.#timer);
    const remainingMs = this.#remainingMs();
    const delayMs = isHidden() ? remainingMs : Math.min(this.#untilRenewalMs(), remainingMs);
    if (delayMs > 0 && delayMs < Infinity) {
      this.#timer = setTimeout(() => this.#wake(), Math.min(delayMs, MAX_TIMEOUT_SEC * 1000));
      // Where timers are objects, they keep the process alive.
      (this.#timer as { unref?(): void }).unref?.();
    }
    const status = this.#status();
    if (status === this.#state.status) return;
    this.#state = Object.freeze({
      status,
      ...(remainingMs > 0 && remainingMs < Infinity && { expiresAt: new Date(Date.now() + remainingMs) }),
      ...(this.#error && { error: this.#error }),
    });
    for (const call of [...this.#calls]) reported(call);
  }

  #status(): CredentialStatus {
    const isValid = this.#remainingMs() > 0;
    if (this.#closing.signal.aborted) return 'closed';
    if (this.#pending) return isValid ? 'renewing' : 'loading';
    if (isValid) return 'ready';
    return this.#error ? 'failed' : 'idle';
  }
}
