import { watch } from 'node:fs';

/** An editor writes a file in several steps. */
const SETTLE_MS = 100;

/** Calls `onChange` after the files of a folder have changed, one call at a time. The returned function stops this. */
export function watchFolder(folder: string, onChange: () => Promise<void>): () => void {
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const watcher = watch(folder, () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(onChange);
    }, SETTLE_MS);
  });
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}
