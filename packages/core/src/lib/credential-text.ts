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
