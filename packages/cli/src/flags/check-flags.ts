import { nearestName, quote } from '@forgekey/core/internal';
import type { Option } from 'commander';
import { UsageError } from '../errors.ts';

/**
 * Refuses an unknown flag, a flag without its value, and a flag in place of a value. An empty variable causes the last:
 * `--user-id $UNSET --json` would make a credential for the user "--json". No message repeats a value.
 *
 * @param options - those of the command that is called.
 */
export function checkFlags(argv: readonly string[], options: readonly Option[]): void {
  const known = new Map(options.flatMap(option => namesOf(option).map(name => [name, option])));
  for (let index = 0; index < argv.length && argv[index] !== '--'; index++) {
    const argument = argv[index]!;
    if (!argument.startsWith('-') || argument === '-') continue;
    const flag = nameIn(argument);
    const option = known.get(flag);
    if (option === undefined) throw unknownFlag(flag, [...known.keys()]);
    if (!option.required || argument.includes('=')) continue;
    index++;
    assertValue(flag, argv[index], known);
  }
}

function assertValue(flag: string, value: string | undefined, known: ReadonlyMap<string, Option>): void {
  if (value === undefined) throw new UsageError(`"${flag}" has no value.`);
  const name = nameIn(value);
  if (name !== '--' && !known.has(name)) return;
  throw new UsageError(
    `"${flag}" has no value: "${name}" follows it.`,
    `Is a variable empty? Write a value that looks like a flag as ${flag}=${name}.`,
  );
}

function unknownFlag(flag: string, known: readonly string[]): UsageError {
  const nearest = nearestName(flag, known);
  return new UsageError(
    `Unknown option ${isFlagName(flag) ? `"${flag}"` : quote(flag)}.`,
    nearest === undefined ? undefined : `Did you mean "${nearest}"?`,
  );
}

/** A flag name has only letters. Anything else may be a value, such as a secret, and is not shown in full. */
function isFlagName(flag: string): boolean {
  return flag.length <= 50 && /^--?[A-Za-z]+(?:[-_][A-Za-z]+|-\d)*$/.test(flag);
}

function nameIn(argument: string): string {
  return argument.replace(/=.*$/s, '');
}

function namesOf({ short, long }: Option): string[] {
  return [short, long].filter(name => name !== undefined && name !== null);
}
