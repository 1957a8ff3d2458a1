/** A published key and its parent, from the vendor's common test suite. */
export const parentApiKey = '2640659426d5107b6e47d75db9cbaef8';
export const securedApiKey =
  'NjFhZmE0OGEyMTI3OThiODc0OTlkOGM0YjcxYzljY2M2NmU2NDE5ZWY0NDZjMWJhNjA2NzBkMjAwOTI2YWQyZnJlc3RyaWN0SW5kaWNlcz1Nb3ZpZXMmdmFsaWRVbnRpbD0yNTI0NjA0NDAw';
export const restrictions = { validUntil: 2524604400, restrictIndices: ['Movies'] };

/** Throws unless `actual` is `expected`. */
export function expect(actual, expected) {
  const [one, other] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (one !== other) throw new Error(`${one} is not ${other}`);
}
