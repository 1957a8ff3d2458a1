import process from 'node:process';

/** Shows progress, while there is a terminal to show it on. */
export interface ProgressBar {
  update(value: number, payload?: object): void;
  stop(): void;
}

export const silentBar: ProgressBar = { update() {}, stop() {} };

/** On standard error. The format is that of cli-progress. */
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
    // The signals are for the command, which may have a temporary file to discard.
    gracefulExit: false,
  });
  bar.start(total, 0, payload);
  return bar;
}
