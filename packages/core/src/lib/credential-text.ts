import { ForgekeyError, type ForgekeyErrorCode, ForgekeyTypeError } from '../errors.ts';

/** The hint for a text that is not a credential; `reason` completes "It may be …". No credential has a quote or a space. */
export function hintFor(text: string, reason: string): string {
  return /["'\s]/.test(text) ? 'Remove "Bearer", quotes and spaces.' : `It may be ${reason}.`;
}

/**
 * Refuses a value that cannot be a credential, before any work on it.
 *
 * @throws {ForgekeyError} `code`; also a TypeError if the value is not a string
 */
export function assertCredentialText(
  parameter: string,
  code: ForgekeyErrorCode,
  value: unknown,
  maxLength: number,
): void {
  if (typeof value !== 'string') {
    const message = `"${parameter}" must be a string, not ${typeof value}.`;
    throw new ForgekeyTypeError(code, message, parameter);
  }
  if (value === '') throw malformed(parameter, code, 'is empty.');
  if (value.length > maxLength) {
    throw malformed(parameter, code, `is longer than ${maxLength} characters.`);
  }
}

/** A credential that cannot be read; `what` completes the sentence that begins with its name. */
export function malformed(
  parameter: string,
  code: ForgekeyErrorCode,
  what: string,
  hint?: string,
): ForgekeyError {
  return new ForgekeyError(code, `"${parameter}" ${what}`, { parameter, hint });
}

/** A credential in a pasted text. */
export interface PastedCredential {
  /** A plain API key has 32 hexadecimal digits. It may be a parent key or another secret. */
  readonly kind: CredentialKind | 'plainApiKey';
  readonly text: string;
}

export type CredentialKind = 'securedApiKey' | 'userToken';

/** The kind of a credential: base64 has no dot, and a JWT has two. */
export function kindOfCredential(credential: string): CredentialKind {
  return credential.includes('.') ? 'userToken' : 'securedApiKey';
}

/**
 * The credentials in pasted text, which may be a header, a line of code, a URL from a log, or several lines. Keys come before
 * tokens. Text without a credential is returned as one credential, so that a reader can say what is wrong with it. For empty
 * text or only whitespace, the list is empty.
 */
export function credentialsInText(pasted: string): PastedCredential[] {
  const named = namedPlaces.flatMap(place => Array.from(pasted.matchAll(place), match => match[1]!));
  const texts = named.length > 0 ? named.map(decodePercent) : unnamed(pasted);
  return texts.map(text => ({
    kind: plainApiKey.test(text) ? 'plainApiKey' : kindOfCredential(text),
    text,
  }));
}

// Headers, query parameters and object members. Authorization headers with other schemes than Bearer are not ours.
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
  // The first line of a credential with line breaks can look whole.
  const found = /[\r\n]/.test(text) ? (joinedOne ?? whole[0]) : (whole[0] ?? joinedOne);
  return [found ?? joined];
}

/** The parts of `text` that have the form of a whole credential. */
function credentialsIn(text: string): string[] {
  return Array.from(text.matchAll(/[\w+/.-]+={0,2}/g), ([run]) => withoutEnd(run, '.')).filter(isWhole);
}

function isWhole(text: string): boolean {
  return plainApiKey.test(text) || /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/.test(text) || beginsWithSignature(text);
}

// 63 of the 64 hexadecimal digits of a signature: 3 digits take 4 characters.
const SIGNATURE_CHARACTERS = 84;

/** A secured API key is the base64 of a hexadecimal signature and a query string. */
function beginsWithSignature(text: string): boolean {
  if (text.length <= SIGNATURE_CHARACTERS || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return false;
  return /^[0-9a-f]{63}$/.test(atob(text.slice(0, SIGNATURE_CHARACTERS)));
}

function unquote(text: string): string {
  return withoutEnd(text.replace(/^["'`]+/, ''), `"'\`;,`);
}

/** A loop, because a regular expression for the end of a text takes quadratic time. */
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
 * Whether a text may contain a key, a token or a secret, also with line breaks or next to other text. Do not put such a text
 * into a link or a log.
 */
export function looksLikeCredential(text: string): boolean {
  const unbroken = text.replace(/\s+/g, '');
  return glued.some(pattern => pattern.test(unbroken));
}

/** Whether `text` begins like a secret key of Agent Studio. */
export function isSecretKey(text: string): boolean {
  return text.startsWith('sk-alg-');
}
