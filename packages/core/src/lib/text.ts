/** Whether text has leading or trailing whitespace. In a secret, it would be part of the HMAC key. */
export function hasOuterWhitespace(text: string): boolean {
  return text !== text.trim();
}

/** Whether `text` is a usual secret as it stands in a file or a header: in quotes, or after "Bearer". */
export function isWrappedSecret(text: string): boolean {
  return /^(?:(["'])[\w-]{16,}\1|Bearer [\w-]{16,})$/i.test(text);
}

/** What is wrong with such a secret, for the end of a message. */
export const wrappedSecret = 'has quotes around it, or "Bearer" before it.';

/** Whether `text` contains a control character. A secret of NULs equals the empty HMAC key. */
export function hasControlCharacter(text: string): boolean {
  return /[\0-\x1f\x7f-\x9f]/.test(text);
}

/** The type of `value`, for a message. Never its content, which may be a secret. */
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

/** The same for a value that is not secret. It shows a number. */
export function describeTypeOrNumber(value: unknown): string {
  return typeof value === 'number' ? `the number ${value}` : describeType(value);
}

// Controls, line and paragraph separators, invisible and reordering characters, lone surrogates.
const unprintable: RegExp = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** How much of a caller's text a message shows: enough to find it, too little to use it as a credential. */
const MAX_SHOWN_CHARACTERS = 16;

/**
 * A caller's text for a message: shortened, and without characters that could end or disguise a line of a log. Every message that
 * contains such text uses this function, `quote` or `shownName`.
 */
export function shown(text: string, maxCharacters?: number): string {
  return clip(text, maxCharacters).replace(unprintable, escapeCharacter);
}

/** The same in double quotes, with quotes and backslashes escaped. */
export function quote(text: string): string {
  return JSON.stringify(clip(text)).replace(unprintable, escapeCharacter);
}

/** A caller's name for a message. It is shown whole only if it looks like a name, because it may be a misplaced secret. */
export function shownName(name: string): string {
  return /^[A-Za-z_]{1,24}[\d.]?[A-Za-z_]{0,24}$/.test(name) ? name : shown(name);
}

/** The same in double quotes. */
export function quoteName(name: string): string {
  const whole = shownName(name);
  return whole === name ? `"${name}"` : quote(name);
}

function clip(text: string, maxCharacters: number = MAX_SHOWN_CHARACTERS): string {
  return text.length > maxCharacters ? `${text.slice(0, maxCharacters)}…` : text;
}

function escapeCharacter(character: string): string {
  return `\\u{${character.codePointAt(0)!.toString(16)}}`;
}

// A longer text is not a misspelled name, and may be a secret.
const MAX_NAME_LENGTH = 60;

/** The candidate that `name` probably means, or undefined if none is similar. */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > MAX_NAME_LENGTH) return undefined;
  const wanted = withoutStyle(name);
  let nearest: string | undefined;
  let least = Math.max(2, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    const text = withoutStyle(candidate);
    // Each edit changes the length by at most one. This excludes most candidates quickly.
    if (Math.abs(text.length - wanted.length) >= least) continue;
    const distance = editDistance(wanted, text);
    if (distance < least) {
      least = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

/** A name for comparison: snake_case, kebab-case and camelCase are the same. */
function withoutStyle(name: string): string {
  return name.replaceAll(/[_-]/g, '').toLowerCase();
}

/** Levenshtein distance, one row of the matrix at a time. */
export function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const substitution = previous[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(substitution, previous[column]! + 1, current[column - 1]! + 1));
    }
    previous = current;
  }
  return previous[b.length]!;
}
