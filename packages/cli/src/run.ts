import process from 'node:process';
import { CommanderError, type Option } from 'commander';
import { exitCodeOf, exitCodes } from './lib/exit-codes.ts';
import { assertNoFlagAsValue, isForFile } from './lib/flags.ts';
import { Interrupted } from './lib/interrupted.ts';
import { type ErrorForm, printError } from './lib/output.ts';
import { asFileError } from './lib/read-text.ts';
import { assertNoSecretArguments } from './lib/secret-arguments.ts';
import { UsageError } from './lib/usage-error.ts';
import { createProgram } from './program.ts';

/** Runs the command and returns its exit code; throws nothing. */
export async function run(argv: readonly string[]): Promise<number> {
  const form = errorFormOf(argv);
  process.stdout.on('error', error => onOutputError(error, form, argv));
  // Nobody is left to be told, and the outcome is the same.
  process.stderr.on('error', () => {});
  try {
    const program = createProgram();
    assertNoSecretArguments(argv, freeFlagsOf(program.commands.flatMap(command => command.options)));
    const called = program.commands.find(command => command.name() === argv[0]);
    assertNoFlagAsValue(argv, called?.options ?? []);
    await program.parseAsync(argv, { from: 'user' });
    return Number(process.exitCode ?? exitCodes.ok);
  } catch (error) {
    const exitCode = exitCodeAfter(error, form, argv);
    if (error instanceof Interrupted) endWithin(STALLED_READER_MILLISECONDS, exitCode);
    return exitCode;
  }
}

// How long a reader that takes nothing can keep a command that was interrupted, by what is not written yet.
const STALLED_READER_MILLISECONDS = 1_000;

function endWithin(milliseconds: number, exitCode: number): void {
  setTimeout(() => process.exit(exitCode), milliseconds).unref();
}

function errorFormOf(argv: readonly string[]): ErrorForm {
  if (!argv.includes('--json')) return 'text';
  return argv[0] === 'batch' ? 'line' : 'document';
}

function onOutputError(error: Error, form: ErrorForm, argv: readonly string[]): void {
  // How a batch that is interrupted lets go of its output; the interruption itself is told.
  if (error.name === 'AbortError') return;
  // A document cannot be written where writing just failed.
  const fault = asFileError(error, 'Cannot write to standard output');
  process.exitCode = exitCodeAfter(fault, form === 'line' ? 'line' : 'text', argv);
}

function exitCodeAfter(error: unknown, form: ErrorForm, argv: readonly string[]): number {
  // A reader that has seen enough, such as `head`, is no fault.
  if ((error as NodeJS.ErrnoException)?.code === 'EPIPE') return exitCodes.outputClosed;
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return exitCodes.ok;
    // Its own text, the help for a call without a command, has been written already.
    if (error.code === 'commander.help') return exitCodes.usage;
    printError(new UsageError(withoutValue(error.message)), form, argv);
    return exitCodes.usage;
  }
  printOnce(error, form, argv);
  return error instanceof Interrupted ? error.exitCode : exitCodeOf(error);
}

const printed = new Set<string>();

/** A stream reports a fault, such as a full disk, for every write, and the batch that writes to it once more. */
function printOnce(error: unknown, form: ErrorForm, argv: readonly string[]): void {
  const text = String(error);
  if (!printed.has(text)) printError(error, form, argv);
  printed.add(text);
}

/** commander repeats an unknown flag together with what was given to it, which may be a secret. */
function withoutValue(message: string): string {
  return message
    .replace(/^error: /, '')
    .replaceAll('\n', ' ')
    .replace(/^(unknown option '[^'=]*)=.*$/s, "$1'");
}

/** Ids and texts may look like an API key; a file that is named like one can be written as ./NAME. */
function freeFlagsOf(options: readonly Option[]): Set<string> {
  const free = options.filter(option => option.required && !isForFile(option));
  return new Set(free.map(({ long }) => long!));
}
