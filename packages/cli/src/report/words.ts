import { nearestName } from '@forgekey/core/internal';
import { type FindingCode, type ForgekeyErrorCode, searchParameters } from '@forgekey/node';
import { restrictionFlags } from '../flags/parameter-flags.ts';

/** What core reports, as far as the command has words of its own for it. */
export interface Reported {
  readonly code: ForgekeyErrorCode | FindingCode;
  readonly parameter?: string | undefined;
  readonly message?: string;
  readonly hint?: string | undefined;
}

type Hint = string | ((parameter: string | undefined) => string);

/** Where core's hint names a function or an option of the library, the command has another one. */
const hints: { readonly [Code in Reported['code']]?: Hint } = {
  ERR_RESTRICTION_UNKNOWN: parameter => {
    const nearest = nearestName(parameter ?? '', Object.keys(searchParameters));
    const question = nearest === undefined ? '' : `Did you mean "${nearest}"? `;
    return `${question}A parameter that is newer than forgekey needs --allow-unknown-parameters.`;
  },
  ERR_RESTRICTION_CONFLICT: 'Give it once. Two filters are joined with AND.',
  ERR_KEY_SIGNATURE: 'Give the parent API key that signs it: --parent-key-file may be repeated.',
  ERR_TOKEN_KEY_ID: 'Give the key id that the token names with --key-id, and its secret with --secret-file.',
  ERR_TOKEN_SIGNATURE: 'Give the secret of its key id with --secret-file.',
};

/** What to do, in the terms of the command line. */
export function hintFor({ code, parameter, hint }: Reported): string | undefined {
  const own = hints[code];
  return typeof own === 'function' ? own(parameter) : (own ?? hint);
}

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

/** The flag or variable that an error is about, unless its message names it. */
export function sourceOf(
  { code, parameter, message = '' }: Reported,
  argv: readonly string[],
): string | undefined {
  // Of a conflict, the flag is one side only.
  if (argv.length === 0 || parameter === undefined || code === 'ERR_RESTRICTION_CONFLICT') return undefined;
  const source = sources
    .get(parameter)
    ?.find(candidate => !candidate.startsWith('--') || isGiven(candidate, argv));
  return source === undefined || message.includes(source) ? undefined : source;
}

function isGiven(flag: string, argv: readonly string[]): boolean {
  return argv.some(argument => argument === flag || argument.startsWith(`${flag}=`));
}
