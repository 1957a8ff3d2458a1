import { readIpv4Network } from '../lib/ipv4.ts';

/**
 * Whether an index name matches a pattern. A `*` at the beginning or the end matches any text, and any other `*` is an ordinary
 * character. Names are case-sensitive. A replica has its own name.
 *
 * @see https://www.algolia.com/doc/guides/security/api-keys/in-depth/api-key-restrictions (indices)
 */
export function matchesIndexPattern(pattern: string, indexName: string): boolean {
  const isOpenAtStart = pattern.startsWith('*');
  const isOpenAtEnd = pattern.endsWith('*');
  const literal = pattern.slice(isOpenAtStart ? 1 : 0, isOpenAtEnd ? -1 : undefined);
  if (isOpenAtStart && isOpenAtEnd) return indexName.includes(literal);
  if (isOpenAtStart) return indexName.endsWith(literal);
  if (isOpenAtEnd) return indexName.startsWith(literal);
  return indexName === literal;
}

/**
 * Whether a `Referer` matches a pattern. Every `*` matches any text. A pattern without `*` must be equal to the `Referer`.
 *
 * @see https://www.algolia.com/doc/guides/security/api-keys/in-depth/api-key-restrictions (HTTP referers)
 */
export function matchesRefererPattern(pattern: string, referer: string): boolean {
  const pieces = pattern.split('*');
  const first = pieces.shift()!;
  const last = pieces.pop();
  // policies.refererWithoutWildcard
  if (last === undefined) return referer === pattern;
  if (!referer.startsWith(first) || referer.length < first.length + last.length || !referer.endsWith(last))
    return false;
  // Each piece is matched at its first position. If any arrangement matches, this one does, so no backtracking is necessary.
  let from = first.length;
  const end = referer.length - last.length;
  for (const piece of pieces) {
    const at = referer.indexOf(piece, from);
    if (at < 0 || at + piece.length > end) return false;
    from = at + piece.length;
  }
  return true;
}

/**
 * Whether an address is in the IPv4 address or range of `restrictSources`. A socket that listens on IPv6 shows an IPv4 peer as
 * `::ffff:192.0.2.1` (RFC 4291 section 2.5.5.2), which is the same address.
 *
 * False for text that is not an IPv4 address, including any other IPv6 address.
 */
export function isWithinSource(source: string, ip: string): boolean {
  const network = readIpv4Network(source);
  const host = readIpv4Network(ipv4Of(ip));
  if (network === undefined || host === undefined || ip.includes('/')) return false;
  return (network.address & network.mask) === (host.address & network.mask);
}

function ipv4Of(ip: string): string {
  const mapped = /^(?:::|(?:0{1,4}:){5})ffff:(?:([0-9a-f]{1,4}):([0-9a-f]{1,4})|([\d.]+))$/i.exec(ip);
  if (mapped === null) return ip;
  const [, high, low, dotted] = mapped;
  if (dotted !== undefined) return dotted;
  const [h, l] = [Number.parseInt(high!, 16), Number.parseInt(low!, 16)];
  return `${h >>> 8}.${h & 255}.${l >>> 8}.${l & 255}`;
}
