import process from 'node:process';
import { ForgekeyError } from '@forgekey/node';
import { Command } from 'commander';
import type { BatchProgress } from '../batch/answer-lines.ts';
import { createLineMinter } from '../batch/mint-line.ts';
import { runBatch, STDOUT } from '../batch/run-batch.ts';
import { UsageError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { addExpiryFlags, type ExpiryFlags } from '../flags/expiry-flags.ts';
import { addParameterFlags, restrictionFlags } from '../flags/parameter-flags.ts';
import { valueFlag } from '../flags/value-flag.ts';
import { nameOfInput, STDIN } from '../input/read-text.ts';
import { joinRestrictions, readRestrictions } from '../input/restrictions.ts';
import { readParentApiKey, readTokenSecret } from '../input/secrets.ts';
import { printable, printableJson } from '../report/printable.ts';
import { expiresInSecOf } from './token.ts';

interface BatchFlags extends ExpiryFlags {
  readonly input?: string;
  readonly output?: string;
  readonly parentKeyFile?: string;
  readonly secretFile?: string;
  readonly keyId?: string;
  readonly restrictions?: string;
  readonly allowUnknownParameters?: boolean;
  readonly allowLintErrors?: boolean;
  readonly json?: boolean;
}

/** `forgekey batch`: JSON lines in, JSON lines out. */
export function batchCommand(): Command {
  const command = new Command('batch')
    .description('Make many keys and tokens: reads and writes JSON lines, in constant memory.')
    .addOption(valueFlag('--input <file>', 'the JSON lines; - is standard input (default)'))
    .addOption(
      valueFlag('--output <file>', 'written completely or not at all; - is standard output (default)'),
    )
    .addOption(
      valueFlag(
        '--parent-key-file <file>',
        'contains the parent API key (default: $ALGOLIA_SEARCH_API_KEY)',
        'Secrets:',
      ),
    )
    .addOption(
      valueFlag(
        '--secret-file <file>',
        'contains the sk-alg-… key (default: $ALGOLIA_SECRET_KEY)',
        'Secrets:',
      ),
    )
    .addOption(valueFlag('--key-id <id>', 'the id of that key (default: $ALGOLIA_KEY_ID)', 'Secrets:'))
    .addOption(
      valueFlag(
        '--restrictions <file>',
        'restrictions of every key, as a JSON object',
        'What the key may do:',
      ),
    );
  addExpiryFlags(command)
    .option('--allow-unknown-parameters', 'accept parameter names that forgekey does not know')
    .option('--allow-lint-errors', 'make keys despite lint errors: they may not work, or may allow too much')
    .option('--json', 'print the summary and errors on standard error as JSON')
    .addHelpText('after', linesHelp);
  return addParameterFlags(command, restrictionFlags).action(batch);
}

async function batch(flags: BatchFlags): Promise<void> {
  const now = new Date();
  const allowUnknownParameters = flags.allowUnknownParameters === true;
  const { fromFile, fromFlags } = await readRestrictions(flags, now);
  const parentApiKey = await orMissing(readParentApiKey(flags.parentKeyFile));
  const secret = await orMissing(readTokenSecret(flags.secretFile, flags.keyId));
  if (parentApiKey instanceof ForgekeyError && secret instanceof ForgekeyError) {
    throw new UsageError(
      'No secret is set.',
      'Set ALGOLIA_SEARCH_API_KEY for keys, ALGOLIA_SECRET_KEY and ALGOLIA_KEY_ID for tokens, or give files.',
    );
  }
  const mint = createLineMinter({
    parentApiKey,
    secret,
    restrictions: joinRestrictions(fromFile, fromFlags, allowUnknownParameters),
    expiresIn: expiresInSecOf(flags, now),
    now,
    allowUnknownParameters,
    allowLintErrors: flags.allowLintErrors === true,
  });
  const input = flags.input ?? STDIN;
  const progress = await runBatch({ input, output: flags.output ?? STDOUT }, mint);
  printSummary(progress, input, flags.json === true);
  if (progress.failed > 0) process.exitCode = exitCodes.someLinesFailed;
}

/** The error for a line that needs a missing secret. */
async function orMissing<Secret>(reading: Promise<Secret>): Promise<Secret | ForgekeyError> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof ForgekeyError && error.code === 'ERR_SECRET_MISSING') return error;
    throw error;
  }
}

/** Prints to standard error, so that the output contains answers only. Silent if no line failed and there is no terminal. */
function printSummary(
  { lines, made, failed, firstFailures }: BatchProgress,
  input: string,
  json: boolean,
): void {
  if (json) {
    process.stderr.write(`${printableJson({ ok: failed === 0, lines, made, failed, firstFailures })}\n`);
    return;
  }
  if (lines === 0) {
    process.stderr.write(`There are no lines: ${printable(nameOfInput(input))} is empty.\n`);
    return;
  }
  if (failed === 0 && !process.stderr.isTTY) return;
  const named = firstFailures.map(({ line, message }) => `  line ${line}: ${printable(message)}`);
  if (failed > named.length) named.push(`  and ${failed - named.length} more; the output lists them.`);
  process.stderr.write(
    `${[`${lines} ${lines === 1 ? 'line' : 'lines'}: ${made} made, ${failed} failed.`, ...named].join('\n')}\n`,
  );
}

const linesHelp = `
Lines in, one JSON object each; "id" comes back unchanged:
  {"id": 1, "restrictions": {"filters": "_tags:user_42"}}                a key
  {"id": 2, "userId": "user-42", "expiresIn": 3600}                      a token
  {"id": 3, "restrictions": {"filters": "a:1"}, "userId": "user-42"}     both
Lines out, in the same order:
  {"line": 1, "id": 1, "securedApiKey": "…", "findings": ["LINT_NO_EXPIRY"]}
  {"line": 2, "id": 2, "userId": "user-42", "userToken": "…"}
  {"line": 3, "id": 3, "error": {"code": "ERR_RESTRICTION_EMPTY", "message": "…", "parameter": "filters"}}
An invalid line is reported with its number, and the other lines are processed
(exit code 7). A line that needs a missing secret ends the batch (exit code 2).

Examples:
  $ forgekey batch --input users.jsonl --output keys.jsonl --valid-for 1d
  $ psql -Atc "select json_build_object('userId', id::text) from users" | forgekey batch > tokens.jsonl`;
