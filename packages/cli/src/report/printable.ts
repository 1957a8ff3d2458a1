import { shown } from '@forgekey/core/internal';

/** Text that someone else wrote, so that it cannot steer a terminal or look like other text. */
export function printable(text: string): string {
  return shown(text, Number.POSITIVE_INFINITY);
}

/** The same for JSON, which escapes controls but not the rest. */
export function printableJson(value: unknown, indent?: number): string {
  const json = JSON.stringify(value, null, indent);
  // Answers of a batch are ASCII nearly always, and this test is much faster than the replacement.
  if (/^[\n\x20-\x7e]*$/.test(json)) return json;
  return json.replaceAll(/[\x7f-\x9f\p{Cf}\p{Zl}\p{Zp}]/gu, escapeForJson);
}

function escapeForJson(character: string): string {
  return Array.from({ length: character.length }, (_, index) => {
    return `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }).join('');
}
