/**
 * Whether a `Referer` fits a pattern, in which every `*` stands for any text. Without a `*` it must be the same text.
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
  // Each piece at its first place: if any arrangement fits, this one does. No backtracking, so linear.
  let from = first.length;
  const end = referer.length - last.length;
  for (const piece of pieces) {
    const at = referer.indexOf(piece, from);
    if (at < 0 || at + piece.length > end) return false;
    from = at + piece.length;
  }
  return true;
}
