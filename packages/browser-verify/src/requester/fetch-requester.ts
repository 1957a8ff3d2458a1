import type { Requester, RequesterRequest, RequesterResponse } from './types.ts';

/** Version 4 of the client counts its timeouts in seconds, version 5 in milliseconds. Both name their version in the URL. */
const version4: RegExp =
  /[?&]x-algolia-agent=Algolia(?:%20|\+)for(?:%20|\+)JavaScript(?:%20|\+)(?:\(|%28)4\./i;

/** How long a person waits for a slow search. */
const MAX_RETRY_AFTER_SEC = 10;

/** Sends with `fetch`, with the two timeouts of the official client. Never rejects: status 0 is a network failure. */
export const fetchRequester: Requester = {
  async send(request: RequesterRequest): Promise<RequesterResponse> {
    const controller = new AbortController();
    const abort = (): void => controller.abort();
    const unitMs = version4.test(request.url) ? 1000 : 1;
    let timer = setTimeout(abort, request.connectTimeout * unitMs);
    try {
      const response = await fetch(request.url, {
        method: request.method,
        headers: request.headers,
        body: (request.data as BodyInit | undefined) || null,
        // A redirect would send the key to any host.
        redirect: 'error',
        signal: controller.signal,
      });
      clearTimeout(timer);
      timer = setTimeout(abort, request.responseTimeout * unitMs);
      const content = await response.text();
      const headers = Object.fromEntries(response.headers);
      // The client waits silently for as long as this header says: an hour, for most rate limits. Without the header, three seconds.
      if (Number(headers['retry-after']) > MAX_RETRY_AFTER_SEC) delete headers['retry-after'];
      return { status: response.status, content, headers, isTimedOut: false };
    } catch (error) {
      return { status: 0, content: String(error), isTimedOut: controller.signal.aborted };
    } finally {
      clearTimeout(timer);
    }
  },
};
