import process from 'node:process';
import { decodeSecuredUserToken, forgeSecuredUserToken } from '@forgekey/node';
import { Command } from 'commander';
import { tokenDocument, tokenText } from '../lib/describe-token.ts';
import { addExpiryFlags, type ExpiryFlags, expirySecOf } from '../lib/expiry.ts';
import { valueFlag } from '../lib/flags.ts';
import { print } from '../lib/output.ts';
import { readTokenSecret } from '../lib/secrets.ts';
import { styleOf } from '../lib/style.ts';
import { UsageError } from '../lib/usage-error.ts';

interface TokenFlags extends ExpiryFlags {
  readonly userId: string;
  readonly secretFile?: string;
  readonly keyId?: string;
  readonly json?: boolean;
}

/** `forgekey token`: forges one secured user token. */
export function tokenCommand(): Command {
  const command = new Command('token')
    .description('Forge a secured user token for Agent Studio: an HS256 JWT that says who is talking.')
    .addOption(valueFlag('--user-id <id>', 'a stable id that is not sensitive').makeOptionMandatory())
    .addOption(
      valueFlag(
        '--secret-file <file>',
        'holds the sk-alg-… key; - is standard input (default: $ALGOLIA_SECRET_KEY)',
        'Secret:',
      ),
    )
    .addOption(valueFlag('--key-id <id>', 'the id of that key (default: $ALGOLIA_KEY_ID)', 'Secret:'));
  return addExpiryFlags(command)
    .option('--json', 'print a JSON document')
    .addHelpText('after', `\nWithout --valid-for and --valid-until a token lives for 24 hours.\n${examples}`)
    .action(makeToken);
}

async function makeToken(flags: TokenFlags): Promise<void> {
  const now = new Date();
  const expiresIn = expiresInSecOf(flags, now);
  const secret = await readTokenSecret(flags.secretFile, flags.keyId);
  const userToken = forgeSecuredUserToken({
    ...secret,
    userId: flags.userId,
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

/** Whole seconds from now on. */
export function expiresInSecOf(flags: ExpiryFlags, now: Date): number | undefined {
  const expirySec = expirySecOf(flags, now);
  if (expirySec === undefined) return undefined;
  const expiresIn = expirySec - Math.floor(now.getTime() / 1000);
  if (expiresIn <= 0)
    throw new UsageError('--valid-until lies in the past: the token would be dead at once.');
  return expiresIn;
}

const examples = `
Examples:
  $ forgekey token --user-id user-42
  $ forgekey token --user-id user-42 --valid-for 15m --json
  $ forgekey token --user-id user-42 --secret-file /run/secrets/agent-key --key-id 3f0c`;
