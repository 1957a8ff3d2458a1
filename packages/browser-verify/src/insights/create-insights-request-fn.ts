import { isKeyRefusal } from '../requester/is-key-refusal.ts';
import { assertKeySource, type KeySource } from '../requester/key-source.ts';
import { urlWithApiKey } from '../requester/with-api-key.ts';

/** What `createInsightsClient` of `search-insights` takes. Resolves to whether the events were accepted. */
export type InsightsRequestFn = (url: string, data: Record<string, unknown>) => Promise<boolean>;

/**
 * Browsers keep no more than 64 KiB alive behind a page that is being left, all such requests together.
 *
 * @see https://fetch.spec.whatwg.org/#http-network-or-cache-fetch
 */
const MAX_KEEPALIVE_BYTES = 60_000;

/**
 * The way for `search-insights`, which InstantSearch uses for its events, to the present key: the library by itself
 * keeps the key that it was first given, and its beacons cannot see the 401 that follows.
 *
 * Sends as a beacon does, so that events of a page that is being left arrive, where they are small enough for that;
 * repeats once with a new key when the
 * present one is refused. Never rejects: resolves to false when the events were not accepted, or no key is available
 * (which the source tells its subscribers), or `data` is nothing that JSON can say.
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
        // What is in flight shares the allowance: a request over it fails at once, and the page may well stay.
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
