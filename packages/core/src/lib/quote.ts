const MAX_QUOTED_CHARACTERS = 40;

/** A name of somebody else's choosing, for a message: clipped, so that no message carries a whole credential. */
export function quote(name: string): string {
  return `"${name.length > MAX_QUOTED_CHARACTERS ? `${name.slice(0, MAX_QUOTED_CHARACTERS)}…` : name}"`;
}
