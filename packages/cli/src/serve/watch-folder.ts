import { type FSWatcher, watch } from 'node:fs';

/** An editor writes a file in several steps. */
const SETTLE_MS = 100;

/** How long to wait for a folder that was deleted, as when it is generated again. */
const RETRY_MS = 500;

/** Calls `onChange` after the files of a folder have changed, one call at a time. The returned function stops this. */
export function watchFolder(folder: string, onChange: () => Promise<void>): () => void {
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  let watcher: FSWatcher | undefined = open();

  function schedule(milliseconds: number): void {
    clearTimeout(timer);
    timer = setTimeout(reload, milliseconds);
  }

  function open(): FSWatcher {
    const opened = watch(folder, () => schedule(SETTLE_MS));
    return opened.on('error', () => schedule(RETRY_MS));
  }

  /** Opens a new watcher first: a watcher follows the folder itself, which may have been replaced under its name. */
  function reload(): void {
    const wasMissing = watcher === undefined;
    watcher?.close();
    try {
      watcher = open();
    } catch {
      watcher = undefined;
      schedule(RETRY_MS);
      // It is reported once that the folder is missing.
      if (wasMissing) return;
    }
    running = running.then(onChange);
  }

  return () => {
    clearTimeout(timer);
    watcher?.close();
  };
}
