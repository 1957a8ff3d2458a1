const colours = 8;

/** The colour of the part of a key at `index`: the signature is first, and the others take turns. */
export function partClass(index: number): string {
  return index === 0 ? 'part-signature' : `part-${(index - 1) % colours}`;
}
