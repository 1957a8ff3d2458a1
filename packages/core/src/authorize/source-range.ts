import { readIpv4Network } from '../lib/ipv4.ts';

/**
 * Whether an address lies in the one IPv4 address or range that `restrictSources` allows. A socket that listens on IPv6
 * shows an IPv4 peer as `::ffff:192.0.2.1` (RFC 4291 section 2.5.5.2), which is the same address.
 *
 * False for everything that cannot be read, IPv6 among it: whoever cannot be placed inside the range is outside.
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
