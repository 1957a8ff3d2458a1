import { shownName } from './lib/text.ts';

/**
 * Every code of a forgekey error. The union is closed, so a `switch` over it can be exhaustive.
 *
 * @see https://github.com/forgekey/forgekey/blob/main/docs/errors.md
 */
export type ForgekeyErrorCode =
  /** The parent API key is empty, unusable or itself a secured API key: check where it is set. */
  | 'ERR_PARENT_KEY'
  /** The restrictions are empty, and the server refuses such a key: set at least one. */
  | 'ERR_RESTRICTIONS_EMPTY'
  /** A restriction is empty and would restrict nothing: generate no key for a user who may see nothing. */
  | 'ERR_RESTRICTION_EMPTY'
  /** A name is not a search parameter or restriction: correct it as the hint suggests. */
  | 'ERR_RESTRICTION_UNKNOWN'
  /** One parameter has two values: set it once, and join filters with `combineFilters`. */
  | 'ERR_RESTRICTION_CONFLICT'
  /** A value has the wrong type or range, cannot be signed without loss, or is too long: pass what the message asks for. */
  | 'ERR_RESTRICTION_VALUE'
  /** The engine would refuse the filter text at `column`: write it with the `filters` template. */
  | 'ERR_FILTER_SYNTAX'
  /** The text is not a secured API key: compare it with the generated key. */
  | 'ERR_KEY_MALFORMED'
  /** None of the parent keys signed the key: check which parent key signs. */
  | 'ERR_KEY_SIGNATURE'
  /** The key is past its `validUntil`: generate a new one. */
  | 'ERR_KEY_EXPIRED'
  /** The key has no `validUntil`, so it has no remaining validity: generate keys with a `validUntil`. */
  | 'ERR_KEY_NO_EXPIRY'
  /** The key is signed but ambiguous: generate it again, with each restriction once. */
  | 'ERR_KEY_AMBIGUOUS'
  /** The user id, key id, secret or lifetime of a token is unusable: check where it is set. */
  | 'ERR_TOKEN_INPUT'
  /** The text is not a secured user token: compare it with the forged token. */
  | 'ERR_TOKEN_MALFORMED'
  /** The token is not signed with HS256: forge it with `forgeSecuredUserToken`. */
  | 'ERR_TOKEN_ALGORITHM'
  /** No secret has the key id of the token: if the id is yours, add its secret to `secretKeys`. */
  | 'ERR_TOKEN_KEY_ID'
  /** Signature mismatch: the token was modified, or signed with another secret. Compare the secrets of both servers. */
  | 'ERR_TOKEN_SIGNATURE'
  /** A claim is missing or has the wrong type: forge the token with `forgeSecuredUserToken`. */
  | 'ERR_TOKEN_CLAIM'
  /** The token is past its `exp`: forge a new one. */
  | 'ERR_TOKEN_EXPIRED'
  /** The `nbf` of the token is in the future: compare the clocks. */
  | 'ERR_TOKEN_NOT_YET_VALID'
  /** Minting in a browser page would publish the secret: mint on a server. */
  | 'ERR_BROWSER_MINTING'
  /** A secret is missing from the environment: set the variables that the message names. */
  | 'ERR_SECRET_MISSING'
  /** The request does not carry a required credential: send it as a header or a query parameter. */
  | 'ERR_CREDENTIAL_MISSING'
  /** The request carries the credential twice: send it once. */
  | 'ERR_CREDENTIAL_REPEATED'
  /** The request to a credential endpoint is not a POST request: send a POST request. */
  | 'ERR_METHOD_NOT_POST'
  /** A page of another site sent a request to a credential endpoint: if the site is yours, add its origin to `allowedOrigins`. */
  | 'ERR_CROSS_SITE'
  /** The request to a credential endpoint has no session: sign in first. */
  | 'ERR_SESSION_MISSING'
  /** The key or its parent does not allow this index: add it to `restrictIndices`. */
  | 'ERR_INDEX_NOT_ALLOWED'
  /** The parent key lacks the ACL of the operation: sign with a parent key that has it. */
  | 'ERR_METHOD_NOT_ALLOWED'
  /** The page matches no referer pattern of the parent key: add it there. */
  | 'ERR_REFERER_NOT_ALLOWED'
  /** The address is not in `restrictSources`: check the address that the server sees. */
  | 'ERR_SOURCE_NOT_ALLOWED'
  /** The index does not exist: check its spelling and the application id. */
  | 'ERR_INDEX_UNKNOWN'
  /** The requests per hour of the parent key are used up: give each key a `userToken`. */
  | 'ERR_RATE_LIMITED'
  /** `load` of a credential source failed: `cause` is your own error. */
  | 'ERR_CREDENTIAL_LOAD'
  /** `load` took too long: pass its `signal` to `fetch`. */
  | 'ERR_CREDENTIAL_TIMEOUT'
  /** `load` returned no credential, or an expired one: let no cache store the response. */
  | 'ERR_CREDENTIAL_UNUSABLE'
  /** The credential belongs to another user, or is not for these indices: let no cache share responses. */
  | 'ERR_CREDENTIAL_MISMATCH'
  /** The credential source was closed: create a new one. */
  | 'ERR_CREDENTIAL_CLOSED';

/** The optional properties of an error. */
export interface ForgekeyErrorDetails {
  /** How to fix it, in one or two sentences. */
  hint?: string | undefined;
  /** The name of the wrong parameter, claim or argument. */
  parameter?: string | undefined;
  /** The position of the mistake in a filter text. The first character is 1. */
  column?: number | undefined;
}

const marker = Symbol.for('forgekey.error');

/** Whether `value` is an error of forgekey, from any copy of the package. */
export function isForgekeyError(value: unknown): value is ForgekeyError {
  return value instanceof Error && (value as { [marker]?: unknown })[marker] === true;
}

/**
 * The error class of forgekey. `code` is stable, for programs. `message` says what is wrong, and `hint` says how to fix it.
 * No property contains a secret, a whole credential or a control character.
 *
 * `instanceof ForgekeyError` is also true for errors of another copy of the package.
 *
 * @example
 * try { verifySecuredApiKey(key, { parentApiKeys }) } catch (error) {
 *   if (error instanceof ForgekeyError && error.code === 'ERR_KEY_EXPIRED') renew();
 *   else throw error;
 * }
 */
export class ForgekeyError extends Error {
  /** `ForgekeyError`, or the name of the subclass. */
  override readonly name: string = 'ForgekeyError';
  /** What is wrong. Stable, for programs. */
  readonly code: ForgekeyErrorCode;
  /** How to fix it. */
  declare readonly hint?: string;
  /** The name of the wrong parameter, claim or argument. */
  declare readonly parameter?: string;
  /** The position of the mistake in a filter text. The first character is 1. */
  declare readonly column?: number;

  /** Creates an error. Only forgekey itself needs this. */
  constructor(code: ForgekeyErrorCode, message: string, details: ForgekeyErrorDetails = {}) {
    super(message);
    this.code = code;
    complete(this, details);
  }

  /** True for every forgekey error, from any copy of the package. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    // A subclass inherits this method, and must not accept every marked error.
    const isBaseClass = Object.getPrototypeOf(this) === Error;
    return isBaseClass ? isForgekeyError(value) : super[Symbol.hasInstance](value);
  }
}

/** The error for a filter text that the engine would refuse. Its code is `ERR_FILTER_SYNTAX`. */
export class FilterSyntaxError extends ForgekeyError {
  /** `FilterSyntaxError`. */
  override readonly name: string = 'FilterSyntaxError';

  /** Creates an error. Only forgekey itself needs this. */
  constructor(message: string, column: number, details: Omit<ForgekeyErrorDetails, 'column'> = {}) {
    const { hint, parameter = 'filters' } = details;
    super('ERR_FILTER_SYNTAX', message, { hint, parameter, column });
  }
}

/** The error for a value of the wrong type, if a code exists for it. It is both a `TypeError` and a forgekey error. */
export class ForgekeyTypeError extends TypeError {
  override readonly name: string = 'ForgekeyTypeError';
  readonly code: ForgekeyErrorCode;
  declare readonly hint?: string;
  declare readonly parameter?: string;

  constructor(code: ForgekeyErrorCode, message: string, parameter: string, hint?: string) {
    super(message);
    this.code = code;
    complete(this, { parameter, hint });
  }
}

/** Marks an error, and gives it its details. A property without a value is left out. */
function complete(error: Error, { hint, parameter, column }: ForgekeyErrorDetails): void {
  Object.defineProperty(error, marker, { value: true });
  const target = error as { -readonly [Name in keyof ForgekeyErrorDetails]: ForgekeyErrorDetails[Name] };
  if (hint !== undefined) target.hint = hint;
  if (parameter !== undefined) target.parameter = shownName(parameter);
  if (column !== undefined) target.column = column;
}
