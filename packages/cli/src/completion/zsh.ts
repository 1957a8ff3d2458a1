import type { CommandDescription, FlagDescription, ProgramDescription } from './program-description.ts';

/** @see https://zsh.sourceforge.io/Doc/Release/Completion-System.html (_arguments, _describe) */
export function zshCompletion({ name, commands }: ProgramDescription): string {
  const described = commands.map(
    command => `    ${quoted(`${command.name}:${escaped(command.description, ':')}`)}`,
  );
  return `#compdef ${name}
# zsh completion for ${name}
_${name}() {
  local -a commands
  commands=(
${described.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  shift words
  (( CURRENT-- ))
  case $words[1] in
${commands.map(argumentsOf).join('\n')}
  esac
}
if [ "$funcstack[1]" = _${name} ]; then _${name} "$@"; else compdef _${name} ${name}; fi
`;
}

function argumentsOf({ name, flags }: CommandDescription): string {
  const specifications = flags.map(flag => `        ${quoted(specificationOf(flag))} \\`);
  return [`    ${name})`, '      _arguments \\', ...specifications, "        '*:file:_files' ;;"].join('\n');
}

function specificationOf({ name, description, value }: FlagDescription): string {
  const text = `${name}[${escaped(description, '[]:')}]`;
  if (value === 'none') return text;
  return value === 'file' ? `${text}:file:_files` : `${text}:value:`;
}

function escaped(text: string, characters: string): string {
  return Array.from(text, character =>
    `${characters}\\`.includes(character) ? `\\${character}` : character,
  ).join('');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
