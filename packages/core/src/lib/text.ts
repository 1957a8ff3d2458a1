/** Whether text has whitespace or a line break at an end: part of a secret, it would be signed with. */
export function hasOuterWhitespace(text: string): boolean {
  return text !== text.trim();
}

/** Whether `text` holds a control character, which no secret does: a secret of NULs equals the empty HMAC key. */
export function hasControlCharacter(text: string): boolean {
  return /[\0-\x1f\x7f-\x9f]/.test(text);
}

/** What `value` is, for a message: its type, never its content, which may be a secret. */
export function describeType(value: unknown): string {
  if (value === null || value === undefined || Number.isNaN(value)) return String(value);
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') {
    const name = Object.getPrototypeOf(value)?.constructor?.name;
    return typeof name === 'string' && /^[A-Z]\w{0,30}$/.test(name) && name !== 'Object'
      ? `a ${name}`
      : 'an object';
  }
  return `a ${typeof value}`;
}

/** The same of a value that is not secret: a number is shown. */
export function describeTypeOrNumber(value: unknown): string {
  return typeof value === 'number' ? `the number ${value}` : describeType(value);
}

// Controls, line and paragraph separators, invisible and reordering characters, lone surrogates.
const unprintable: RegExp = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** How much of a caller's text a message shows: enough to find the place, too little to use a credential. */
const MAX_SHOWN_CHARACTERS = 16;

/**
 * Foreign text for a message: clipped, and without a character that ends or disguises the line of a log. Every message that
 * shows text of a caller uses this function, `quote` or `shownName`.
 */
export function shown(text: string, maxCharacters: number = MAX_SHOWN_CHARACTERS): string {
  const clipped = text.length > maxCharacters ? `${text.slice(0, maxCharacters)}…` : text;
  return clipped.replace(unprintable, escapeCharacter);
}

/** The same in double quotes, with the quotes and backslashes inside escaped. */
export function quote(text: string): string {
  const clipped = text.length > MAX_SHOWN_CHARACTERS ? `${text.slice(0, MAX_SHOWN_CHARACTERS)}…` : text;
  return JSON.stringify(clipped).replace(unprintable, escapeCharacter);
}

/** A name that a caller chose. It is shown whole only if it looks like one: a secret can be passed where a name belongs. */
export function shownName(name: string): string {
  return /^[A-Za-z_]{1,24}[\d.]?[A-Za-z_]{0,24}$/.test(name) ? name : shown(name);
}

/** The same in double quotes. */
export function quoteName(name: string): string {
  const whole = shownName(name);
  return whole === name ? `"${name}"` : quote(name);
}

function escapeCharacter(character: string): string {
  return `\\u{${character.codePointAt(0)!.toString(16)}}`;
}

/**
 * A number in decimal digits, or undefined where it has no exact plain form: another server would read `1e+21` differently,
 * and an integer beyond 2^53 is already another one than was written.
 */
export function plainDecimal(value: number): string | undefined {
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return undefined;
  const text = String(value);
  return /^-?\d+(?:\.\d+)?$/.test(text) ? text : undefined;
}
