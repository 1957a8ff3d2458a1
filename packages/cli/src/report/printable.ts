import { shown } from '@forgekey/core/internal';

/** Makes foreign text safe to print: it cannot control a terminal or imitate other text. */
export function printable(text: string): string {
  return shown(text, Number.POSITIVE_INFINITY);
}

/** The same for JSON, which escapes control characters but nothing else. */
export function printableJson(value: unknown, indent?: number): string {
  const json = JSON.stringify(value, null, indent);
  // The answers of a batch are nearly always ASCII, and this test is much faster than the replacement.
  if (/^[\n\x20-\x7e]*$/.test(json)) return json;
  return json.replaceAll(/[\x7f-\x9f\p{Cf}\p{Zl}\p{Zp}]/gu, escapeForJson);
}

function escapeForJson(character: string): string {
  return Array.from({ length: character.length }, (_, index) => {
    return `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }).join('');
}
