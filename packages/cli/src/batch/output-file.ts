import { randomUUID } from 'node:crypto';
import { createWriteStream, type Stats } from 'node:fs';
import { chmod, chown, readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Writable } from 'node:stream';

// Only its owner may read a file of credentials.
const NEW_FILE_MODE = 0o600;

/** A file that shows either its old content or all of the new one, never a part. */
export interface OutputFile {
  readonly stream: Writable;
  /** Call it once the stream has finished. */
  commit(): Promise<void>;
  /** Keeps the old content. */
  discard(): Promise<void>;
}

/** Writes beside the file and renames; a pipe or device is written to as it is. */
export async function openOutputFile(path: string): Promise<OutputFile> {
  const target = await behindLinks(path);
  const present = await stat(target).catch(() => undefined);
  if (present !== undefined && !present.isFile()) {
    return { stream: createWriteStream(target), commit: async () => {}, discard: async () => {} };
  }
  const temporary = join(dirname(target), `.${basename(target)}.${randomUUID()}.tmp`);
  // flush: what is renamed must have reached the disk, or a power cut leaves an empty file under the name.
  const stream = createWriteStream(temporary, { flags: 'wx', mode: NEW_FILE_MODE, flush: true });
  const closed = new Promise<void>(resolve => stream.once('close', resolve));
  return {
    stream,
    async commit() {
      await closed;
      if (present !== undefined) await takeAccessOf(present, temporary);
      await rename(temporary, target);
    },
    async discard() {
      stream.destroy();
      await closed;
      // What went wrong before is what counts, such as a path that leads through a file.
      await rm(temporary, { force: true }).catch(() => {});
    },
  };
}

/** Through symbolic links, so that renaming replaces none of them, also where the last one leads to nothing yet. */
async function behindLinks(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const link = await readlink(path).catch(() => undefined);
  return link === undefined ? resolve(path) : behindLinks(resolve(await realpath(dirname(path)), link));
}

/** A mode given to `open` would be narrowed by the umask. Only root may change the owner; for others it stays. */
async function takeAccessOf({ mode, uid, gid }: Stats, path: string): Promise<void> {
  await chown(path, uid, gid).catch(() => {});
  await chmod(path, mode & 0o777);
}
