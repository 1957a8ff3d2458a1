// The longest name of a search parameter has 39.
const MAX_NAME_CHARACTERS = 40;

/** Text of somebody else's choosing, for a message: its beginning, where it is long. */
export function shortened(text: string, maxCharacters: number = MAX_NAME_CHARACTERS): string {
  return text.length > maxCharacters ? `${text.slice(0, maxCharacters)}…` : text;
}
