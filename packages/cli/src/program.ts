import process from 'node:process';
import { nearestName, quote } from '@forgekey/core/internal';
import { Command } from 'commander';
import { version } from '../package.json';
import { batchCommand } from './commands/batch.ts';
import { completionCommand } from './commands/completion.ts';
import { inspectCommand } from './commands/inspect.ts';
import { keyCommand } from './commands/key.ts';
import { proveCommand } from './commands/prove.ts';
import { serveCommand } from './commands/serve.ts';
import { tokenCommand } from './commands/token.ts';
import { verifyCommand } from './commands/verify.ts';
import { whyCommand } from './commands/why.ts';
import { UsageError } from './errors.ts';
import { exitCodesHelp } from './exit-codes.ts';

/** The command and its subcommands. */
export function createProgram(): Command {
  const program = new Command('forgekey')
    .description('Make, inspect and verify Algolia secured API keys and Agent Studio secured user tokens.')
    .version(version, '-v, --version', 'print the version')
    .addHelpText('after', secretsHelp);
  const commands = [
    keyCommand(),
    tokenCommand(),
    inspectCommand(),
    verifyCommand(),
    whyCommand(),
    proveCommand(),
    batchCommand(),
    serveCommand(),
    completionCommand(program),
  ];
  for (const command of commands)
    program.addCommand(command.addHelpText('after', `\n${exitCodesHelp(command.name())}`));
  program.helpCommand(false).addCommand(versionCommand()).addCommand(helpCommand(program));
  for (const command of [program, ...program.commands]) {
    // commander must not print errors: they are thrown, and printed in one place.
    command
      .helpOption('-h, --help', 'show this help')
      .exitOverride()
      .configureHelp({ showGlobalOptions: false, minWidthToWrap: MIN_HELP_WIDTH })
      .configureOutput({ outputError: () => {}, ...withoutColours });
  }
  return program;
}

/** The subcommand of that name. */
export function commandNamed(program: Command, name: string): Command {
  const command = program.commands.find(known => known.name() === name);
  if (command !== undefined) return command;
  const nearest = nearestName(
    name,
    program.commands.map(known => known.name()),
  );
  throw new UsageError(
    `Unknown command ${quote(name)}.`,
    nearest === undefined ? '"forgekey --help" lists the commands.' : `Did you mean "${nearest}"?`,
  );
}

/** The columns for descriptions beside the flags in a terminal of 60 columns. Below, commander does not wrap at spaces. */
const MIN_HELP_WIDTH = 24;

/** Help has no colours. To choose them, commander would read variables that Deno may not be permitted to read. */
const withoutColours = { getOutHasColors: () => false, getErrHasColors: () => false };

function versionCommand(): Command {
  return new Command('version')
    .description('Print the version.')
    .action(() => void process.stdout.write(`${version}\n`));
}

/** commander's own `help` command shows the general help for an unknown command instead of an error. */
function helpCommand(program: Command): Command {
  return new Command('help')
    .description('Show the help for a command.')
    .argument('[command]')
    .action((name: string | undefined) => {
      (name === undefined ? program : commandNamed(program, name)).help();
    });
}

const secretsHelp = `
Secrets come from the environment (ALGOLIA_SEARCH_API_KEY, ALGOLIA_SECRET_KEY,
ALGOLIA_KEY_ID), from files (--parent-key-file, --secret-file) or from standard
input (the file "-"), never from arguments.

${exitCodesHelp()}`;
