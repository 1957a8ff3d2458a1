/** Every code a forgekey error can carry: a closed union, so a `switch` over it can be exhaustive. */
export type ForgekeyErrorCode =
  | 'ERR_PARENT_KEY'
  | 'ERR_RESTRICTIONS_EMPTY'
  | 'ERR_RESTRICTION_EMPTY'
  | 'ERR_RESTRICTION_UNKNOWN'
  | 'ERR_RESTRICTION_CONFLICT'
  | 'ERR_RESTRICTION_VALUE'
  | 'ERR_FILTER_SYNTAX'
  | 'ERR_KEY_MALFORMED'
  | 'ERR_KEY_SIGNATURE'
  | 'ERR_KEY_EXPIRED'
  | 'ERR_KEY_NO_EXPIRY'
  | 'ERR_KEY_AMBIGUOUS'
  | 'ERR_TOKEN_INPUT'
  | 'ERR_TOKEN_MALFORMED'
  | 'ERR_TOKEN_ALGORITHM'
  | 'ERR_TOKEN_KEY_ID'
  | 'ERR_TOKEN_SIGNATURE'
  | 'ERR_TOKEN_CLAIM'
  | 'ERR_TOKEN_EXPIRED'
  | 'ERR_TOKEN_NOT_YET_VALID'
  | 'ERR_BROWSER_MINTING'
  | 'ERR_SECRET_MISSING'
  | 'ERR_CREDENTIAL_MISSING'
  | 'ERR_CREDENTIAL_REPEATED'
  | 'ERR_INDEX_NOT_ALLOWED'
  | 'ERR_METHOD_NOT_ALLOWED'
  | 'ERR_REFERER_NOT_ALLOWED'
  | 'ERR_SOURCE_NOT_ALLOWED'
  | 'ERR_INDEX_UNKNOWN'
  | 'ERR_RATE_LIMITED'
  | 'ERR_CREDENTIAL_LOAD'
  | 'ERR_CREDENTIAL_TIMEOUT'
  | 'ERR_CREDENTIAL_UNUSABLE'
  | 'ERR_CREDENTIAL_MISMATCH'
  | 'ERR_CREDENTIAL_CLOSED';

/** What an error may point at, besides its code. */
export interface ForgekeyErrorDetails {
  /** The parameter, claim or argument that is at fault. */
  parameter?: string;
  /** Where in a filter text the fault is: 1 for the first character. */
  column?: number;
}

const marker = Symbol.for('forgekey.error');

function carriesMarker(value: unknown): boolean {
  return value instanceof Error && (value as { [marker]?: unknown })[marker] === true;
}

function mark(error: Error): void {
  Object.defineProperty(error, marker, { value: true });
}

/**
 * The one error class of forgekey. `message` says what was wrong and how to mend it, and never holds a secret or
 * a whole credential; `code` is stable.
 *
 * `instanceof ForgekeyError` holds for errors of another copy of the package, too: it looks for a marker.
 *
 * @example
 * try { verifySecuredApiKey(key, { parentApiKeys }) } catch (error) {
 *   if (error instanceof ForgekeyError && error.code === 'ERR_KEY_EXPIRED') renew();
 *   else throw error;
 * }
 */
export class ForgekeyError extends Error {
  override readonly name: string = 'ForgekeyError';
  readonly code: ForgekeyErrorCode;
  declare readonly parameter?: string;
  declare readonly column?: number;

  constructor(code: ForgekeyErrorCode, message: string, details: ForgekeyErrorDetails = {}) {
    super(message);
    mark(this);
    this.code = code;
    if (details.parameter !== undefined) this.parameter = details.parameter;
    if (details.column !== undefined) this.column = details.column;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    // A subclass inherits this method; it must not claim every marked error as its own.
    const isBaseClass = Object.getPrototypeOf(this) === Error;
    return isBaseClass ? carriesMarker(value) : Function.prototype[Symbol.hasInstance].call(this, value);
  }
}

/** A filter text that the engine would refuse. `column` counts from 1. Code: `ERR_FILTER_SYNTAX`. */
export class FilterSyntaxError extends ForgekeyError {
  override readonly name: string = 'FilterSyntaxError';

  constructor(message: string, column: number, parameter = 'filters') {
    super('ERR_FILTER_SYNTAX', message, { parameter, column });
  }
}

/**
 * A value that a type checker would have refused, where the field has a code for it: a `TypeError` for whoever
 * looks for one, a forgekey error for whoever reads the code.
 */
export class ForgekeyTypeError extends TypeError {
  override readonly name: string = 'ForgekeyTypeError';
  readonly code: ForgekeyErrorCode;
  readonly parameter: string;

  constructor(code: ForgekeyErrorCode, message: string, parameter: string) {
    super(message);
    mark(this);
    this.code = code;
    this.parameter = parameter;
  }
}

/** Whether `value` is an error of forgekey, whichever copy of the package threw it. */
export function isForgekeyError(value: unknown): value is ForgekeyError {
  return carriesMarker(value);
}
