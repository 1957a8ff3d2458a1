const NAME = 'x-algolia-api-key';
const inQuery: RegExp = /([?&]x-algolia-api-key=)[^&#]*/gi;

/** The URL with `key` in place of the API key in it; undefined if there is none. */
export function urlWithApiKey(url: string, key: string): string | undefined {
  // Not with URLSearchParams: that would rewrite all other parameters.
  return url.search(inQuery) >= 0 ? url.replace(inQuery, `$1${encodeURIComponent(key)}`) : undefined;
}

/**
 * The request with `key` in place of the one it has, in the query string or in a header. A request without a key gets one in
 * the query string: for a header, the browser would have to send a preflight request first.
 */
export function withApiKey<Request extends { url: string; headers: Record<string, string> }>(
  request: Request,
  key: string,
): Request {
  const { url, headers } = request;
  const inUrl = urlWithApiKey(url, key);
  const header = Object.keys(headers).find(name => name.toLowerCase() === NAME);
  if (header !== undefined) return { ...request, url: inUrl ?? url, headers: { ...headers, [header]: key } };
  return {
    ...request,
    url: inUrl ?? `${url}${url.includes('?') ? '&' : '?'}${NAME}=${encodeURIComponent(key)}`,
  };
}
