import type { ForgekeyError } from '../../src/errors.ts';

/** What `run` throws; a run that throws nothing fails the test. */
export function thrownBy(run: () => unknown): ForgekeyError {
  try {
    run();
  } catch (error) {
    return error as ForgekeyError;
  }
  throw new Error('nothing was thrown');
}
