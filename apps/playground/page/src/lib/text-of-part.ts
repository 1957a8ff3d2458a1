/** The text of one part of a token that has been read: base64url of UTF-8. */
export function textOfPart(part: string): string {
  const binary = atob(part.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder().decode(Uint8Array.from(binary, character => character.charCodeAt(0)));
}
