const colours = 8;

/** The colour of the part at `index` of a key: the first one is the signature, the others take turns. */
export function partClass(index: number): string {
  return index === 0 ? 'part-signature' : `part-${(index - 1) % colours}`;
}
