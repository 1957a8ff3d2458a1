/** An IPv4 network: the address and the mask as unsigned 32-bit numbers. */
export interface Ipv4Network {
  readonly address: number;
  readonly mask: number;
}

const range: RegExp = /* @__PURE__ */ buildRange();

function buildRange(): RegExp {
  // Without leading zeros, because some readers read 010 as eight.
  const octet = '(?:0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])';
  return new RegExp(`^(${octet})\\.(${octet})\\.(${octet})\\.(${octet})(?:/([0-9]|[12]\\d|3[0-2]))?$`);
}

/** Whether `text` is one IPv4 address, or one range in CIDR notation (RFC 4632). */
export function isIpv4Range(text: string): boolean {
  return range.test(text);
}

/** The network in `text`, or undefined. An address is a network of one. */
export function readIpv4Network(text: string): Ipv4Network | undefined {
  const match = range.exec(text);
  if (match === null) return undefined;
  const [, a, b, c, d, length = '32'] = match;
  const address = ((Number(a) << 24) | (Number(b) << 16) | (Number(c) << 8) | Number(d)) >>> 0;
  // A shift by 32 is a shift by 0.
  const mask = length === '0' ? 0 : (-1 << (32 - Number(length))) >>> 0;
  return { address, mask };
}
