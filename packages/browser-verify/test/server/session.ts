import { randomBytes } from 'node:crypto';
import {
  authorizeSearch,
  compileFilters,
  ForgekeyError,
  forgeSecuredUserToken,
  generateSecuredApiKey,
  verifySecuredApiKey,
  verifySecuredUserToken,
} from '@forgekey/core';

/** What the next requests for a credential are answered with. */
export type LoadPolicy =
  | 'issue'
  | 'refuse'
  | 'garbage'
  | 'hang'
  | 'expired'
  | 'other-user'
  | 'repeat'
  | 'wrong-parent';

export interface Refusal {
  status: number;
  message: string;
}

export interface Hit {
  objectID: string;
  owner: string;
}

const RECORDS: readonly Hit[] = [
  { objectID: '1', owner: 'user-1' },
  { objectID: '2', owner: 'user-2' },
];

/** One application with one user, so that tests which run side by side do not see each other. */
export class Session {
  readonly appId: string = `APP${randomBytes(5).toString('hex').toUpperCase()}`;
  readonly counts: Record<string, number> = {};
  policy: LoadPolicy = 'issue';
  #parentApiKey = randomBytes(16).toString('hex');
  #secretKey = `sk-alg-${randomBytes(16).toString('hex')}`;
  #aheadMs = 0;
  #issued = 0;
  #last: { key?: string; token?: string } = {};

  /** The server's clock: it runs ahead of the page's by every expiry that a test has asked for. */
  get now(): Date {
    return new Date(Date.now() + this.#aheadMs);
  }

  count(what: string): void {
    this.counts[what] = (this.counts[what] ?? 0) + 1;
  }

  /** Lets time pass until everything issued so far has expired. */
  expireAll(): void {
    this.#aheadMs += 901_000;
  }

  /** Replaces the parent key and the secret, as an administrator does after a leak. */
  revokeAll(): void {
    this.#parentApiKey = randomBytes(16).toString('hex');
    this.#secretKey = `sk-alg-${randomBytes(16).toString('hex')}`;
  }

  issueKey(): string {
    if (this.policy === 'repeat' && this.#last.key) return this.#last.key;
    const issuedAt = this.policy === 'expired' ? new Date(this.now.getTime() - 1_800_000) : this.now;
    const parent = this.policy === 'wrong-parent' ? randomBytes(16).toString('hex') : this.#parentApiKey;
    this.#last.key = generateSecuredApiKey(parent, {
      // Every key is another text; "~" is what puts a "+" into base64.
      filters: `owner:user-1 AND NOT run:"~${++this.#issued}"`,
      userToken: this.policy === 'other-user' ? 'user-2' : 'user-1',
      restrictIndices: ['products'],
      validUntil: Math.floor(issuedAt.getTime() / 1000) + 900,
    });
    return this.#last.key;
  }

  issueToken(): string {
    if (this.policy === 'repeat' && this.#last.token) return this.#last.token;
    this.#last.token = forgeSecuredUserToken({
      secretKey: this.#secretKey,
      secretKeyId: 'kid-1',
      userId: 'user-1',
      expiresIn: 900 - (this.#issued++ % 100),
      now: this.now,
    });
    return this.#last.token;
  }

  /** What the key lets a search see, or why it is refused, as the engine words it. */
  search(key: string | undefined, indexName: string, parameters: object): Hit[] | Refusal {
    try {
      const verified = verifySecuredApiKey(key ?? '', { parentApiKeys: this.#parentApiKey, now: this.now });
      const answer = authorizeSearch({ key: verified, request: { indexName, parameters }, now: this.now });
      return answer.allowed ? RECORDS.filter(compileFilters(answer.parameters)) : answer;
    } catch (error) {
      if (!(error instanceof ForgekeyError)) throw error;
      return error.code === 'ERR_KEY_EXPIRED'
        ? { status: 400, message: '"validUntil" parameter expired (less than current date)' }
        : { status: 403, message: 'Invalid Application-ID or API key' };
    }
  }

  refuseToken(token: string | undefined): Refusal | undefined {
    try {
      verifySecuredUserToken(token ?? '', { secretKeys: { 'kid-1': this.#secretKey }, now: this.now });
      return undefined;
    } catch (error) {
      if (!(error instanceof ForgekeyError)) throw error;
      return { status: 401, message: error.code };
    }
  }
}
