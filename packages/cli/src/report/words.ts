import { nearestName } from '@forgekey/core/internal';
import { type FindingCode, type ForgekeyErrorCode, searchParameters } from '@forgekey/node';
import { restrictionFlags } from '../flags/parameter-flags.ts';

/** The parts of an error or finding of core for which the command has its own words. */
export interface Reported {
  readonly code: ForgekeyErrorCode | FindingCode;
  readonly parameter?: string | undefined;
  readonly message?: string;
  readonly hint?: string | undefined;
}

type Hint = string | ((parameter: string | undefined) => string);

/** Hints of the command, for codes whose hint in core names a function or an option of the library. */
const hints: { readonly [Code in Reported['code']]?: Hint } = {
  ERR_RESTRICTION_UNKNOWN: parameter => {
    const nearest = nearestName(parameter ?? '', Object.keys(searchParameters));
    const question = nearest === undefined ? '' : `Did you mean "${nearest}"? `;
    return `${question}A parameter that is newer than forgekey needs --allow-unknown-parameters.`;
  },
  ERR_RESTRICTIONS_EMPTY: 'Give at least one, such as --filters or --valid-for.',
  ERR_RESTRICTION_CONFLICT: 'Give it once. Join two filters with AND.',
  ERR_KEY_SIGNATURE: 'Give the parent API key that signs it: --parent-key-file may be repeated.',
  ERR_TOKEN_KEY_ID: 'Give the key id that the token names with --key-id, and its secret with --secret-file.',
  ERR_TOKEN_SIGNATURE: 'Give the secret of its key id with --secret-file.',
};

/** The hint in the terms of the command line. */
export function hintFor({ code, parameter, hint }: Reported): string | undefined {
  const own = hints[code];
  return typeof own === 'function' ? own(parameter) : (own ?? hint);
}

/** The source of each argument of the library: one of the flags, otherwise the variable. */
const sources: ReadonlyMap<string, readonly string[]> = new Map([
  ['parentApiKey', ['--parent-key-file', 'ALGOLIA_SEARCH_API_KEY']],
  ['parentApiKeys', ['--parent-key-file', 'ALGOLIA_SEARCH_API_KEY']],
  ['secretKey', ['--secret-file', 'ALGOLIA_SECRET_KEY']],
  ['secretKeyId', ['--key-id', 'ALGOLIA_KEY_ID']],
  ['userId', ['--user-id']],
  ['claim', ['--claim']],
  ['expiresIn', ['--valid-for', '--valid-until']],
  ...restrictionFlags.map(({ parameter, option }): [string, string[]] => [parameter, [option.long!]]),
]);

/** The flag or variable that an error is about, unless its message names it. */
export function sourceOf(
  { code, parameter, message = '' }: Reported,
  argv: readonly string[],
): string | undefined {
  // In a conflict, the flag is only one of the two sides.
  if (argv.length === 0 || parameter === undefined || code === 'ERR_RESTRICTION_CONFLICT') return undefined;
  const source = sources
    .get(parameter)
    ?.find(candidate => !candidate.startsWith('--') || isGiven(candidate, argv));
  return source === undefined || message.includes(source) ? undefined : source;
}

function isGiven(flag: string, argv: readonly string[]): boolean {
  return argv.some(argument => argument === flag || argument.startsWith(`${flag}=`));
}
