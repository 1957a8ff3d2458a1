import { type ForgekeyError, isForgekeyError } from '../../src/errors.ts';

/** The forgekey error that `run` throws. Anything else that happens fails the test. */
export function errorOf(run: () => unknown): ForgekeyError {
  try {
    run();
  } catch (error) {
    if (isForgekeyError(error)) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** The code of the forgekey error that `run` throws, or undefined where it throws nothing. */
export function codeOf(run: () => unknown): string | undefined {
  try {
    run();
  } catch (error) {
    if (isForgekeyError(error)) return error.code;
    throw error;
  }
  return undefined;
}

/** What a person reads of an error: its message and its hint. */
export function wordsOf({ message, hint }: ForgekeyError): string {
  return hint === undefined ? message : `${message} ${hint}`;
}
