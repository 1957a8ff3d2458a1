import { BlockList, isIPv4 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isIpv4Range, readIpv4Network } from '../../src/lib/ipv4.ts';
import { randomCases } from '../support/random-numbers.ts';

const octet = fc.nat(255);
const address = fc.tuple(octet, octet, octet, octet).map(octets => octets.join('.'));

describe('IPv4', () => {
  it('takes the addresses that Node takes', () => {
    const nearlyAddress = fc.string({ unit: fc.constantFrom(...'0123456789..../: '), maxLength: 17 });
    fc.assert(
      fc.property(
        fc.oneof(
          address,
          nearlyAddress.filter(text => !text.includes('/')),
        ),
        text => {
          expect(isIpv4Range(text)).toBe(isIPv4(text));
        },
      ),
      { numRuns: randomCases(1000) },
    );
  });

  it('takes a prefix length of 0 to 32, without zeros in front', () => {
    for (let length = 0; length <= 32; length++) expect(isIpv4Range(`10.0.0.0/${length}`)).toBe(true);
    for (const length of ['33', '99', '-1', '00', '08', '', ' 8', '8 ', '+8', '8/8', '1e1']) {
      expect(isIpv4Range(`10.0.0.0/${length}`), length).toBe(false);
    }
  });

  it('reads networks as Node’s BlockList does', () => {
    fc.assert(
      fc.property(address, fc.nat(32), address, fc.boolean(), (base, length, other, near) => {
        // A near address shares the upper half, so that both answers occur.
        const candidate = near
          ? [...base.split('.').slice(0, 2), ...other.split('.').slice(2)].join('.')
          : other;
        const list = new BlockList();
        list.addSubnet(base, length);
        const network = readIpv4Network(`${base}/${length}`)!;
        const single = readIpv4Network(candidate)!;
        expect(((network.address ^ single.address) & network.mask) === 0).toBe(list.check(candidate));
      }),
      { numRuns: randomCases(500) },
    );
  });

  it('an address alone is a network of one', () => {
    expect(readIpv4Network('255.255.255.255')).toEqual({ address: 0xffffffff, mask: 0xffffffff });
    expect(readIpv4Network('0.0.0.0/0')).toEqual({ address: 0, mask: 0 });
    expect(readIpv4Network('::1')).toBeUndefined();
  });
});
