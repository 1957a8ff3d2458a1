import { fstat, stat } from 'node:fs';
import { promisify } from 'node:util';
import { STDIN } from '../input/read-text.ts';
import { openBar, type ProgressBar, silentBar } from '../report/progress-bar.ts';

/** @param isOutputOnTerminal - the answers go to the terminal, where a bar would be drawn between them. */
export async function openBatchBar(input: string, isOutputOnTerminal: boolean): Promise<ProgressBar> {
  if (isOutputOnTerminal) return silentBar;
  const totalBytes = await sizeOf(input);
  const counts = '{lines} lines, {failed} failed';
  const format = totalBytes === undefined ? counts : `{bar} {percentage}% | ${counts} | {eta_formatted} left`;
  return openBar(format, totalBytes ?? 0, { lines: 0, failed: 0 });
}

/** The size of a regular file, even if it is redirected to standard input. */
async function sizeOf(input: string): Promise<number | undefined> {
  try {
    const status = input === STDIN ? await promisify(fstat)(0) : await promisify(stat)(input);
    return status.isFile() ? status.size : undefined;
  } catch {
    return undefined;
  }
}
