import fc, { type Arbitrary } from 'fast-check';

/** Any Unicode character, as text. (fast-check's own unit `binary` needs a second to get ready.) */
const character: Arbitrary<string> = fc
  .oneof(
    fc.integer({ min: 0, max: 0x7f }),
    fc.integer({ min: 0, max: 0xd7ff }),
    fc.integer({ min: 0xe000, max: 0x10ffff }),
  )
  .map(codePoint => String.fromCodePoint(codePoint));

/** Any well-formed text. */
export function unicodeText(constraints: { minLength?: number; maxLength?: number } = {}): Arbitrary<string> {
  return fc.string({ unit: character, ...constraints });
}
