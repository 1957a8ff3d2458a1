/** What tells where a request comes from. */
export interface OriginReading {
  /** The value of a header, by its name in lower case. */
  header(name: string): string | readonly string[] | null | undefined;
}

/**
 * The origin of the other site that sent a request; undefined for a page of this host, and for a client that is not a browser,
 * which sends neither header.
 *
 * Browsers set both headers themselves (Fetch Metadata, Fetch section 3.2): a page cannot forge them. The scheme is not
 * compared, because a server behind a proxy does not know its own.
 *
 * @returns the text `null` for a request whose origin the browser hides
 */
export function crossSiteOrigin({ header }: OriginReading): string | undefined {
  const origin = textOf(header('origin'));
  if (origin !== undefined) {
    const host = hostOf(origin);
    // An origin without a host, such as `null`, is not a page of this host, even if the request names no host.
    return host !== undefined && host === textOf(header('host')) ? undefined : origin;
  }
  const site = textOf(header('sec-fetch-site'));
  return site === undefined || site === 'same-origin' || site === 'none' ? undefined : 'null';
}

function hostOf(origin: string): string | undefined {
  return /^https?:\/\/([^/]+)$/.exec(origin)?.[1];
}

/** A header that came twice names no origin. */
function textOf(value: string | readonly string[] | null | undefined): string | undefined {
  if (value === null || value === undefined) return undefined;
  return typeof value === 'string' ? value : value.join(',');
}
