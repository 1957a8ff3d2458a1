import process from 'node:process';
import { createSecuredApiKeyGenerator, decodeSecuredApiKey } from '@forgekey/node';
import { Command } from 'commander';
import { RefusedByLint } from '../errors.ts';
import { addExpiryFlags, type ExpiryFlags } from '../flags/expiry-flags.ts';
import { addParameterFlags, restrictionFlags } from '../flags/parameter-flags.ts';
import { valueFlag } from '../flags/value-flag.ts';
import { readRestrictions } from '../input/restrictions.ts';
import { readParentApiKey } from '../input/secrets.ts';
import { findingLines, lintKey } from '../report/findings.ts';
import { keyDocument, keyText } from '../report/key.ts';
import { lengthBar } from '../report/length-bar.ts';
import { print } from '../report/print.ts';
import { styleOf } from '../report/style.ts';

interface KeyFlags extends ExpiryFlags {
  readonly parentKeyFile?: string;
  readonly restrictions?: string;
  readonly allowUnknownParameters?: boolean;
  readonly allowLintErrors?: boolean;
  readonly json?: boolean;
}

/** `forgekey key`: makes one secured API key. */
export function keyCommand(): Command {
  const command = new Command('key')
    .description('Make a secured API key from a parent API key and restrictions.')
    .addOption(
      valueFlag(
        '--parent-key-file <file>',
        'contains the parent API key; - is standard input (default: $ALGOLIA_SEARCH_API_KEY)',
        'Secret:',
      ),
    )
    .addOption(
      valueFlag(
        '--restrictions <file>',
        'restrictions as a JSON object; - is standard input',
        'What the key may do:',
      ),
    );
  addExpiryFlags(command)
    .option('--allow-unknown-parameters', 'accept parameter names that forgekey does not know')
    .option('--allow-lint-errors', 'make the key despite lint errors: it may not work, or may allow too much')
    .option('--json', 'print a JSON document')
    .addHelpText('after', examples);
  return addParameterFlags(command, restrictionFlags).action(makeKey);
}

async function makeKey(flags: KeyFlags): Promise<void> {
  const now = new Date();
  const { fromFile, fromFlags } = await readRestrictions(flags, now);
  const parentApiKey = await readParentApiKey(flags.parentKeyFile);
  const allowUnknownParameters = flags.allowUnknownParameters === true;
  const generate = createSecuredApiKeyGenerator({
    parentApiKey,
    restrictions: fromFile,
    allowUnknownParameters,
  });
  const securedApiKey = generate(fromFlags);

  const decoded = decodeSecuredApiKey(securedApiKey);
  const findings = lintKey(decoded, { now, allowUnknownParameters, parentApiKey });
  const isRefused = findings.some(({ severity }) => severity === 'error');
  if (isRefused && flags.allowLintErrors !== true) throw new RefusedByLint(findings);
  const style = styleOf(process.stderr);
  print(
    {
      document: {
        kind: 'securedApiKey',
        securedApiKey,
        ...keyDocument(decoded, now),
        signature: decoded.signature,
        findings,
      },
      text: securedApiKey,
      summary: ['', keyText(decoded, now, style), '', lengthBar(decoded.queryString, style)].join('\n'),
      findings: findingLines(findings, style),
    },
    flags.json,
  );
}

const examples = `
Examples:
  $ forgekey key --filters '_tags:user_42' --valid-for 1h
  $ forgekey key --restrict-indices 'products,articles_*' --user-token user_42 --valid-until 2027-01-31
  $ forgekey key --restrictions restrictions.json --parent-key-file /run/secrets/search-key
  $ pass show search-key | forgekey key --parent-key-file - --filters 'public:true' --valid-for 7d`;
