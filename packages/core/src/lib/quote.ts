const MAX_QUOTED_CHARACTERS = 40;

/**
 * A name of somebody else's choosing, for a message: clipped, so that no message carries a whole credential, and
 * escaped, so that it cannot end the line of a log.
 */
export function quote(name: string): string {
  const clipped = name.length > MAX_QUOTED_CHARACTERS ? `${name.slice(0, MAX_QUOTED_CHARACTERS)}…` : name;
  return JSON.stringify(clipped);
}
