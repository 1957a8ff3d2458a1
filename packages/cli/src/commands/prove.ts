import process from 'node:process';
import { ForgekeyError, isForgekeyError, type ProofOptions, proveConfined } from '@forgekey/node';
import { Command } from 'commander';
import { UsageError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { valueFlag } from '../flags/value-flag.ts';
import { STDIN } from '../input/read-text.ts';
import { readJsonFile, readJsonValue } from '../input/restrictions.ts';
import { decodedKey, keyOfArgument, type ProofKey, readProofKeys } from '../prove/proof-keys.ts';
import { type KeyProofs, type ProofGoal, proveKeys } from '../prove/prove-keys.ts';
import { proofDocument, proofText, type Verdict, worstVerdict } from '../prove/report.ts';
import { type SampleReport, searchSample } from '../prove/sample.ts';
import type { ErrorDocument } from '../report/error-document.ts';
import { print } from '../report/print.ts';
import { openBar } from '../report/progress-bar.ts';
import { styleOf } from '../report/style.ts';
import { readParent } from '../why/read-parent.ts';

interface ProveFlags {
  readonly input?: string;
  readonly claim?: string;
  readonly tenantAttribute?: string;
  readonly shared?: string;
  readonly notWiderThan?: string;
  readonly schema?: string;
  readonly rules?: string;
  readonly settings?: string;
  readonly parent?: string;
  readonly records?: string;
  readonly json?: boolean;
}

const goalGroup = 'What to prove (one of these):';
const knownGroup = 'Known facts:';

/** `forgekey prove`: what keys can never show, for all requests and all records. */
export function proveCommand(): Command {
  return new Command('prove')
    .description(
      'Prove which records keys can never show, whatever a request asks for, or find a counterexample.',
    )
    .argument('[keys...]', 'secured API keys')
    .addOption(
      valueFlag('--input <file>', 'keys as JSON lines; - is standard input (default without arguments)'),
    )
    .addOption(
      valueFlag('--claim <filters>', 'each key shows only records that satisfy this filter', goalGroup),
    )
    .addOption(
      valueFlag(
        '--tenant-attribute <name>',
        'each key shows only its own values of this attribute, and no two tenants see the same record',
        goalGroup,
      ),
    )
    .addOption(
      valueFlag(
        '--not-wider-than <key>',
        'each key shows only records and indices that this key shows too',
        goalGroup,
      ),
    )
    .addOption(
      valueFlag('--shared <a,b>', 'values of the tenant attribute that every tenant may see', knownGroup),
    )
    .addOption(
      valueFlag(
        '--schema <file>',
        'facts about the records: {"tenant_id": {"singleValued": true}}',
        knownGroup,
      ),
    )
    .addOption(valueFlag('--rules <file>', 'the rules of the index, as the API returns them', knownGroup))
    .addOption(
      valueFlag('--settings <file>', 'the settings of the index, as the API returns them', knownGroup),
    )
    .addOption(valueFlag('--parent <file>', 'the parent key, as the API returns it', knownGroup))
    .addOption(
      valueFlag('--records <file>', 'sample records as JSON lines, searched for counterexamples', knownGroup),
    )
    .option('--json', 'print a JSON document')
    .addHelpText('after', examples)
    .action(prove);
}

async function prove(texts: readonly string[], flags: ProveFlags): Promise<void> {
  const goal = goalOf(flags);
  const options = await proofOptionsOf(flags);
  const keys = await keysOf(texts, flags);
  const sample =
    flags.records === undefined ? undefined : await searchSample(flags.records, keys, goal, options);
  const bar = await openBar(
    '{bar} {percentage}% | {value} of {total} keys | {eta_formatted} left',
    keys.length,
  );
  let proofs: KeyProofs;
  try {
    proofs = proveKeys(keys, goal, options, count => bar.update(count));
  } finally {
    bar.stop();
  }
  const verdict = worstVerdict(proofs, sample);
  print(
    {
      document: proofDocument(proofs, sample),
      error: errorOf(verdict, sample),
      text: proofText(proofs, sample, styleOf(process.stdout)),
    },
    flags.json,
  );
  if (verdict !== 'proved') {
    process.exitCode = verdict === 'refuted' ? exitCodes.refuted : exitCodes.undecided;
  }
}

function goalOf({ claim, tenantAttribute, shared, notWiderThan }: ProveFlags): ProofGoal {
  const given = [claim, tenantAttribute, notWiderThan].filter(value => value !== undefined);
  if (given.length !== 1) {
    throw new UsageError(
      given.length === 0 ? 'The goal is missing.' : 'Only one goal can be proved at a time.',
      'Give one of --claim, --tenant-attribute and --not-wider-than.',
    );
  }
  if (shared !== undefined && tenantAttribute === undefined) {
    throw new UsageError('"--shared" needs "--tenant-attribute".');
  }
  if (claim !== undefined) {
    assertClaim(claim);
    return { kind: 'claim', claim };
  }
  if (notWiderThan !== undefined) {
    return { kind: 'not wider', baseline: decodedKey(notWiderThan, '"--not-wider-than"') };
  }
  if (tenantAttribute === '') throw new UsageError('"--tenant-attribute" is empty.');
  const values = shared?.split(',') ?? [];
  if (values.some(value => value.trim() !== value || value === '')) {
    throw new UsageError('"--shared" must be values separated by commas, without spaces.');
  }
  return { kind: 'tenants', attribute: tenantAttribute!, shared: values };
}

/** The library would name a filter of the key. Here, the flag is at fault. */
function assertClaim(claim: string): void {
  try {
    proveConfined({ filters: 'a:1' }, claim);
  } catch (error) {
    if (!isForgekeyError(error)) throw error;
    const { code, message, hint, column } = error;
    throw new ForgekeyError(code, message, { hint, column, parameter: 'claim' });
  }
}

async function proofOptionsOf(flags: ProveFlags): Promise<ProofOptions> {
  const read = async (file: string | undefined, purpose: string): Promise<object | undefined> =>
    file === undefined ? undefined : readJsonFile(file, purpose);
  const rules = flags.rules === undefined ? undefined : await readJsonValue(flags.rules, 'the rules');
  const options: Readonly<Record<string, unknown>> = {
    schema: await read(flags.schema, 'the schema'),
    settings: await read(flags.settings, 'the settings'),
    parent: flags.parent === undefined ? undefined : await readParent(flags.parent),
    rules,
  };
  for (const [name, value] of Object.entries(options)) assertOption(name, value);
  return options;
}

/** The library checks its options in each call. Here, each of them is checked once, before any key is proved. */
function assertOption(name: string, value: unknown): void {
  try {
    proveConfined({ filters: 'a:1' }, 'a:1', { [name]: value });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UsageError(`"--${name}" cannot be used: ${error.message}`);
  }
}

async function keysOf(texts: readonly string[], { input }: ProveFlags): Promise<readonly ProofKey[]> {
  if (texts.length > 0 && input !== undefined) {
    throw new UsageError('Keys are given both as arguments and with "--input".', 'Use one of them.');
  }
  const keys = texts.length > 0 ? texts.map(keyOfArgument) : await readProofKeys(input ?? STDIN);
  if (keys.length === 0) {
    throw new UsageError(
      'There are no keys to prove anything about.',
      'Give them as arguments, or as JSON lines with --input FILE or on standard input.',
    );
  }
  return keys;
}

const errorTexts = {
  refuted: ['ERR_REFUTED', 'At least one key shows a record that it must not show.'],
  undecided: ['ERR_UNDECIDED', 'At least one key could not be decided.'],
  vacuous: ['ERR_VACUOUS', 'At least one key shows nothing at all, which is nearly always a mistake.'],
} as const;

function errorOf(verdict: Verdict, sample: SampleReport | undefined): ErrorDocument | undefined {
  if (verdict === 'proved') return undefined;
  const [code, message] = errorTexts[verdict];
  const contradicted = Object.entries(sample?.lists ?? {}).find(([, count]) => count > 0);
  if (verdict !== 'undecided' || contradicted === undefined) return { code, message };
  return { code, message: 'The sample contradicts the assumption that an attribute has a single value.' };
}

const examples = `
Keys in, one JSON object per line, with one of the two:
  {"id": "ann", "securedApiKey": "…"}
  {"id": "bob", "restrictions": {"filters": "tenant_id:43"}}

Examples:
  $ forgekey prove YTgyMzMwOTkzMjA2Mzk5OWUx… --claim tenant_id:42
  $ forgekey prove --input keys.jsonl --tenant-attribute tenant_id --shared public --schema schema.json
  $ forgekey batch < users.jsonl | jq -c '{id, securedApiKey}' | forgekey prove --tenant-attribute tenant_id
  $ forgekey prove --input new-keys.jsonl --not-wider-than "$CURRENT_KEY" --json`;
