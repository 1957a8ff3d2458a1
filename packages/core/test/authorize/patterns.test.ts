import { describe, expect, it } from 'vitest';
import { isWithinSource, matchesIndexPattern, matchesRefererPattern } from '../../src/authorize/patterns.ts';

describe('restrictIndices', () => {
  it.each([
    ['products', 'products', true],
    ['products', 'Products', false],
    ['products', 'products_price_asc', false],
    ['dev_*', 'dev_products', true],
    ['dev_*', 'dev_', true],
    ['dev_*', 'prod_dev_', false],
    ['*_dev', 'products_dev', true],
    ['*_dev', 'products_dev2', false],
    ['*_products_*', 'a_products_b', true],
    ['*_products_*', 'products', false],
    ['*', 'anything', true],
    ['**', 'anything', true],
    ['a*b', 'axb', false],
    ['a*b', 'a*b', true],
    ['', 'anything', false],
  ])('%j and %j: %s', (pattern, name, expected) => {
    expect(matchesIndexPattern(pattern, name)).toBe(expected);
  });
});

describe('restrictSources', () => {
  it.each([
    ['192.168.1.0/24', '192.168.1.255', true],
    ['192.168.1.0/24', '192.168.2.0', false],
    ['192.168.1.7/24', '192.168.1.9', true],
    ['10.0.0.1', '10.0.0.1', true],
    ['10.0.0.1', '10.0.0.2', false],
    ['0.0.0.0/0', '203.0.113.9', true],
    ['255.255.255.255/32', '255.255.255.255', true],
    ['128.0.0.0/1', '200.1.2.3', true],
    ['192.168.1.0/24', '::ffff:192.168.1.7', true],
    ['192.168.1.0/24', '::FFFF:c0a8:0107', true],
    ['192.168.1.0/24', '0:0:0:0:0:ffff:192.168.1.7', true],
    ['192.168.1.0/24', '0000:0000:0000:0000:0000:ffff:192.168.1.7', true],
    ['192.168.1.0/24', '1::ffff:192.168.1.7', false],
    ['192.168.1.0/24', '::ffff:192.168.1.7:1', false],
    ['192.168.1.0/24', '::ffff:192.168.1.7%eth0', false],
    ['192.168.1.0/24', '::ffff:192.168.2.7', false],
    ['192.168.1.0/24', '2001:db8::1', false],
    ['192.168.1.0/24', '192.168.1.7/8', false],
    ['192.168.1.0/24', '192.168.01.7', false],
    ['192.168.1.0/24', '192.168.1', false],
    ['192.168.1.0/24', '', false],
    ['192.168.1.0/33', '192.168.1.1', false],
    ['2001:db8::/32', '2001:db8::1', false],
  ])('%s and %s: %s', (source, ip, expected) => {
    expect(isWithinSource(source, ip)).toBe(expected);
  });
});

describe('referers', () => {
  it.each([
    ['https://example.com/*', 'https://example.com/a', true],
    ['https://example.com/*', 'https://example.com.evil.org/', false],
    ['*.example.com', 'https://a.example.com', true],
    ['https://*.example.com/*', 'https://a.b.example.com/x', true],
    ['https://*.example.com/*', 'https://example.com/x', false],
    ['*a*b*', 'xxaxxbxx', true],
    ['*a*b*', 'xxbxxaxx', false],
    ['a*a', 'a', false],
    ['ab*ba', 'aba', false],
    ['*a*b', 'ab', true],
    ['x*ab*ba', 'xaba', false],
    ['x*ab*ba', 'xabba', true],
    ['*a*a*', 'xa', false],
    ['*a*a*', 'xaa', true],
    ['example.org', 'example.org', true],
    ['example.org', 'https://example.org', false],
    ['*', '', true],
  ])('%j and %j: %s', (pattern, referer, expected) => {
    expect(matchesRefererPattern(pattern, referer)).toBe(expected);
  });

  it('a pattern of many stars against a long text stays linear', () => {
    const started = performance.now();
    expect(matchesRefererPattern(`${'*a'.repeat(5_000)}*b*c`, 'a'.repeat(100_000))).toBe(false);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
