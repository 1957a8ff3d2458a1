import process from 'node:process';
import { isForgekeyError } from '@forgekey/node';
import { RefusedByLint } from '../errors.ts';
import { type ErrorDocument, errorDocument } from './error-document.ts';
import { findingLines } from './findings.ts';
import { printable, printableJson } from './printable.ts';
import { styleOf } from './style.ts';

/** The result of a command, for programs and for people. */
export interface Report {
  /** With `--json`: the members after `ok`. */
  readonly document: object;
  /** With `--json`, if the answer is no: `ok` is then false, as with every exit code other than 0. */
  readonly error?: ErrorDocument | undefined;
  /** Without `--json`: the text for standard output. */
  readonly text: string;
  /** The text for standard error if that is a terminal, so that the output of `$(forgekey key …)` is only the key. */
  readonly summary?: string;
  /** The text for standard error in any case. */
  readonly findings?: string;
}

export function print(
  { document, error, text, summary, findings = '' }: Report,
  json: boolean | undefined,
): void {
  if (json) {
    const outcome = error === undefined ? { ok: true } : { ok: false, error };
    process.stdout.write(`${printableJson({ ...outcome, ...document }, 2)}\n`);
    return;
  }
  process.stdout.write(`${text}\n`);
  if (summary !== undefined && process.stderr.isTTY) process.stderr.write(`${summary}\n`);
  if (findings !== '') process.stderr.write(`${findings}\n`);
}

/** How an error is reported. `line` is for a command whose output is JSON lines: a document would be lost among them. */
export type ErrorForm = 'text' | 'document' | 'line';

/**
 * Prints a document to standard output, but a text or a line of JSON to standard error.
 *
 * @param argv - the arguments, so that the message can name the flag.
 */
export function printError(error: unknown, form: ErrorForm, argv: readonly string[]): void {
  if (form !== 'text') {
    const document = { ok: false, error: errorDocument(error, argv) };
    if (form === 'line') process.stderr.write(`${printableJson(document)}\n`);
    else process.stdout.write(`${printableJson(document, 2)}\n`);
    return;
  }
  process.stderr.write(`${errorLines(error, argv).join('\n')}\n`);
}

function errorLines(error: unknown, argv: readonly string[]): string[] {
  const style = styleOf(process.stderr);
  const name = style.red('forgekey:');
  const hintLine = (hint: string): string => `${style.bold('hint:')} ${printable(hint)}`;
  if (error instanceof RefusedByLint) {
    return [
      `${name} No key was made.`,
      findingLines(error.findings, style),
      hintLine('--allow-lint-errors makes the key anyway.'),
    ];
  }
  const { code, message, hint } = errorDocument(error, argv);
  const shownCode = isForgekeyError(error) ? ` (${code})` : '';
  return [`${name} ${printable(message)}${shownCode}`, ...(hint === undefined ? [] : [hintLine(hint)])];
}
