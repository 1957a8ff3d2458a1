import {
  type CredentialSource,
  type CredentialSourceOptions,
  createCredentialSource,
} from '@forgekey/browser-verify';
import { inject, onTestFinished } from 'vitest';

// Kept, because the examples run with one of their own.
const realFetch = window.fetch.bind(window);

const port: number = inject('serverPort');
export const serverUrl: string = `http://127.0.0.1:${port}`;
/** The server's address as the clients of `algoliasearch` take it. */
export const hosts: { url: string; port: number; protocol: 'http'; accept: 'readWrite' }[] = [
  { url: '127.0.0.1', port, protocol: 'http', accept: 'readWrite' },
];

/** An application at the enforcing server, and sources of its credentials. */
export class App {
  readonly appId: string;

  private constructor(appId: string) {
    this.appId = appId;
  }

  static async open(): Promise<App> {
    const response = await realFetch(`${serverUrl}/control/session`);
    return new App((await response.json()).appId);
  }

  source(kind: 'key' | 'token', options: Partial<CredentialSourceOptions> = {}): CredentialSource {
    const source = createCredentialSource({
      load: async ({ signal }) => {
        const response = await fetch(this.#url(`credentials/${kind}`), { signal, cache: 'no-store' });
        if (!response.ok) throw new Error(`No credential: ${response.status}`);
        const text = await response.text();
        return text.startsWith('{') ? JSON.parse(text) : text;
      },
      ...options,
    });
    onTestFinished(() => source.close());
    return source;
  }

  async credential(kind: 'key' | 'token'): Promise<string> {
    return (await (await realFetch(this.#url(`credentials/${kind}`))).json()).credential;
  }

  /** Lets everything that was issued so far expire, in the server's time. */
  expireAll(): Promise<unknown> {
    return this.#control('expire');
  }

  revokeAll(): Promise<unknown> {
    return this.#control('revoke');
  }

  setPolicy(policy: string): Promise<unknown> {
    return this.#control(`policy?is=${policy}`);
  }

  counts(): Promise<Record<string, number>> {
    return this.#control('counts') as Promise<Record<string, number>>;
  }

  async #control(action: string): Promise<unknown> {
    return (await realFetch(this.#url(`control/${action}`))).json();
  }

  #url(path: string): string {
    const url = new URL(path, serverUrl);
    url.searchParams.set('x-algolia-application-id', this.appId);
    return url.href;
  }
}
