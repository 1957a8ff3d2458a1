import { isForgekeyError } from '@forgekey/core';
import { HostileError } from '../../../packages/core/test/support/hostile-values.ts';
import { checkText } from './check-text.ts';
import { type Target, type Texts, Violation } from './target.ts';

/** No public function takes longer, for input of any length. */
const MAX_MS = 100;

/**
 * Runs one input, and judges what comes of it.
 *
 * @throws {Violation} a rule is broken
 */
export function execute(target: Target, input: string): void | Promise<void> {
  const start = performance.now();
  try {
    const texts = target.run(input);
    if (texts instanceof Promise) return settle(target, input, texts, start);
    checkTexts(texts, input);
  } catch (error) {
    judgeError(error, input);
  }
  if (performance.now() - start > MAX_MS) return judgeTime(target, input);
}

async function settle(target: Target, input: string, texts: Promise<Texts>, start: number): Promise<void> {
  try {
    checkTexts(await texts, input);
  } catch (error) {
    judgeError(error, input);
  }
  if (performance.now() - start > MAX_MS) await judgeTime(target, input);
}

function checkTexts(texts: Texts, input: string): void {
  if (texts === undefined) return;
  for (const text of texts) if (text !== undefined) checkText(text, input);
}

function judgeError(error: unknown, input: string): void {
  if (error instanceof Violation) throw error;
  // What a getter or a proxy of the caller throws is the caller's own error.
  if (error instanceof HostileError) return;
  if (isForgekeyError(error)) {
    checkTexts([error.message, error.hint, error.parameter], input);
    return;
  }
  if (!(error instanceof TypeError)) throw new Violation(`an untyped error is thrown: ${describe(error)}`);
  if (isAccident(error)) throw new Violation(`the engine throws, not a check: ${describe(error)}`);
  checkText(error.message, input);
}

/** V8's own TypeErrors, which name no parameter. A revoked proxy and a bare `Symbol` conversion are the caller's doing. */
function isAccident({ message }: TypeError): boolean {
  return (
    /^(?:Cannot (?:read|set|use|destructure|add|assign|delete|mix)|Reduce of|Method )|is not (?:a function|iterable|a constructor|extensible)/.test(
      message,
    ) && !/a proxy that has been revoked/.test(message)
  );
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** On a busy machine a pause of the process looks like work, so only the best of three more runs counts. */
async function judgeTime(target: Target, input: string): Promise<void> {
  if ((await bestTimeOf(target, input, 3)) > MAX_MS) throw new Violation(`it takes over ${MAX_MS} ms`);
}

/** The shortest of several runs, in milliseconds. */
export async function bestTimeOf(target: Target, input: string, attempts: number): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < attempts; attempt++) best = Math.min(best, await timeOf(target, input));
  return best;
}

/** The processor time of one run, whatever comes of it. Other processes do not count, and no other task of this one runs. */
async function timeOf(target: Target, input: string): Promise<number> {
  const start = process.cpuUsage();
  try {
    await target.run(input);
  } catch {
    // Judged by `execute`.
  }
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
