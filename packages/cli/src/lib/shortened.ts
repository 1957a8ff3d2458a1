// The longest name of a search parameter has 39.
const MAX_CHARACTERS = 40;

/** Text of somebody else's choosing, for a message: its beginning, where it is long. */
export function shortened(text: string): string {
  return text.length > MAX_CHARACTERS ? `${text.slice(0, MAX_CHARACTERS)}…` : text;
}
