/** A credential is never renewed sooner than this after it came, however short its life. */
const MIN_RENEWAL_MS = 1000;

/**
 * How long before its expiry a credential with `lifeMs` to live is renewed: up to a fifth more than was asked for, so
 * that pages which were opened together do not renew together, but at most half of its life.
 */
export function renewalMarginMs(lifeMs: number, refreshBeforeSec: number): number {
  const marginMs = Math.min(refreshBeforeSec * 1200, lifeMs / 2) * (1 - Math.random() / 6);
  return Math.min(marginMs, lifeMs - MIN_RENEWAL_MS);
}
