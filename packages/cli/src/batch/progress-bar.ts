import { fstat, stat } from 'node:fs';
import process from 'node:process';
import { promisify } from 'node:util';
import { STDIN } from '../input/read-text.ts';
import type { BatchProgress } from './answer-lines.ts';

/** Shows how far a batch has come, while there is a terminal to show it on. */
export interface ProgressBar {
  update(bytesRead: number, progress: BatchProgress): void;
  stop(): void;
}

const silent: ProgressBar = { update() {}, stop() {} };

/** @param isOutputOnTerminal - the answers themselves go there, and a bar would be drawn between them. */
export async function openProgressBar(input: string, isOutputOnTerminal: boolean): Promise<ProgressBar> {
  if (!process.stderr.isTTY || isOutputOnTerminal) return silent;
  const { default: cliProgress } = await import('cli-progress');
  const totalBytes = await sizeOf(input);
  const counts = '{lines} lines, {failed} failed';
  const bar = new cliProgress.SingleBar({
    format: totalBytes === undefined ? counts : `{bar} {percentage}% | ${counts} | {eta_formatted} left`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: false,
    // The signals are for the batch, which discards its temporary file.
    gracefulExit: false,
  });
  bar.start(totalBytes ?? 0, 0, { lines: 0, failed: 0 });
  return {
    update: (bytesRead, { lines, failed }) => bar.update(bytesRead, { lines, failed }),
    stop: () => bar.stop(),
  };
}

/** Bytes of a regular file, also of one that standard input comes from. */
async function sizeOf(input: string): Promise<number | undefined> {
  try {
    const status = input === STDIN ? await promisify(fstat)(0) : await promisify(stat)(input);
    return status.isFile() ? status.size : undefined;
  } catch {
    return undefined;
  }
}
