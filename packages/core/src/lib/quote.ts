const MAX_QUOTED_CHARACTERS = 40;

/** How every authentication key of Agent Studio begins. */
export const SECRET_KEY_PREFIX = 'sk-alg-';

/**
 * A name of somebody else's choosing, for a message: clipped, so that no message carries a whole credential, without
 * more than the beginning of a secret that was taken for a name, and escaped, so that it cannot end the line of a log.
 */
export function quote(name: string): string {
  if (name.startsWith(SECRET_KEY_PREFIX)) return `"${SECRET_KEY_PREFIX}…"`;
  const clipped = name.length > MAX_QUOTED_CHARACTERS ? `${name.slice(0, MAX_QUOTED_CHARACTERS)}…` : name;
  return JSON.stringify(clipped);
}
