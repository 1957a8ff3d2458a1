import process from 'node:process';
import { MAX_EXPIRES_IN_SEC } from '@forgekey/core/internal';
import { decodeSecuredUserToken, ForgekeyError, forgeSecuredUserToken } from '@forgekey/node';
import { Command } from 'commander';
import { UsageError } from '../errors.ts';
import { addExpiryFlags, type ExpiryFlags, expirySecOf } from '../flags/expiry-flags.ts';
import { valueFlag } from '../flags/value-flag.ts';
import { readTokenSecret } from '../input/secrets.ts';
import { print } from '../report/print.ts';
import { styleOf } from '../report/style.ts';
import { tokenDocument, tokenText } from '../report/token.ts';

interface TokenFlags extends ExpiryFlags {
  readonly userId?: string;
  readonly secretFile?: string;
  readonly keyId?: string;
  readonly json?: boolean;
}

/** `forgekey token`: forges one secured user token. */
export function tokenCommand(): Command {
  const command = new Command('token')
    .description('Forge a secured user token for Agent Studio: an HS256 JWT that identifies the user.')
    .addOption(valueFlag('--user-id <id>', 'required: a stable id that is not sensitive'))
    .addOption(
      valueFlag(
        '--secret-file <file>',
        'contains the sk-alg-… key; - is standard input (default: $ALGOLIA_SECRET_KEY)',
        'Secret:',
      ),
    )
    .addOption(valueFlag('--key-id <id>', 'the id of that key (default: $ALGOLIA_KEY_ID)', 'Secret:'));
  return addExpiryFlags(command)
    .option('--json', 'print a JSON document')
    .addHelpText('after', `\nBy default, a token expires after 24 hours.\n${examples}`)
    .action(makeToken);
}

async function makeToken(flags: TokenFlags): Promise<void> {
  const { userId } = flags;
  if (userId === undefined) {
    throw new UsageError('"--user-id" is missing.', 'Give the id of the user, such as --user-id user-42.');
  }
  const now = new Date();
  const expiresIn = expiresInSecOf(flags, now);
  assertLifetime(expiresIn, flags);
  const secret = await readTokenSecret(flags.secretFile, flags.keyId);
  const userToken = forgeSecuredUserToken({
    ...secret,
    userId,
    now,
    ...(expiresIn === undefined ? {} : { expiresIn }),
  });
  const decoded = decodeSecuredUserToken(userToken);
  print(
    {
      document: { kind: 'userToken', userToken, ...tokenDocument(decoded, now) },
      text: userToken,
      summary: `\n${tokenText(decoded, now, styleOf(process.stderr))}`,
    },
    flags.json,
  );
}

/** Whole seconds from now. */
export function expiresInSecOf(flags: ExpiryFlags, now: Date): number | undefined {
  const expirySec = expirySecOf(flags, now);
  if (expirySec === undefined) return undefined;
  const expiresIn = expirySec - Math.floor(now.getTime() / 1000);
  if (expiresIn <= 0) throw new UsageError('"--valid-until" is in the past: the token would be expired.');
  return expiresIn;
}

/** The library counts in seconds, but the flags use other units. */
function assertLifetime(expiresIn: number | undefined, { validFor }: ExpiryFlags): void {
  if (expiresIn === undefined || expiresIn <= MAX_EXPIRES_IN_SEC) return;
  const flag = validFor === undefined ? '--valid-until' : '--valid-for';
  throw new ForgekeyError(
    'ERR_TOKEN_INPUT',
    `"${flag}" gives the token a lifetime of ${expiresIn} seconds; the limit is ${MAX_EXPIRES_IN_SEC} (a year).`,
    { parameter: 'expiresIn' },
  );
}

const examples = `
Examples:
  $ forgekey token --user-id user-42
  $ forgekey token --user-id user-42 --valid-for 15m --json
  $ forgekey token --user-id user-42 --secret-file /run/secrets/agent-key --key-id 3f0c`;
