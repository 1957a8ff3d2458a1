import { isKeyRefusal } from '../requester/is-key-refusal.ts';
import { assertKeySource, type KeySource } from '../requester/key-source.ts';
import { urlWithApiKey } from '../requester/with-api-key.ts';

/** The request function that `createInsightsClient` of `search-insights` takes. Resolves to whether the events were accepted. */
export type InsightsRequestFn = (url: string, data: Record<string, unknown>) => Promise<boolean>;

/**
 * When a page is left, browsers keep its `keepalive` requests only up to 64 KiB in total.
 *
 * @see https://fetch.spec.whatwg.org/#http-network-or-cache-fetch
 */
const MAX_KEEPALIVE_BYTES = 60_000;

/**
 * Gives the current key to `search-insights`, which InstantSearch uses for its events. By itself, the library keeps the first
 * key that it was given, and its beacons cannot see the 401 that follows.
 *
 * Requests are sent like beacons, so events arrive even if the page is left, as long as they are small enough. If the server refuses
 * the key, the request is repeated once with a new one. It never rejects. It resolves to false if the events were not accepted,
 * if no key is available (the source tells its subscribers), or if `data` cannot be written as JSON.
 *
 * @throws {TypeError} `source` is not a source
 * @example
 * import { createInsightsClient } from 'search-insights';
 * const insightsClient = createInsightsClient(createInsightsRequestFn(keys));
 * instantsearch({ searchClient, insights: { insightsClient } });
 */
export function createInsightsRequestFn(source: KeySource): InsightsRequestFn {
  assertKeySource(source);
  return async (url, data) => {
    try {
      const body = JSON.stringify(data);
      const isSmall = new Blob([body]).size <= MAX_KEEPALIVE_BYTES;
      const send = async (key: string): Promise<{ status: number; content: string }> => {
        const post = (keepalive: boolean): Promise<Response> =>
          fetch(urlWithApiKey(url, key) ?? url, { method: 'POST', body, keepalive, redirect: 'error' });
        // All requests in flight share the allowance. One that exceeds it fails at once, but the page may well stay.
        const response = await (isSmall ? post(true).catch(() => post(false)) : post(false));
        return { status: response.status, content: response.ok ? '' : await response.text() };
      };
      const { status } = await source.withCredential(send, isKeyRefusal);
      return status === 200;
    } catch {
      return false;
    }
  };
}
