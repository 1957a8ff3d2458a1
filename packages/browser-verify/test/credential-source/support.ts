import { setMaxListeners } from 'node:events';
import { forgeSecuredUserToken, generateSecuredApiKey } from '@forgekey/core';
import { afterEach, vi } from 'vitest';
import {
  type CredentialSource,
  type CredentialSourceOptions,
  createCredentialSource,
} from '../../src/index.ts';

export const parentApiKey = '2640659426d5107b6e47d75db9cbaef8';
const secretKey = 'sk-alg-0123456789abcdef';

/** Holds every clock. `performance.now()` runs with `Date.now()` unless a test says otherwise. */
export function holdClocks(): void {
  vi.useFakeTimers({
    now: new Date('2027-01-15T12:00:00Z'),
    toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'],
  });
}

const opened: CredentialSource[] = [];

/** A source that is closed behind the test: one that lives on would react to the events of the next test. */
export function openSource(options: CredentialSourceOptions): CredentialSource {
  const source = createCredentialSource(options);
  opened.push(source);
  return source;
}

afterEach(() => {
  for (const source of opened.splice(0)) source.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

export function keyFor(validForSec: number, restrictions: Record<string, unknown> = {}): string {
  const validUntil = Math.floor(Date.now() / 1000) + validForSec;
  return generateSecuredApiKey(parentApiKey, { filters: 'owner:1', validUntil, ...restrictions });
}

export function tokenFor(validForSec: number, userId = 'user-1'): string {
  return forgeSecuredUserToken({ secretKey, secretKeyId: 'kid-1', userId, expiresIn: validForSec });
}

/** A page that can be hidden, shown, and cut off from the network. */
export class FakePage {
  readonly document: EventTarget & { visibilityState: string } = Object.assign(new EventTarget(), {
    visibilityState: 'visible',
  });
  readonly navigator: { onLine: boolean } = { onLine: true };
  readonly #window = new EventTarget();

  constructor() {
    setMaxListeners(0, this.document, this.#window);
  }

  install(): void {
    vi.stubGlobal('document', this.document);
    vi.stubGlobal('navigator', this.navigator);
    vi.stubGlobal('addEventListener', this.#window.addEventListener.bind(this.#window));
  }

  hide(): void {
    this.#setVisibility('hidden');
  }

  show(): void {
    this.#setVisibility('visible');
  }

  goOffline(): void {
    this.navigator.onLine = false;
  }

  goOnline(): void {
    this.navigator.onLine = true;
    this.#window.dispatchEvent(new Event('online'));
  }

  #setVisibility(state: string): void {
    this.document.visibilityState = state;
    this.document.dispatchEvent(new Event('visibilitychange'));
  }
}

/** The code of the error that `promise` rejects with; fails where it does not reject. */
export async function codeOf(promise: Promise<unknown>): Promise<unknown> {
  const error = await promise.then(
    () => {
      throw new Error('did not reject');
    },
    (reason: unknown) => reason,
  );
  return (error as { code?: unknown }).code ?? error;
}
