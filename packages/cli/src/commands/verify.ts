import process from 'node:process';
import { decodeSecuredApiKey, verifySecuredApiKey, verifySecuredUserToken } from '@forgekey/node';
import { Command } from 'commander';
import { parseDurationSec } from '../flags/duration.ts';
import { type MomentFlag, momentFlag, nowOf } from '../flags/moment.ts';
import { listFlag, valueFlag } from '../flags/value-flag.ts';
import { readCredential } from '../input/credential.ts';
import { optionalSecretKeyId, readParentApiKeys, readSecretKey } from '../input/secrets.ts';
import { keyDocument, keyText } from '../report/key.ts';
import { print, type Report } from '../report/print.ts';
import { type Style, styleOf } from '../report/style.ts';
import { tokenDocument, tokenText } from '../report/token.ts';

interface VerifyFlags extends MomentFlag {
  readonly file?: string;
  readonly parentKeyFile?: readonly string[];
  readonly secretFile?: string;
  readonly keyId?: string;
  readonly clockTolerance?: string;
  readonly json?: boolean;
}

/** `forgekey verify`: proves who signed a key or token, and that it has not expired. */
export function verifyCommand(): Command {
  return new Command('verify')
    .description(
      'Verify that a secured API key or a user token was signed with your secret and is valid now.',
    )
    .argument('[credential]', 'the key or token; standard input if it is - or omitted')
    .addOption(valueFlag('--file <file>', 'read the credential from a file'))
    .addOption(
      listFlag(
        '--parent-key-file <file>',
        'contains parent API keys, one per line; may be repeated (default: $ALGOLIA_SEARCH_API_KEY)',
        'Secrets:',
      ),
    )
    .addOption(
      valueFlag(
        '--secret-file <file>',
        'contains the sk-alg-… key of a token (default: $ALGOLIA_SECRET_KEY)',
        'Secrets:',
      ),
    )
    .addOption(
      valueFlag(
        '--key-id <id>',
        'the key id that the token must name (default: $ALGOLIA_KEY_ID, else any)',
        'Secrets:',
      ),
    )
    .addOption(valueFlag('--clock-tolerance <time>', 'how far the clocks may differ, such as 30s'))
    .addOption(momentFlag())
    .option('--json', 'print a JSON document')
    .addHelpText('after', examples)
    .action(verify);
}

async function verify(argument: string | undefined, flags: VerifyFlags): Promise<void> {
  const now = nowOf(flags);
  const clockToleranceSec =
    flags.clockTolerance === undefined ? 0 : parseDurationSec(flags.clockTolerance, '--clock-tolerance');
  const { kind, text } = await readCredential(argument, flags.file);
  const verifyKind = kind === 'userToken' ? verifyToken : verifyKey;
  print(await verifyKind(text, flags, { now, clockToleranceSec }, styleOf(process.stdout)), flags.json);
}

type Times = { readonly now: Date; readonly clockToleranceSec: number };

async function verifyKey(
  credential: string,
  flags: VerifyFlags,
  times: Times,
  style: Style,
): Promise<Report> {
  const parentApiKeys = await readParentApiKeys(flags.parentKeyFile ?? []);
  const { parentKeyIndex } = verifySecuredApiKey(credential, { parentApiKeys, ...times });
  const key = decodeSecuredApiKey(credential);
  const signer =
    parentApiKeys.length === 1
      ? 'the parent API key'
      : `parent API key ${parentKeyIndex + 1} of ${parentApiKeys.length}`;
  return {
    document: { kind: 'securedApiKey', proven: true, parentKeyIndex, ...keyDocument(key, times.now) },
    text: `${heading('Secured API key', signer, style)}\n\n${keyText(key, times.now, style)}`,
  };
}

async function verifyToken(
  credential: string,
  flags: VerifyFlags,
  times: Times,
  style: Style,
): Promise<Report> {
  const secretKey = await readSecretKey(flags.secretFile);
  const keyId = optionalSecretKeyId(flags.keyId);
  const secretKeys = keyId === undefined ? () => secretKey : { [keyId]: secretKey };
  const verified = verifySecuredUserToken(credential, { secretKeys, ...times });
  return {
    document: { kind: 'userToken', proven: true, ...tokenDocument(verified, times.now) },
    text: `${heading('Secured user token', 'the secret key', style)}\n\n${tokenText(verified, times.now, style)}`,
  };
}

function heading(what: string, signer: string, style: Style): string {
  return `${style.bold(what)}, ${style.green('verified')}: signed with ${signer}, and valid.`;
}

const examples = `
Examples:
  $ forgekey verify YTgyMzMwOTkzMjA2Mzk5OWUx…
  $ forgekey verify --file key.txt --parent-key-file current.txt --parent-key-file previous.txt
  $ forgekey verify --file token.jwt --clock-tolerance 30s --json`;
