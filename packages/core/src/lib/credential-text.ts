import { ForgekeyError, type ForgekeyErrorCode, ForgekeyTypeError } from '../errors.ts';

/** The hint for a credential that is not whole. */
export const CHECK_WHETHER_CUT = 'Check whether it was cut.';

/**
 * Refuses what cannot be a credential, before any work on it.
 *
 * @throws {ForgekeyError} `code`; also a TypeError where it is not a string
 */
export function assertCredentialText(
  parameter: string,
  code: ForgekeyErrorCode,
  value: unknown,
  maxLength: number,
): void {
  if (typeof value !== 'string') {
    const message = `"${parameter}" must be a string, but its type is ${typeof value}.`;
    throw new ForgekeyTypeError(code, message, parameter);
  }
  if (value.length > maxLength) {
    throw malformed(parameter, code, `is longer than ${maxLength} characters.`, CHECK_WHETHER_CUT);
  }
}

/** A credential that cannot be read; `what` completes the sentence that begins with its name. */
export function malformed(
  parameter: string,
  code: ForgekeyErrorCode,
  what: string,
  hint: string,
): ForgekeyError {
  return new ForgekeyError(code, `"${parameter}" ${what}`, { parameter, hint });
}

/** What a text that someone pasted holds. */
export interface PastedCredential {
  /** A plain API key has 32 hexadecimal digits: it is a parent key, or another secret. */
  readonly kind: CredentialKind | 'plainApiKey';
  readonly text: string;
}

export type CredentialKind = 'securedApiKey' | 'userToken';

/** Which of the two a credential is: base64 has no dot, and a JWT has two. */
export function kindOfCredential(credential: string): CredentialKind {
  return credential.includes('.') ? 'userToken' : 'securedApiKey';
}

/**
 * The credentials in pasted text: quoted, in a header, in a line of code, in a URL from a log, or broken over several lines.
 * A key comes before a token. Text without a credential is returned as one credential, so that a reader can say what is wrong
 * with it. Empty text, or only whitespace, gives an empty list.
 */
export function credentialsInText(pasted: string): PastedCredential[] {
  const named = namedPlaces.flatMap(place => Array.from(pasted.matchAll(place), match => match[1]!));
  const texts = named.length > 0 ? named.map(decodePercent) : unnamed(pasted);
  return texts.map(text => ({
    kind: plainApiKey.test(text) ? 'plainApiKey' : kindOfCredential(text),
    text,
  }));
}

// A header, a query parameter or a member of an object. Authorization has other schemes than Bearer, which are not ours.
const namedPlaces: readonly RegExp[] = [
  /x-algolia-api-key["']?\s*[:=]\s*["']?([^\s"'&;,]+)/gi,
  /x-algolia-secure-user-token["']?\s*[:=]\s*["']?([^\s"'&;,]+)/gi,
  /authorization["']?\s*[:=]\s*["']?Bearer\s+([^\s"'&;,]+)/gi,
];
const plainApiKey: RegExp = /^[0-9a-f]{32}$/i;
const bare: RegExp = /^[\w+/.-]+={0,2}$/;

function unnamed(pasted: string): string[] {
  const whole = credentialsIn(pasted);
  if (whole.length > 1) return whole;
  const text = unquote(pasted.trim().replace(/^Bearer\s+/i, ''));
  const joined = text.replace(/\s+/g, '');
  if (joined === '') return [];
  const joinedOne = bare.test(joined) ? joined : credentialsIn(joined)[0];
  // Of a credential that is broken over lines, the first line alone can look whole.
  const found = /[\r\n]/.test(text) ? (joinedOne ?? whole[0]) : (whole[0] ?? joinedOne);
  return [found ?? joined];
}

/** The parts of `text` that are whole credentials by their form. */
function credentialsIn(text: string): string[] {
  return Array.from(text.matchAll(/[\w+/.-]+={0,2}/g), ([run]) => withoutEnd(run, '.')).filter(isWhole);
}

function isWhole(text: string): boolean {
  return plainApiKey.test(text) || /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/.test(text) || beginsWithSignature(text);
}

// 63 of the 64 hexadecimal digits of a signature: 3 digits take 4 characters.
const SIGNATURE_CHARACTERS = 84;

/** A secured API key is base64 of a signature in hexadecimal digits, and more. */
function beginsWithSignature(text: string): boolean {
  if (text.length <= SIGNATURE_CHARACTERS || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return false;
  return /^[0-9a-f]{63}$/.test(atob(text.slice(0, SIGNATURE_CHARACTERS)));
}

function unquote(text: string): string {
  return withoutEnd(text.replace(/^["'`]+/, ''), `"'\`;,`);
}

/** A regular expression for the end of a text tries every place where it could begin. */
function withoutEnd(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text[end - 1]!)) end--;
  return text.slice(0, end);
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const glued: readonly RegExp[] = [/[A-Za-z0-9+/]{86,}/, /eyJ[\w-]{10,}\./, /[0-9a-f]{32}/i, /sk-alg-/i];

/**
 * Whether a text holds something that may be a key, a token or a secret, also broken over lines or glued to other text.
 * Such a text belongs in no link and no log.
 */
export function looksLikeCredential(text: string): boolean {
  const unbroken = text.replace(/\s+/g, '');
  return glued.some(pattern => pattern.test(unbroken));
}
