import process from 'node:process';

/** Shows progress if there is a terminal. */
export interface ProgressBar {
  update(value: number, payload?: object): void;
  stop(): void;
}

export const silentBar: ProgressBar = { update() {}, stop() {} };

/** Prints to standard error. The format is that of cli-progress. */
export async function openBar(format: string, total: number, payload: object = {}): Promise<ProgressBar> {
  if (!process.stderr.isTTY) return silentBar;
  const { default: cliProgress } = await import('cli-progress');
  const bar = new cliProgress.SingleBar({
    format,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: false,
    // The command handles the signals, because it may have to delete a temporary file.
    gracefulExit: false,
  });
  bar.start(total, 0, payload);
  return bar;
}
