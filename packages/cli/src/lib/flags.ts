import { Option } from 'commander';
import { UsageError } from './usage-error.ts';

/** A flag with a value that may be given once: of two values, one would be lost. */
export function valueFlag(flags: string, description: string, group?: string): Option {
  const option = new Option(flags, description).argParser((value: string, previous: unknown) => {
    const name = `--${option.name()}`;
    if (previous !== undefined)
      throw new UsageError(`${name} is given twice. Give it once; lists are separated by commas.`);
    if (value.includes('\uFFFD')) throw new UsageError(`${name}: the value is not valid UTF-8.`);
    return value;
  });
  return group === undefined ? option : option.helpGroup(group);
}

/** A flag that may be given several times; undefined where it is not given. */
export function listFlag(flags: string, description: string, group?: string): Option {
  const option = new Option(flags, description).argParser(
    (value: string, previous: readonly string[] | undefined) => [...(previous ?? []), value],
  );
  return group === undefined ? option : option.helpGroup(group);
}
