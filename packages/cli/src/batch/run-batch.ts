import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import process from 'node:process';
import { pipeline } from 'node:stream/promises';
import { Interrupted } from '../lib/interrupted.ts';
import { asUsageError, openBytes, STDIN } from '../lib/read-text.ts';
import { answerLines, type BatchProgress, newProgress } from './answer-lines.ts';
import type { MintedLine } from './mint-line.ts';
import { openOutputFile } from './output-file.ts';
import { openProgressBar } from './progress-bar.ts';

export interface BatchStreams {
  /** A file, or `-`. */
  readonly input: string;
  /** A file; standard output where it is undefined. */
  readonly output: string | undefined;
}

/** Streams lines from the input to the output, as fast as the output takes them. */
export async function runBatch(
  { input, output }: BatchStreams,
  mint: (text: string) => MintedLine,
): Promise<BatchProgress> {
  if (input !== STDIN) await assertReadable(input);
  const progress = newProgress();
  const interruption = watchSignals(output);
  const bar = await openProgressBar(input, output === undefined && process.stdout.isTTY === true);
  const file = output === undefined ? undefined : await openOutputFile(output);
  let bytesRead = 0;

  const answer = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
    const counted = async function* (): AsyncGenerator<Buffer> {
      for await (const chunk of chunks) {
        yield chunk;
        bytesRead += chunk.length;
        bar.update(bytesRead, progress);
      }
    };
    yield* answerLines(counted(), mint, progress);
  };

  try {
    // Opened here, where somebody listens for its errors.
    await pipeline(openBytes(input, 'the lines'), answer, file?.stream ?? process.stdout, {
      signal: interruption.signal,
    });
    await file?.commit();
  } catch (error) {
    await file?.discard();
    if (interruption.signal.aborted) throw interruption.signal.reason;
    throw asUsageError(error, `Cannot write ${output ?? 'to standard output'}`);
  } finally {
    bar.stop();
    interruption.stop();
  }
  return progress;
}

/** Before the output is touched, so that what fails later is the output. */
async function assertReadable(path: string): Promise<void> {
  try {
    await access(path, constants.R_OK);
    if ((await stat(path)).isDirectory()) throw Object.assign(new Error(path), { code: 'EISDIR' });
  } catch (error) {
    throw asUsageError(error, `Cannot read the lines from ${path}`);
  }
}

function watchSignals(output: string | undefined): { readonly signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  const abort = (signal: NodeJS.Signals): void => controller.abort(new Interrupted(signal, output));
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.once(signal, abort);
  return {
    signal: controller.signal,
    stop() {
      for (const signal of signals) process.off(signal, abort);
    },
  };
}
