import type { SeedFileError } from '@forgekey/emulator';
import { UsageError } from '../errors.ts';
import { asFileError } from '../input/read-text.ts';

/** The reason why the emulator cannot start, as wrong usage if another call would help. */
export function asServeError(error: unknown): unknown {
  const { name, message, code, path } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return new UsageError('The port is in use.', 'Choose another one with --port; 0 picks a free one.');
  if (name === 'SeedFileError') return new UsageError(message, (error as SeedFileError).hint);
  if (error instanceof TypeError)
    return new UsageError(`Cannot load the data: ${message}.`, 'Correct the data, and try again.');
  return path === undefined ? error : asFileError(error, `Cannot read the data in ${path}`);
}
