import process from 'node:process';
import { decodeSecuredApiKey, decodeSecuredUserToken, lintIsolation } from '@forgekey/node';
import { Command } from 'commander';
import { type MomentFlag, momentFlag, nowOf } from '../flags/moment.ts';
import { valueFlag } from '../flags/value-flag.ts';
import { readCredential } from '../input/credential.ts';
import { findingLines, lintKey, withOwnHint } from '../report/findings.ts';
import { keyDocument, keyText } from '../report/key.ts';
import { lengthBar } from '../report/length-bar.ts';
import { print, type Report } from '../report/print.ts';
import { shorterKey, shorterKeyText } from '../report/shorter-key.ts';
import { type Style, styleOf } from '../report/style.ts';
import { tokenDocument, tokenText } from '../report/token.ts';

interface InspectFlags extends MomentFlag {
  readonly file?: string;
  readonly json?: boolean;
}

/** `forgekey inspect`: decodes a key or token without checking its signature. */
export function inspectCommand(): Command {
  return new Command('inspect')
    .description('Show what a secured API key or a user token contains. Does not check the signature.')
    .argument(
      '[credential]',
      'the key or token, or a header or URL that contains it;\nstandard input if it is - or omitted',
    )
    .addOption(valueFlag('--file <file>', 'read the credential from a file'))
    .addOption(momentFlag())
    .option('--json', 'print a JSON document')
    .addHelpText('after', examples)
    .action(inspect);
}

async function inspect(argument: string | undefined, flags: InspectFlags): Promise<void> {
  const { kind, text } = await readCredential(argument, flags.file);
  const describe = kind === 'userToken' ? describeToken : describeKey;
  print(describe(text, nowOf(flags), styleOf(process.stdout)), flags.json);
}

function describeKey(credential: string, now: Date, style: Style): Report {
  const decoded = decodeSecuredApiKey(credential);
  const findings = [...lintKey(decoded, { now }), ...lintIsolation(decoded).map(withOwnHint)];
  const shorter = shorterKey(decoded);
  const lines = findingLines(findings, style);
  return {
    document: {
      kind: 'securedApiKey',
      proven: false,
      ...keyDocument(decoded, now),
      signature: decoded.signature,
      findings,
      shorter: shorter ?? null,
    },
    text: [
      heading('Secured API key', style),
      keyText(decoded, now, style),
      lengthBar(decoded.queryString, style),
      ...(shorter === undefined ? [] : [shorterKeyText(shorter)]),
      ...(lines === '' ? [] : [lines]),
    ].join('\n\n'),
  };
}

function describeToken(credential: string, now: Date, style: Style): Report {
  const decoded = decodeSecuredUserToken(credential);
  return {
    document: { kind: 'userToken', proven: false, ...tokenDocument(decoded, now) },
    text: `${heading('Secured user token', style)}\n\n${tokenText(decoded, now, style)}`,
  };
}

function heading(what: string, style: Style): string {
  return `${style.bold(what)}, ${style.yellow('not verified')}: anyone could have made this. "forgekey verify" checks who signed it.`;
}

const examples = `
Examples:
  $ forgekey inspect YTgyMzMwOTkzMjA2Mzk5OWUx…
  $ forgekey inspect 'Authorization: Bearer eyJhbGciOiJIUzI1NiIs…'
  $ forgekey inspect --file token.jwt --json
  $ pbpaste | forgekey inspect`;
