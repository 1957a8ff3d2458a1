/**
 * The server's time on a device whose own clock may be wrong, may be set while the page is open, and may stand still
 * while the device sleeps.
 */
export class ServerClock {
  #serverMs = Date.now();
  #dateMs = this.#serverMs;
  #monotonicMs = performance.now();
  #isServerTime = false;

  /**
   * The monotonic clock may stop during sleep, the wall clock may be set back: whichever moved further is right, or
   * errs towards an early renewal.
   */
  now(): number {
    return this.#serverMs + Math.max(Date.now() - this.#dateMs, performance.now() - this.#monotonicMs);
  }

  /** Takes over the server's `Date`; without one, this device's clock unless a server's is known. */
  synchronize(serverDate: Date | string | null | undefined): void {
    const serverMs = serverDate == null ? Number.NaN : new Date(serverDate).getTime();
    const isServerTime = !Number.isNaN(serverMs);
    if (this.#isServerTime && !isServerTime) return;
    this.#isServerTime = isServerTime;
    this.#dateMs = Date.now();
    this.#monotonicMs = performance.now();
    this.#serverMs = isServerTime ? serverMs : this.#dateMs;
  }
}
