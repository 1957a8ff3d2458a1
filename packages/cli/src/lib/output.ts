import process from 'node:process';
import { isForgekeyError } from '@forgekey/node';
import { findingLines } from './describe-findings.ts';
import { inFlags } from './in-flags.ts';
import { Interrupted } from './interrupted.ts';
import { RefusedByLint } from './lint.ts';
import { printable, printableJson } from './printable.ts';
import { shortened } from './shortened.ts';
import { styleOf } from './style.ts';
import { UsageError } from './usage-error.ts';

/** What a command has to say, for programs and for people. */
export interface Report {
  /** With `--json`: what stands beside `ok`. */
  readonly document: object;
  /** Without: what goes to standard output. */
  readonly text: string;
  /** And what goes to standard error where that is a terminal, so that the output of `$(forgekey key …)` is the key. */
  readonly summary?: string;
  /** What goes there in any case. */
  readonly findings?: string;
}

export function print({ document, text, summary, findings = '' }: Report, json: boolean | undefined): void {
  if (json) {
    process.stdout.write(`${printableJson({ ok: true, ...document }, 2)}\n`);
    return;
  }
  process.stdout.write(`${text}\n`);
  if (summary !== undefined && process.stderr.isTTY) process.stderr.write(`${summary}\n`);
  if (findings !== '') process.stderr.write(`${findings}\n`);
}

/** How an error is told: `line` is for a command whose output is JSON lines, among which it would be lost. */
export type ErrorForm = 'text' | 'document' | 'line';

/**
 * A document goes to standard output, a text and a line of JSON to standard error.
 *
 * @param argv - the arguments, which the message names what is wrong by.
 */
export function printError(error: unknown, form: ErrorForm, argv: readonly string[]): void {
  if (form !== 'text') {
    const document = { ok: false, error: errorDocument(error, argv) };
    if (form === 'line') process.stderr.write(`${printableJson(document)}\n`);
    else process.stdout.write(`${printableJson(document, 2)}\n`);
    return;
  }
  const style = styleOf(process.stderr);
  if (error instanceof RefusedByLint) {
    const lines = findingLines(error.findings, style);
    process.stderr.write(
      `${style.red('forgekey:')} no key was made (--allow-lint-errors makes it all the same):\n${lines}\n`,
    );
    return;
  }
  const { code, message } = errorDocument(error, argv);
  const shown = isForgekeyError(error) ? ` (${code})` : '';
  process.stderr.write(`${style.red('forgekey:')} ${printable(message)}${shown}\n`);
}

export interface ErrorDocument {
  readonly code: string;
  readonly message: string;
  readonly parameter?: string;
  readonly column?: number;
  readonly findings?: readonly object[];
}

/** @param argv - left out where the error is not about the arguments. */
export function errorDocument(error: unknown, argv: readonly string[] = []): ErrorDocument {
  if (error instanceof UsageError) return { code: 'ERR_USAGE', message: error.message };
  if (error instanceof Interrupted) return { code: 'ERR_INTERRUPTED', message: error.message };
  if (error instanceof RefusedByLint) return { ...placed(error), findings: error.findings };
  if (!isForgekeyError(error))
    return { code: 'ERR_UNEXPECTED', message: String((error as Error)?.message ?? error) };
  const document = placed(error);
  // Of a conflict, the flag is one side only.
  const about = document.code === 'ERR_RESTRICTION_CONFLICT' ? [] : argv;
  return { ...document, message: inFlags(document.message, about) };
}

interface PlacedError {
  readonly code: string;
  readonly message: string;
  readonly parameter?: string | undefined;
  readonly column?: number | undefined;
}

function placed({ code, message, parameter, column }: PlacedError): ErrorDocument {
  return {
    code,
    message,
    ...(parameter === undefined ? {} : { parameter: shortened(parameter) }),
    ...(column === undefined ? {} : { column }),
  };
}
