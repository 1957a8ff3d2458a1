import process from 'node:process';
import { CommanderError } from 'commander';
import { Interrupted } from './batch/run-batch.ts';
import { exitCodeOf, exitCodes } from './lib/exit-codes.ts';
import { printError } from './lib/output.ts';
import { assertNoSecretArguments } from './lib/secret-arguments.ts';
import { UsageError } from './lib/usage-error.ts';
import { createProgram } from './program.ts';

/** Runs the command and returns its exit code; throws nothing. */
export async function run(argv: readonly string[]): Promise<number> {
  process.stdout.on('error', onOutputError);
  try {
    const program = createProgram();
    assertNoSecretArguments(argv, freeFlagsOf(program.commands.flatMap(command => command.options)));
    await program.parseAsync(argv, { from: 'user' });
    return Number(process.exitCode ?? exitCodes.ok);
  } catch (error) {
    return exitCodeAfter(error, argv.includes('--json'));
  }
}

function onOutputError(error: Error): void {
  process.exitCode = exitCodeAfter(error, false);
}

function exitCodeAfter(error: unknown, json: boolean): number {
  // A reader that has seen enough, such as `head`, is no fault.
  if ((error as NodeJS.ErrnoException)?.code === 'EPIPE') return exitCodes.outputClosed;
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return exitCodes.ok;
    // Its own text, the help for a call without a command, has been written already.
    if (error.code === 'commander.help') return exitCodes.usage;
    printError(new UsageError(withoutValue(error.message)), json);
    return exitCodes.usage;
  }
  printOnce(error, json);
  return error instanceof Interrupted ? error.exitCode : exitCodeOf(error);
}

const printed = new Set<string>();

/** A stream reports a fault, such as a full disk, for every write, and the batch that writes to it once more. */
function printOnce(error: unknown, json: boolean): void {
  const text = String(error);
  if (!printed.has(text)) printError(error, json);
  printed.add(text);
}

/** commander repeats an unknown flag together with what was given to it, which may be a secret. */
function withoutValue(message: string): string {
  return message
    .replace(/^error: /, '')
    .replaceAll('\n', ' ')
    .replace(/^(unknown option '[^'=]*)=.*$/s, "$1'");
}

/** Ids and texts may look like an API key; the names of files do not. */
function freeFlagsOf(
  options: readonly { readonly long?: string | null; readonly required: boolean }[],
): Set<string> {
  const free = options.filter(({ long, required }) => required && long != null && !long.endsWith('-file'));
  return new Set(free.map(({ long }) => long!));
}
