/** The emulator cannot use a file of a seed folder. It loads all of a folder or nothing. */
export class SeedFileError extends Error {
  /** `SeedFileError`. */
  override readonly name: string = 'SeedFileError';
  /** The file. */
  readonly path: string;
  /** The line, from 1; absent if the file as a whole is wrong. */
  readonly line: number | undefined;
  /** What to do about it. */
  readonly hint = 'Nothing was loaded. Correct the file, and try again.';

  /** Creates an error. Only the emulator itself needs this. */
  constructor(path: string, line: number | undefined, reason: string) {
    super(`${line === undefined ? path : `${path}, line ${line}`}: ${reason.replace(/\.$/, '')}.`);
    this.path = path;
    this.line = line;
  }
}
