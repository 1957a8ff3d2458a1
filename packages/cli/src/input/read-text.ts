import { createReadStream } from 'node:fs';
import process from 'node:process';
import type { Readable } from 'node:stream';
import { UsageError } from '../errors.ts';

/** The name that stands for standard input. */
export const STDIN = '-';

const endOfInput = process.platform === 'win32' ? 'Ctrl-Z and Enter' : 'Ctrl-D';

let stdinIsFor: string | undefined;

/** Of two readers of standard input, each would get a part, or the first one would get everything. */
function claimStdin(purpose: string): void {
  if (stdinIsFor !== undefined) {
    throw new UsageError(
      `Standard input cannot hold both ${stdinIsFor} and ${purpose}.`,
      'Put one of them into a file.',
    );
  }
  stdinIsFor = purpose;
}

/**
 * Reads the text of a file, or of standard input for `-`. Invalid UTF-8 is refused, because replaced characters would be
 * signed.
 *
 * @throws {UsageError} the file cannot be read, has more than `maxBytes`, or is not valid UTF-8
 */
export async function readText(path: string, purpose: string, maxBytes: number): Promise<string> {
  const where = nameOfInput(path);
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of openBytes(path, purpose)) {
      length += chunk.length;
      if (length > maxBytes) {
        throw new UsageError(`Cannot read ${purpose} from ${where}: it has more than ${maxBytes} bytes.`);
      }
      chunks.push(chunk);
    }
  } catch (error) {
    throw asFileError(error, `Cannot read ${purpose} from ${where}`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new UsageError(`Cannot read ${purpose} from ${where}: it is not valid UTF-8.`);
  }
}

/** The bytes of a file, or of standard input for `-`. */
export function openBytes(path: string, purpose: string): Readable & AsyncIterable<Buffer> {
  if (path !== STDIN) return createReadStream(path);
  claimStdin(purpose);
  // Without this prompt, a command that waits for input looks stuck.
  if (process.stdin.isTTY) {
    process.stderr.write(`Type or paste ${purpose}, then press ${endOfInput} on a new line.\n`);
  }
  return process.stdin;
}

/** The name of an input in a message. */
export function nameOfInput(path: string): string {
  return path === STDIN ? 'standard input' : path;
}

const unusableFile: ReadonlyMap<unknown, string> = new Map([
  ['EACCES', 'permission is denied'],
  ['EISDIR', 'it is a folder'],
  ['ELOOP', 'its symbolic links form a loop'],
  ['ENAMETOOLONG', 'the name is too long'],
  ['ENOENT', 'there is no such file or folder'],
  ['ENOTDIR', 'the path leads through a file'],
  ['EPERM', 'it is not permitted'],
  ['EROFS', 'the file system is read-only'],
]);

/** Wrong usage if another file would help; otherwise a failure, such as a full disk. Both name the file. */
export function asFileError(error: unknown, what: string): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  // If the reader has closed the output, the command ends with an exit code but no message.
  if (!/^E[A-Z0-9]+$/.test(String(code)) || code === 'EPIPE') return error;
  const reason = unusableFile.get(code);
  if (reason !== undefined) return new UsageError(`${what}: ${reason} (${code}).`);
  // Node words it as "ENOSPC: no space left on device, write".
  return new Error(`${what}: ${/^\w+: ([^,]+)/.exec(message)?.[1] ?? message} (${code}).`, { cause: error });
}
