import { open, stat } from 'node:fs/promises';
import process from 'node:process';
import { pipeline } from 'node:stream/promises';
import { Interrupted, type InterruptingSignal, interruptingSignals } from '../errors.ts';
import { asFileError, nameOfInput, openBytes, STDIN } from '../input/read-text.ts';
import { answerLines, type BatchProgress, newProgress } from './answer-lines.ts';
import type { LineMinter } from './mint-line.ts';
import { type OutputFile, openOutputFile } from './output-file.ts';
import { openBatchBar } from './progress-bar.ts';

/** The name that stands for standard output. */
export const STDOUT = '-';

export interface BatchStreams {
  /** A file, or `-`. */
  readonly input: string;
  /** A file, or `-`. */
  readonly output: string;
}

/** Streams lines from the input to the output, as fast as the output takes them. */
export async function runBatch({ input, output }: BatchStreams, mint: LineMinter): Promise<BatchProgress> {
  if (input !== STDIN) await assertReadable(input);
  const progress = newProgress();
  const isToFile = output !== STDOUT;
  const interruption = watchSignals(isToFile ? output : undefined);
  const bar = await openBatchBar(input, !isToFile && process.stdout.isTTY === true);
  let file: OutputFile | undefined;
  let bytesRead = 0;

  const answer = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
    const counted = async function* (): AsyncGenerator<Buffer> {
      for await (const chunk of chunks) {
        yield chunk;
        bytesRead += chunk.length;
        bar.update(bytesRead, { lines: progress.lines, failed: progress.failed });
      }
    };
    yield* answerLines(counted(), mint, progress);
  };

  try {
    if (isToFile) file = await openOutputFile(output);
    // Opened here, where its errors are caught.
    await pipeline(openBytes(input, 'the lines'), answer, file?.stream ?? process.stdout, {
      signal: interruption.signal,
    });
    await file?.commit();
  } catch (error) {
    await file?.discard();
    if (interruption.signal.aborted) throw interruption.signal.reason;
    const { syscall } = error as NodeJS.ErrnoException;
    throw asFileError(
      error,
      syscall === 'read' ? cannotRead(input) : `Cannot write ${isToFile ? output : 'to standard output'}`,
    );
  } finally {
    bar.stop();
    interruption.stop();
  }
  return progress;
}

/** Checks the input before the output is opened, so that a later error is about the output. Opening a pipe could block forever. */
async function assertReadable(path: string): Promise<void> {
  try {
    const status = await stat(path);
    if (status.isDirectory()) throw Object.assign(new Error(path), { code: 'EISDIR' });
    if (status.isFile()) await (await open(path)).close();
  } catch (error) {
    throw asFileError(error, cannotRead(path));
  }
}

function cannotRead(input: string): string {
  return `Cannot read the lines from ${nameOfInput(input)}`;
}

function watchSignals(output: string | undefined): { readonly signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  const abort = (signal: InterruptingSignal): void => controller.abort(new Interrupted(signal, output));
  for (const signal of interruptingSignals) process.once(signal, abort);
  return {
    signal: controller.signal,
    stop() {
      for (const signal of interruptingSignals) process.off(signal, abort);
    },
  };
}
