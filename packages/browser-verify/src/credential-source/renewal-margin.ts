/** A credential is never renewed sooner than this after its load, however short its life is. */
const MIN_RENEWAL_MS = 1000;

/**
 * How long before its expiry a credential with `lifeMs` to live is renewed. It is up to a fifth more than `refreshBeforeSec`, so
 * that pages that were opened together do not renew together, but at most half of its life.
 */
export function renewalMarginMs(lifeMs: number, refreshBeforeSec: number): number {
  return Math.min(
    Math.min(refreshBeforeSec * 1200, lifeMs / 2) * (1 - Math.random() / 6),
    lifeMs - MIN_RENEWAL_MS,
  );
}
