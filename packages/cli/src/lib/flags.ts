import { Option } from 'commander';
import { UsageError } from './usage-error.ts';

/** A flag with a value that may be given once: of two values, one would be lost. */
export function valueFlag(flags: string, description: string, group?: string): Option {
  const option: Option = new Option(flags, description).argParser((value: string, previous: unknown) => {
    if (previous !== undefined)
      throw new UsageError(`${option.long} is given twice. Give it once; lists are separated by commas.`);
    return checked(option, value);
  });
  return group === undefined ? option : option.helpGroup(group);
}

/** A flag that may be given several times; undefined where it is not given. */
export function listFlag(flags: string, description: string, group?: string): Option {
  const option: Option = new Option(flags, description).argParser(
    (value: string, previous: readonly string[] | undefined) => [...(previous ?? []), checked(option, value)],
  );
  return group === undefined ? option : option.helpGroup(group);
}

/** Whether the value is the name of a file. */
export function isForFile({ flags }: Option): boolean {
  return flags.endsWith(' <file>');
}

function checked(option: Option, value: string): string {
  if (value.includes('\uFFFD')) throw new UsageError(`${option.long}: the value is not valid UTF-8.`);
  if (value === '' && isForFile(option))
    throw new UsageError(`${option.long} is empty: give the name of a file.`);
  return value;
}

/**
 * Refuses a flag in the place of a value, which a variable that is empty leads to: `--user-id $UNSET --json` would make
 * a credential for the user "--json".
 *
 * @param options - those of the command that is called.
 */
export function assertNoFlagAsValue(argv: readonly string[], options: readonly Option[]): void {
  const longs = options.map(({ long }) => long!);
  const taken = new Set(['--', '-h', '--help', ...longs]);
  const withValue = new Set(options.filter(({ required }) => required).map(({ long }) => long!));
  for (let index = 0; index + 1 < argv.length && argv[index] !== '--'; index++) {
    const flag = argv[index]!;
    if (!withValue.has(flag)) continue;
    index++;
    const name = argv[index]!.replace(/=.*$/s, '');
    if (taken.has(name)) {
      throw new UsageError(
        `${flag} has no value: ${name} follows it. Is a variable empty? A value that looks like a flag is written ${flag}=${name}.`,
      );
    }
  }
}
