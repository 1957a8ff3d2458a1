import { randomUUID } from 'node:crypto';
import { createWriteStream, type Stats } from 'node:fs';
import { chmod, chown, readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Writable } from 'node:stream';

// Only its owner may read a file of credentials.
const NEW_FILE_MODE = 0o600;

/** A file that always has either its old content or all of the new content, never a part. */
export interface OutputFile {
  readonly stream: Writable;
  /** Call it once the stream has finished. */
  commit(): Promise<void>;
  /** Keeps the old content. */
  discard(): Promise<void>;
}

/** Writes to a temporary file in the same folder and renames it. A pipe or device is written to directly. */
export async function openOutputFile(path: string): Promise<OutputFile> {
  const target = await behindLinks(path);
  const present = await stat(target).catch(() => undefined);
  if (present !== undefined && !present.isFile()) {
    return { stream: createWriteStream(target), commit: async () => {}, discard: async () => {} };
  }
  const temporary = join(dirname(target), `.${basename(target)}.${randomUUID()}.tmp`);
  // flush: the content must reach the disk before the rename, or a power failure leaves an empty file.
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
      // Report the earlier error, such as a path that leads through a file.
      await rm(temporary, { force: true }).catch(() => {});
    },
  };
}

/** Follows symbolic links, so that renaming does not replace them. The target of the last link need not exist. */
async function behindLinks(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const link = await readlink(path).catch(() => undefined);
  return link === undefined ? resolve(path) : behindLinks(resolve(await realpath(dirname(path)), link));
}

/** Copies the mode and the owner: the umask would narrow a mode passed to `open`. Only root can change the owner. */
async function takeAccessOf({ mode, uid, gid }: Stats, path: string): Promise<void> {
  await chown(path, uid, gid).catch(() => {});
  await chmod(path, mode & 0o777);
}
