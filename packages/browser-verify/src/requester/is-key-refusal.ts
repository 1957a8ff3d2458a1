const texts: Readonly<Record<number, RegExp>> = {
  400: /validUntil\W+parameter expired/,
  403: /Invalid (?:Application-ID or )?API key/i,
};

/**
 * Whether an answer says that the key is no longer valid, so that a new key may succeed. `Index not allowed with
 * this API key` and similar answers do not count: the server would refuse a new key, too.
 *
 * The events API answers 401, without a reason.
 *
 * @see https://www.algolia.com/doc/guides/security/api-keys#secured-api-keys
 */
export function isKeyRefusal({ status, content }: { status: number; content: string }): boolean {
  return status === 401 || (texts[status]?.test(content) ?? false);
}
