import { shownName } from './lib/text.ts';

/**
 * Every code a forgekey error can carry: a closed union, so a `switch` over it can be exhaustive.
 *
 * @see https://github.com/forgekey/forgekey/blob/main/docs/errors.md
 */
export type ForgekeyErrorCode =
  /** The parent API key is empty, not a string, itself secured, or has surrounding whitespace or a control character: check where it is set. */
  | 'ERR_PARENT_KEY'
  /** The restrictions are empty, and the server refuses such a key: set at least one. */
  | 'ERR_RESTRICTIONS_EMPTY'
  /** A restriction is empty and would restrict nothing: create no key for a user who may see nothing. */
  | 'ERR_RESTRICTION_EMPTY'
  /** No search parameter or restriction has this name: correct it as the hint suggests. */
  | 'ERR_RESTRICTION_UNKNOWN'
  /** One parameter has two values: set it once, and join filters with `combineFilters`. */
  | 'ERR_RESTRICTION_CONFLICT'
  /** A value has the wrong type or range, cannot be signed without loss, or is too long: use what the message asks for. */
  | 'ERR_RESTRICTION_VALUE'
  /** The engine would refuse the filter text at `column`: write it with the `filters` template. */
  | 'ERR_FILTER_SYNTAX'
  /** This is not a secured API key: compare it with the key that was generated. */
  | 'ERR_KEY_MALFORMED'
  /** No parent key that was given signed the key: check which one signs. */
  | 'ERR_KEY_SIGNATURE'
  /** The key is past its `validUntil`: generate a new one. */
  | 'ERR_KEY_EXPIRED'
  /** The key has no `validUntil`, so it has no remaining validity: give keys one. */
  | 'ERR_KEY_NO_EXPIRY'
  /** The key is signed but ambiguous: generate it again, with each restriction once. */
  | 'ERR_KEY_AMBIGUOUS'
  /** The user id, key id, secret or lifetime of a token is unusable: check where it is set. */
  | 'ERR_TOKEN_INPUT'
  /** This is not a secured user token: compare it with the token that was forged. */
  | 'ERR_TOKEN_MALFORMED'
  /** The token is not signed with HS256: forge it with `forgeSecuredUserToken`. */
  | 'ERR_TOKEN_ALGORITHM'
  /** No secret of the key id of the token is known: add it to `secretKeys`, if it is yours. */
  | 'ERR_TOKEN_KEY_ID'
  /** The secret of its key id did not sign the token: compare the secrets of both sides. */
  | 'ERR_TOKEN_SIGNATURE'
  /** A claim is missing or has the wrong type: forge the token with `forgeSecuredUserToken`. */
  | 'ERR_TOKEN_CLAIM'
  /** The token is past its `exp`: forge a new one. */
  | 'ERR_TOKEN_EXPIRED'
  /** The `nbf` of the token is still to come: compare the clocks. */
  | 'ERR_TOKEN_NOT_YET_VALID'
  /** Minting in a page would publish the secret: mint on a server. */
  | 'ERR_BROWSER_MINTING'
  /** A secret is not in the environment: set the variables that the message names. */
  | 'ERR_SECRET_MISSING'
  /** The request carries no credential where one is required: send it as a header or a query parameter. */
  | 'ERR_CREDENTIAL_MISSING'
  /** The request carries the credential twice: send it once. */
  | 'ERR_CREDENTIAL_REPEATED'
  /** A credential endpoint was asked by another method than POST: send a POST request. */
  | 'ERR_METHOD_NOT_POST'
  /** A page of another site asked a credential endpoint: add its origin to `allowedOrigins`, if it is yours. */
  | 'ERR_CROSS_SITE'
  /** The request to a credential endpoint has no session: sign in first. */
  | 'ERR_SESSION_MISSING'
  /** The key, or its parent, does not open this index: add it to `restrictIndices`. */
  | 'ERR_INDEX_NOT_ALLOWED'
  /** The parent key lacks the ACL of the operation: sign with one that has it. */
  | 'ERR_METHOD_NOT_ALLOWED'
  /** The page is in no referer pattern of the parent key: add it there. */
  | 'ERR_REFERER_NOT_ALLOWED'
  /** The address is not in `restrictSources`: check the address that the server sees. */
  | 'ERR_SOURCE_NOT_ALLOWED'
  /** There is no such index: check its spelling and the application id. */
  | 'ERR_INDEX_UNKNOWN'
  /** The requests per hour of the parent key are used up: give each key a `userToken`. */
  | 'ERR_RATE_LIMITED'
  /** `load` of a credential source failed: the `cause` is your own error. */
  | 'ERR_CREDENTIAL_LOAD'
  /** `load` did not settle in time: pass its `signal` to `fetch`. */
  | 'ERR_CREDENTIAL_TIMEOUT'
  /** `load` gave no credential, or an expired one: let no cache store it. */
  | 'ERR_CREDENTIAL_UNUSABLE'
  /** The credential is another user's, or not for these indices: let no cache share answers. */
  | 'ERR_CREDENTIAL_MISMATCH'
  /** The credential source was closed: make a new one. */
  | 'ERR_CREDENTIAL_CLOSED';

/** What an error may carry besides its code and message. */
export interface ForgekeyErrorDetails {
  /** What to do about it: one or two plain sentences. */
  hint?: string | undefined;
  /** The parameter, claim or argument at fault. */
  parameter?: string | undefined;
  /** Where in a filter text the fault is: 1 for the first character. */
  column?: number | undefined;
}

const marker = Symbol.for('forgekey.error');

function carriesMarker(value: unknown): boolean {
  return value instanceof Error && (value as { [marker]?: unknown })[marker] === true;
}

function mark(error: Error): void {
  Object.defineProperty(error, marker, { value: true });
}

/**
 * The one error class of forgekey. `code` is stable and meant for programs, `message` says what is wrong, and `hint` what
 * to do about it. No field holds a secret, a whole credential or a control character.
 *
 * `instanceof ForgekeyError` also holds for errors of another copy of the package: it looks for a marker.
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
  /** What happened; stable, for programs. */
  readonly code: ForgekeyErrorCode;
  /** What to do about it. */
  declare readonly hint?: string;
  /** The parameter, claim or argument at fault. */
  declare readonly parameter?: string;
  /** Where in a filter text the fault is: 1 for the first character. */
  declare readonly column?: number;

  /** Creates an error. Only forgekey itself needs this: look for `code` in the errors that you catch. */
  constructor(code: ForgekeyErrorCode, message: string, details: ForgekeyErrorDetails = {}) {
    super(message);
    mark(this);
    this.code = code;
    assignDetails(this, details);
  }

  /** Holds for every forgekey error, whichever copy of the package made it. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    // A subclass inherits this method; it must not claim every marked error as its own.
    const isBaseClass = Object.getPrototypeOf(this) === Error;
    return isBaseClass ? carriesMarker(value) : super[Symbol.hasInstance](value);
  }
}

/** A filter text that the engine would refuse. `column` counts from 1. Code: `ERR_FILTER_SYNTAX`. */
export class FilterSyntaxError extends ForgekeyError {
  /** `FilterSyntaxError`. */
  override readonly name: string = 'FilterSyntaxError';

  /** Creates an error. Only forgekey itself needs this: `parseFilters` throws them. */
  constructor(message: string, column: number, details: Omit<ForgekeyErrorDetails, 'column'> = {}) {
    const { hint, parameter = 'filters' } = details;
    super('ERR_FILTER_SYNTAX', message, { hint, parameter, column });
  }
}

/** A value of the wrong type, where the field has a code for it: both a `TypeError` and a forgekey error. */
export class ForgekeyTypeError extends TypeError {
  override readonly name: string = 'ForgekeyTypeError';
  readonly code: ForgekeyErrorCode;
  declare readonly hint?: string;
  declare readonly parameter?: string;

  constructor(code: ForgekeyErrorCode, message: string, parameter: string, hint?: string) {
    super(message);
    mark(this);
    this.code = code;
    assignDetails(this, { parameter, hint });
  }
}

function assignDetails(error: Error, { hint, parameter, column }: ForgekeyErrorDetails): void {
  const target = error as { -readonly [Name in keyof ForgekeyErrorDetails]: ForgekeyErrorDetails[Name] };
  if (hint !== undefined) target.hint = hint;
  if (parameter !== undefined) target.parameter = shownName(parameter);
  if (column !== undefined) target.column = column;
}

/** Whether `value` is an error of forgekey, from any copy of the package. */
export function isForgekeyError(value: unknown): value is ForgekeyError {
  return carriesMarker(value);
}
