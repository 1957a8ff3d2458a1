import process from 'node:process';
import { CommanderError, Option } from 'commander';
import { Interrupted, UsageError } from './errors.ts';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import { checkFlags } from './flags/check-flags.ts';
import { assertNoSecretArguments } from './flags/secret-arguments.ts';
import { isForFile } from './flags/value-flag.ts';
import { asFileError } from './input/read-text.ts';
import { commandNamed, createProgram } from './program.ts';
import { type ErrorForm, printError } from './report/print.ts';

/** Runs the command and returns its exit code. Never throws. */
export async function run(argv: readonly string[]): Promise<number> {
  const form = errorFormOf(argv);
  process.stdout.on('error', error => onOutputError(error, form, argv));
  // No one reads standard error any more, and the outcome is the same.
  process.stderr.on('error', () => {});
  try {
    const program = createProgram();
    assertNoSecretArguments(argv, freeFlagsOf(program.commands.flatMap(command => command.options)));
    const [name, ...others] = argv;
    if (name === undefined || name.startsWith('-')) checkFlags(argv, [...program.options, helpOption]);
    else checkFlags(others, [...commandNamed(program, name).options, helpOption]);
    await program.parseAsync(argv, { from: 'user' });
    return Number(process.exitCode ?? exitCodes.ok);
  } catch (error) {
    const exitCode = exitCodeAfter(error, form, argv);
    if (error instanceof Interrupted) endWithin(STALLED_READER_MILLISECONDS, exitCode);
    return exitCode;
  }
}

const helpOption: Option = new Option('-h, --help');

// How long an interrupted command waits for a reader that does not read the rest of the output.
const STALLED_READER_MILLISECONDS = 1_000;

function endWithin(milliseconds: number, exitCode: number): void {
  setTimeout(() => process.exit(exitCode), milliseconds).unref();
}

function errorFormOf(argv: readonly string[]): ErrorForm {
  if (!argv.includes('--json')) return 'text';
  return argv[0] === 'batch' || argv[0] === 'serve' ? 'line' : 'document';
}

function onOutputError(error: Error, form: ErrorForm, argv: readonly string[]): void {
  // An interrupted batch aborts its output. The error to report is the interruption.
  if (error.name === 'AbortError') return;
  // Writing to standard output just failed, so the error document cannot go there.
  const fault = asFileError(error, 'Cannot write to standard output');
  process.exitCode = exitCodeAfter(fault, form === 'line' ? 'line' : 'text', argv);
}

function exitCodeAfter(error: unknown, form: ErrorForm, argv: readonly string[]): number {
  // It is not an error if a reader, such as `head`, has seen enough.
  if ((error as NodeJS.ErrnoException)?.code === 'EPIPE') return exitCodes.outputClosed;
  if (!(error instanceof CommanderError)) {
    printOnce(error, form, argv);
    return exitCodeOf(error);
  }
  if (error.exitCode === 0) return exitCodes.ok;
  // The help for a call without a command has been written already.
  if (error.code !== 'commander.help') printError(usageErrorOf(error, argv), form, argv);
  return exitCodes.usage;
}

const printed = new Set<string>();

/** A stream reports an error, such as a full disk, for every write, and the batch reports it again. */
function printOnce(error: unknown, form: ErrorForm, argv: readonly string[]): void {
  const text = String(error);
  if (!printed.has(text)) printError(error, form, argv);
  printed.add(text);
}

/** Unknown commands and flags are reported earlier. commander's own messages are not used, because they may repeat a value. */
function usageErrorOf({ code }: CommanderError, argv: readonly string[]): UsageError {
  const message = code === 'commander.excessArguments' ? 'Too many arguments.' : 'Invalid arguments.';
  return new UsageError(message, `"forgekey ${argv[0]} --help" shows what the command takes.`);
}

/** Ids and texts may look like an API key. A file whose name looks like one can be written as ./NAME. */
function freeFlagsOf(options: readonly Option[]): Set<string> {
  const free = options.filter(option => option.required && !isForFile(option));
  return new Set(free.map(({ long }) => long!));
}
