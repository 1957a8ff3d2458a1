import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Writable } from 'node:stream';

// Only its owner may read a file of credentials.
const NEW_FILE_MODE = 0o600;

/** A file that shows either its old content or all of the new one, never a part. */
export interface OutputFile {
  readonly stream: Writable;
  /** Call it once the stream has finished. */
  commit(): Promise<void>;
  /** Leaves the old content. */
  discard(): Promise<void>;
}

/** Writes beside the file and renames; a pipe or device is written to as it is. */
export async function openOutputFile(path: string): Promise<OutputFile> {
  // Through a symbolic link, so that renaming does not replace the link.
  const target = await realpath(path).catch(() => resolve(path));
  const present = await stat(target).catch(() => undefined);
  if (present !== undefined && !present.isFile()) {
    return { stream: createWriteStream(target), commit: async () => {}, discard: async () => {} };
  }
  const temporary = join(dirname(target), `.${basename(target)}.${randomUUID()}.tmp`);
  const mode = present === undefined ? NEW_FILE_MODE : present.mode & 0o777;
  // flush: what is renamed must have reached the disk, or a power cut leaves an empty file under the name.
  const stream = createWriteStream(temporary, { flags: 'wx', mode, flush: true });
  const closed = new Promise<void>(resolve => stream.once('close', resolve));
  return {
    stream,
    async commit() {
      await closed;
      await rename(temporary, target);
    },
    async discard() {
      stream.destroy();
      await closed;
      await rm(temporary, { force: true });
    },
  };
}
