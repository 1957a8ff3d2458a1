import { backoffMs } from './backoff.ts';

/** What servers have refused, and how often they may make a source load another credential. */
export class Refusals {
  /** The last credential that a server refused: that another route accepts it proves nothing. */
  last: string | undefined;
  #count = 0;
  /** In the time of `performance.now()`. */
  #nextAtMs = 0;

  /** Whether a refusal may cause a load now. Less and less often, while servers refuse every credential. */
  mayLoad(): boolean {
    const now = performance.now();
    if (this.#count && now < this.#nextAtMs) return false;
    this.#nextAtMs = now + backoffMs(++this.#count);
    return true;
  }

  /** A server has accepted the held credential. */
  accept(credential: string): void {
    if (credential !== this.last) this.#count = 0;
  }
}
