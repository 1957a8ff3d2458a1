import { restrictionFlags } from './restriction-flags.ts';

/** What core's messages call by the name that a caller of the library knows, and what it is here. */
const phrases: readonly (readonly [ofLibrary: string, ofCommand: string])[] = [
  ['pass allowUnknownParameters: true', 'make the key with --allow-unknown-parameters'],
  ['Join them with combineFilters(a, b), which means a AND b.', 'Join them into one with AND.'],
  ['(join several with combineFilters)', '(join several with AND)'],
  ['pass an array', 'part its elements with commas'],
];

/** Where the value of an argument of the library comes from: one of the flags that were given, else the variable. */
const sources: ReadonlyMap<string, readonly string[]> = new Map([
  ['parentApiKey', ['--parent-key-file', 'ALGOLIA_SEARCH_API_KEY']],
  ['parentApiKeys', ['--parent-key-file', 'ALGOLIA_SEARCH_API_KEY']],
  ['secretKey', ['--secret-file', 'ALGOLIA_SECRET_KEY']],
  ['secretKeyId', ['--key-id', 'ALGOLIA_KEY_ID']],
  ['userId', ['--user-id']],
  ['expiresIn', ['--valid-for', '--valid-until']],
  ...restrictionFlags.map(({ parameter, option }): [string, string[]] => [parameter, [option.long!]]),
]);

/**
 * A message of core in the words of the command line.
 *
 * @param argv - the arguments, where the message is about them: it then names the flag instead of the parameter.
 */
export function inFlags(message: string, argv: readonly string[] = []): string {
  const worded = phrases.reduce(
    (text, [ofLibrary, ofCommand]) => text.replace(ofLibrary, ofCommand),
    message,
  );
  const [quoted, name] = /^"(\w+)"/.exec(worded) ?? [];
  const source = sources
    .get(name ?? '')
    ?.find(candidate => !candidate.startsWith('--') || isGiven(candidate, argv));
  if (argv.length === 0 || quoted === undefined || source === undefined) return worded;
  return (
    (source + worded.slice(quoted.length))
      // Every value of a flag is text, and a lifetime has units.
      .replace('; it is a string.', '.')
      .replace(
        /must be whole seconds from 1 to (\d+) \(a year\), not milliseconds/,
        'may be $1 seconds (a year) at most',
      )
  );
}

function isGiven(flag: string, argv: readonly string[]): boolean {
  return argv.some(argument => argument === flag || argument.startsWith(`${flag}=`));
}
