import process from 'node:process';
import { createSecuredApiKeyGenerator, decodeSecuredApiKey } from '@forgekey/node';
import { Command } from 'commander';
import { findingLines } from '../lib/describe-findings.ts';
import { keyDocument, keyText } from '../lib/describe-key.ts';
import { addExpiryFlags, type ExpiryFlags } from '../lib/expiry.ts';
import { valueFlag } from '../lib/flags.ts';
import { lengthBar } from '../lib/length-bar.ts';
import { assertNoLintErrors, lintKey } from '../lib/lint.ts';
import { print } from '../lib/output.ts';
import { addParameterFlags, restrictionFlags } from '../lib/restriction-flags.ts';
import { readRestrictions } from '../lib/restrictions-input.ts';
import { readParentApiKey } from '../lib/secrets.ts';
import { styleOf } from '../lib/style.ts';

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
    .description('Make a secured API key of a parent API key and restrictions.')
    .addOption(
      valueFlag(
        '--parent-key-file <file>',
        'holds the parent API key; - is standard input (default: $ALGOLIA_SEARCH_API_KEY)',
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
    .option('--allow-unknown-parameters', 'take parameter names that forgekey does not know')
    .option('--allow-lint-errors', 'make the key even if it will not work, or opens more than it says')
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
  const findings = lintKey(decoded, { now, allowUnknownParameters });
  assertNoLintErrors(findings, flags.allowLintErrors === true);
  const style = styleOf(process.stderr);
  print(
    {
      document: { kind: 'securedApiKey', securedApiKey, ...keyDocument(decoded, now), findings },
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
