import { Command } from 'commander';
import { bashCompletion } from '../completion/bash.ts';
import { fishCompletion } from '../completion/fish.ts';
import { describeProgram, type ProgramDescription } from '../completion/program-description.ts';
import { zshCompletion } from '../completion/zsh.ts';
import { UsageError } from '../errors.ts';
import { print } from '../report/print.ts';

const scripts: ReadonlyMap<string, (program: ProgramDescription) => string> = new Map([
  ['bash', bashCompletion],
  ['zsh', zshCompletion],
  ['fish', fishCompletion],
]);

/** `forgekey completion`: a script that completes commands and flags in a shell. */
export function completionCommand(program: Command): Command {
  return new Command('completion')
    .description('Print a shell completion script for bash, zsh or fish.')
    .argument('[shell]', [...scripts.keys()].join(', '))
    .option('--json', 'print a JSON document')
    .addHelpText('after', examples)
    .action((shell: string | undefined, { json }: { readonly json?: boolean }) => {
      const write = scripts.get(shell ?? '');
      if (write === undefined) {
        throw new UsageError('The shell must be bash, zsh or fish.', 'Try: forgekey completion bash');
      }
      const script = write(describeProgram(program));
      print({ document: { shell, script }, text: script.trimEnd() }, json);
    });
}

const examples = `
Examples:
  $ source <(forgekey completion bash)                          # in ~/.bashrc
  $ forgekey completion zsh > ~/.zfunc/_forgekey                # in a folder of $fpath
  $ forgekey completion fish > ~/.config/fish/completions/forgekey.fish`;
