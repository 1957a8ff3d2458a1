import { Option } from 'commander';
import { UsageError } from '../errors.ts';

/** A flag with a value. It may be given only once: of two values, one would be lost. */
export function valueFlag(flags: string, description: string, group?: string): Option {
  const option: Option = new Option(flags, description).argParser((value: string, previous: unknown) => {
    if (previous !== undefined) {
      throw new UsageError(`"${option.long}" is given twice.`, 'Give it once; separate a list with commas.');
    }
    return checked(option, value);
  });
  return group === undefined ? option : option.helpGroup(group);
}

/** A flag that may be given several times; undefined if it is not given. */
export function listFlag(flags: string, description: string, group?: string): Option {
  const option: Option = new Option(flags, description).argParser(
    (value: string, previous: readonly string[] | undefined) => [...(previous ?? []), checked(option, value)],
  );
  return group === undefined ? option : option.helpGroup(group);
}

/** Whether the value is a file name. */
export function isForFile({ flags }: Option): boolean {
  return flags.endsWith(' <file>');
}

function checked(option: Option, value: string): string {
  if (value.includes('\uFFFD')) throw new UsageError(`"${option.long}" must be valid UTF-8.`);
  if (value === '' && isForFile(option)) {
    throw new UsageError(`"${option.long}" is empty.`, 'Give the name of a file.');
  }
  if (/^[[{]/.test(value) && isForFile(option)) {
    throw new UsageError(
      `"${option.long}" must be a file name, not JSON.`,
      `Write the JSON to a file, or pipe it to ${option.long} -.`,
    );
  }
  return value;
}
