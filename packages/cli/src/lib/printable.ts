// Controls, format characters (which turn text around or hide it), surrogates and line separators.
const unprintable: RegExp = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Text of somebody else's making, so that it cannot steer a terminal or look like another text. */
export function printable(text: string): string {
  return text.replaceAll(unprintable, character => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}

/** The same for JSON, which escapes controls but not the rest. */
export function printableJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replaceAll(/[\x7f-\x9f\p{Cf}\p{Zl}\p{Zp}]/gu, escapeForJson);
}

function escapeForJson(character: string): string {
  return Array.from({ length: character.length }, (_, index) => {
    return `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }).join('');
}
