import type { CommandDescription, FlagDescription, ProgramDescription } from './program-description.ts';

/** @see https://fishshell.com/docs/current/completions.html */
export function fishCompletion({ name, commands }: ProgramDescription): string {
  return `# fish completion for ${name}
${commands.map(command => lines(name, command).join('\n')).join('\n')}
`;
}

function lines(program: string, { name, description, flags }: CommandDescription): string[] {
  return [
    `complete -c ${program} -n __fish_use_subcommand -f -a ${name} -d ${quoted(description)}`,
    ...flags.map(flag => flagLine(program, name, flag)),
  ];
}

function flagLine(program: string, command: string, { name, description, value }: FlagDescription): string {
  const takes = { none: '', file: ' -r -F', text: ' -x' }[value];
  const described = description === '' ? '' : ` -d ${quoted(description)}`;
  const condition = quoted(`__fish_seen_subcommand_from ${command}`);
  return `complete -c ${program} -n ${condition} -l ${name.slice(2)}${takes}${described}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll(/[\\']/g, '\\$&')}'`;
}
