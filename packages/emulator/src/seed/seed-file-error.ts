/** A file of a seed folder that the emulator cannot use. It loads all of a folder or nothing. */
export class SeedFileError extends Error {
  /** `SeedFileError`. */
  override readonly name: string = 'SeedFileError';
  /** The file. */
  readonly path: string;
  /** From 1; absent where the file as a whole is at fault. */
  readonly line: number | undefined;
  /** What to do about it. */
  readonly hint = 'Nothing of the folder was loaded. Correct the file, and try again.';

  /** Creates an error. Only the emulator itself needs this. */
  constructor(path: string, line: number | undefined, reason: string) {
    super(`${line === undefined ? path : `${path}, line ${line}`}: ${reason.replace(/\.$/, '')}.`);
    this.path = path;
    this.line = line;
  }
}
