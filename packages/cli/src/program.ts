import { Command } from 'commander';
import { version } from '../package.json';
import { batchCommand } from './commands/batch.ts';
import { inspectCommand } from './commands/inspect.ts';
import { keyCommand } from './commands/key.ts';
import { tokenCommand } from './commands/token.ts';
import { verifyCommand } from './commands/verify.ts';
import { whyCommand } from './commands/why.ts';
import { exitCodesHelp } from './lib/exit-codes.ts';
import { UsageError } from './lib/usage-error.ts';

/** The command and its subcommands. */
export function createProgram(): Command {
  const program = new Command('forgekey')
    .description('Make, inspect and verify Algolia secured API keys and Agent Studio secured user tokens.')
    .version(version)
    .addHelpText('after', secretsHelp)
    .configureHelp({ showGlobalOptions: false });
  const commands = [
    keyCommand(),
    tokenCommand(),
    inspectCommand(),
    verifyCommand(),
    whyCommand(),
    batchCommand(),
  ];
  for (const command of commands) program.addCommand(command.addHelpText('after', `\n${exitCodesHelp}`));
  program.helpCommand(false).addCommand(helpCommand(program));
  for (const command of [program, ...program.commands]) {
    // Errors are thrown, and printed in one place.
    command.exitOverride().configureOutput({ outputError: () => {}, ...withoutColours });
  }
  return program;
}

/** Help has none; to find that out, commander would look at variables that Deno may not be permitted to read. */
const withoutColours = { getOutHasColors: () => false, getErrHasColors: () => false };

/** The one of commander shows the help for a command that is unknown, too, and says nothing of it. */
function helpCommand(program: Command): Command {
  return new Command('help')
    .description('Show the help for a command.')
    .argument('[command]')
    .action((name: string | undefined) => {
      const command = name === undefined ? program : program.commands.find(known => known.name() === name);
      if (command === undefined) throw new UsageError(`unknown command '${name}'`);
      command.help();
    });
}

const secretsHelp = `
Secrets come from the environment (ALGOLIA_SEARCH_API_KEY, ALGOLIA_SECRET_KEY,
ALGOLIA_KEY_ID), from files (--parent-key-file, --secret-file) or from standard
input (the file "-"), never from arguments.

${exitCodesHelp}`;
