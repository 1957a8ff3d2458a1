// A name of somebody else's choosing must not push everything else off the screen.
const MAX_LABEL_LENGTH = 40;

/** The longest label of a table; less than half of a narrow terminal. */
export function labelLength(columns: number): number {
  return columns > 0 ? Math.min(MAX_LABEL_LENGTH, Math.floor(columns * 0.45)) : MAX_LABEL_LENGTH;
}
