import { ForgekeyError, ForgekeyTypeError } from '../errors.ts';
import { decodeBase64 } from '../lib/bytes.ts';
import { isSecretKey } from '../lib/credential-text.ts';
import { MAX_SECRET_LENGTH, MAX_SECURED_API_KEY_LENGTH } from '../lib/limits.ts';
import { elementsOf, isListOf, isObject, setOwn, UnwritableValue } from '../lib/plain-copy.ts';
import {
  describeType,
  hasControlCharacter,
  hasOuterWhitespace,
  isWrappedSecret,
  wrappedSecret,
} from '../lib/text.ts';
import { beginsWithSignature } from './envelope.ts';

// The length of the signature in base64, without the last group, which may have padding.
const SIGNATURE_BASE64_LENGTH = 84;

const CHECK_WHERE_IT_IS_SET = 'Check that the environment variable is set.';

/** The form of every key of the vendor. It passes all checks. */
const usual: RegExp = /^[\w-]{1,64}$/;

/**
 * Refuses a parent API key that cannot sign, or that is not secret.
 *
 * @throws {ForgekeyError} `ERR_PARENT_KEY` (also a TypeError if the value is not a string)
 */
export function assertParentApiKey(
  parentApiKey: unknown,
  parameter = 'parentApiKey',
): asserts parentApiKey is string {
  if (typeof parentApiKey !== 'string') {
    const expected = parameter === 'parentApiKeys' ? 'a string or a list of strings' : 'a string';
    const message = `"${parameter}" must be ${expected}; it is ${describeType(parentApiKey)}.`;
    throw new ForgekeyTypeError('ERR_PARENT_KEY', message, parameter, CHECK_WHERE_IT_IS_SET);
  }
  if (usual.test(parentApiKey)) return;
  if (parentApiKey === '') {
    throw parentKeyError(parameter, 'is empty: anyone could sign with it.', CHECK_WHERE_IT_IS_SET);
  }
  if (isSecuredApiKey(parentApiKey)) {
    const what = 'is itself a secured API key, which cannot sign another one.';
    throw parentKeyError(parameter, what, 'Use its parent.');
  }
  if (parentApiKey.length > MAX_SECRET_LENGTH) {
    throw parentKeyError(parameter, `is longer than ${MAX_SECRET_LENGTH} characters.`);
  }
  if (!parentApiKey.isWellFormed()) {
    const what = 'contains a lone surrogate: it is not well-formed Unicode.';
    throw parentKeyError(parameter, what, 'Copy it again.');
  }
  if (hasControlCharacter(parentApiKey)) {
    const what = 'contains a control character or line break.';
    throw parentKeyError(parameter, what, 'Trim it where it is read.');
  }
}

/**
 * Refuses a parent API key that must not sign new keys.
 *
 * @throws {ForgekeyError} `ERR_PARENT_KEY` (also a TypeError if the value is not a string)
 */
export function assertSigningParent(parentApiKey: unknown): void {
  assertParentApiKey(parentApiKey);
  assertNoOuterWhitespace(parentApiKey);
  if (isSecretKey(parentApiKey)) {
    const what = 'is a secret key of Agent Studio, which signs user tokens.';
    throw parentKeyError('parentApiKey', what, 'Use a search-only API key.');
  }
  if (isWrappedSecret(parentApiKey)) {
    const hint = 'Pass the key alone. Check how the environment variable is set.';
    throw parentKeyError('parentApiKey', wrappedSecret, hint);
  }
}

/** Whitespace from a file or a page would be part of the HMAC key, and the server would refuse the secured key. */
export function assertNoOuterWhitespace(parentApiKey: string, parameter = 'parentApiKey'): void {
  if (hasOuterWhitespace(parentApiKey)) {
    throw parentKeyError(parameter, 'has leading or trailing whitespace.', 'Trim it where it is read.');
  }
}

/** Also for a truncated secured key, because anyone who has the key knows it. */
function isSecuredApiKey(text: string): boolean {
  if (text.length <= SIGNATURE_BASE64_LENGTH) return false;
  // Only 63 of the 64 digits, because the rest may be truncated or long.
  return beginsWithSignature.test(`${decodeBase64(text.slice(0, SIGNATURE_BASE64_LENGTH))}0`);
}

function parentKeyError(parameter: string, what: string, hint?: string): ForgekeyError {
  return new ForgekeyError('ERR_PARENT_KEY', `"${parameter}" ${what}`, { parameter, hint });
}

/**
 * The known properties of a parent API key, with the vendor's names. An absent property means no limit.
 *
 * @see https://www.algolia.com/doc/rest-api/search/get-api-key
 */
export interface ParentApiKey {
  /** What the key may do. A secured key inherits it. */
  readonly acl?: readonly string[] | undefined;
  /** Index names or patterns. An empty list means no limit. */
  readonly indexes?: readonly string[] | undefined;
  /** The maximum number of hits per page. 0 means no limit. */
  readonly maxHitsPerQuery?: number | undefined;
  /** Requests per hour for each user token or address. 0 means no limit. `authorizeSearch` does not count requests. */
  readonly maxQueriesPerIPPerHour?: number | undefined;
  /** Search parameters and `restrictSources` that the key enforces, as a query string. */
  readonly queryParameters?: string | undefined;
  /** Patterns of the pages that may use the key. An empty list means no limit. */
  readonly referers?: readonly string[] | undefined;
  /** Lifetime in seconds, counted from `createdAt`. 0 means no limit. */
  readonly validity?: number | undefined;
  /** Milliseconds since the Unix epoch. */
  readonly createdAt?: number | undefined;
}

const memberTypes: Readonly<
  Record<keyof ParentApiKey, 'an array of strings' | 'a string' | 'a number' | 'an integer, 0 or more'>
> = {
  acl: 'an array of strings',
  indexes: 'an array of strings',
  referers: 'an array of strings',
  queryParameters: 'a string',
  maxHitsPerQuery: 'an integer, 0 or more',
  maxQueriesPerIPPerHour: 'a number',
  validity: 'a number',
  createdAt: 'a number',
};

/** The reason why a value is not a `ParentApiKey`, as a part of a sentence, or undefined. */
export function parentApiKeyProblem(value: unknown): string | undefined {
  const reading = readParentApiKey(value);
  return typeof reading === 'string' ? reading : undefined;
}

/**
 * A copy of a `ParentApiKey`, of which each member is read once; or that reason. Other members are ignored, because the vendor's
 * API returns more of them.
 */
export function readParentApiKey(value: unknown): ParentApiKey | string {
  if (!isObject(value)) return 'it must be an object';
  const parent: Record<string, unknown> = {};
  for (const [name, type] of Object.entries(memberTypes)) {
    const member = copyOfList((value as Record<string, unknown>)[name]);
    if (member !== undefined && !isOfType(type, member)) return `"${name}" must be ${type}`;
    setOwn(parent, name, member);
  }
  const { queryParameters = '' } = parent as ParentApiKey;
  return queryParameters.length > MAX_SECURED_API_KEY_LENGTH
    ? `"queryParameters" must not be longer than ${MAX_SECURED_API_KEY_LENGTH} characters`
    : parent;
}

/** A copy of a list, null for a list that cannot be copied, and any other value itself. */
function copyOfList(member: unknown): unknown {
  try {
    return Array.isArray(member) ? elementsOf(member) : member;
  } catch (error) {
    if (error instanceof UnwritableValue) return null;
    throw error;
  }
}

function isOfType(type: (typeof memberTypes)[keyof ParentApiKey], value: unknown): boolean {
  if (type === 'a number') return Number.isFinite(value);
  // It limits a number of hits.
  if (type === 'an integer, 0 or more') return Number.isSafeInteger(value) && (value as number) >= 0;
  if (type === 'a string') return typeof value === 'string';
  return isListOf(value, element => typeof element === 'string');
}
