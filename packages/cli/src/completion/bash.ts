import type { ProgramDescription } from './program-description.ts';

/** For bash 3.2 (the version on macOS) and later. If there is no proposal, bash completes file names. */
export function bashCompletion({ name, commands }: ProgramDescription): string {
  const flags = commands.flatMap(command => command.flags);
  const withValue = new Set(flags.filter(({ value }) => value !== 'none').map(flag => flag.name));
  return `# bash completion for ${name}
_${name}() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} words=
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    words='${commands.map(command => command.name).join(' ')}'
  else
    case $previous in
      ${[...withValue].join('|')}) return ;;
    esac
    case \${COMP_WORDS[1]} in
${commands.map(command => `      ${command.name}) words='${command.flags.map(flag => flag.name).join(' ')}' ;;`).join('\n')}
    esac
    case $current in
      -*) ;;
      *) return ;;
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _${name} ${name}
`;
}
