import { Buffer, isAscii } from 'node:buffer';
import { JsonFault, parseExactJsonObject } from '@forgekey/core/internal';
import { isForgekeyError } from '@forgekey/node';
import { RefusedByLint } from '../errors.ts';
import { type ErrorDocument, errorDocument } from '../report/error-document.ts';
import { printableJson } from '../report/printable.ts';
import { LineFault, type LineMinter } from './mint-line.ts';
import { type InputLine, splitLines } from './split-lines.ts';

/** Bytes of one line. A key has at most 65,536 characters, so a longer line makes none. */
const MAX_LINE_BYTES = 1_048_576;

/** How many characters of answers are collected before they are written. One line can make a thousand times its length. */
const ANSWERS_LENGTH = 65_536;

/** How many failed lines the summary names. The output lists all of them. */
const MAX_FAILURES_NAMED = 10;

/** The progress of a batch. */
export interface BatchProgress {
  lines: number;
  made: number;
  failed: number;
  readonly firstFailures: { line: number; message: string }[];
}

export function newProgress(): BatchProgress {
  return { lines: 0, made: 0, failed: 0, firstFailures: [] };
}

/** The answers to a stream of lines, as JSON lines. Each chunk is a few complete lines. */
export async function* answerLines(
  chunks: AsyncIterable<Uint8Array>,
  mint: LineMinter,
  progress: BatchProgress,
): AsyncGenerator<string> {
  for await (const lines of splitLines(chunks, MAX_LINE_BYTES)) {
    let answers = '';
    for (const line of lines.filter(isNotBlank)) {
      answers += answerLine(line, mint, progress);
      if (answers.length < ANSWERS_LENGTH) continue;
      yield answers;
      answers = '';
    }
    if (answers !== '') yield answers;
  }
}

function answerLine(line: InputLine, mint: LineMinter, progress: BatchProgress): string {
  progress.lines++;
  let name: LineName = { line: line.number };
  try {
    const request = parseExactJsonObject(textOf(line));
    name = { ...name, ...idOf(request) };
    const minted = mint(request);
    progress.made++;
    return `${printableJson({ ...name, ...minted })}\n`;
  } catch (error) {
    const document = lineError(error);
    progress.failed++;
    if (progress.firstFailures.length < MAX_FAILURES_NAMED) {
      progress.firstFailures.push({ line: line.number, message: document.message });
    }
    return `${printableJson({ ...name, error: document })}\n`;
  }
}

/** What identifies an answer. */
interface LineName {
  readonly line: number;
  readonly id?: string | number;
}

function idOf({ id }: Readonly<Record<string, unknown>>): { readonly id?: string | number } {
  if (id === undefined) return {};
  if (typeof id === 'string' || typeof id === 'number') return { id };
  throw new LineFault('must have a string or a number as id');
}

/** The error of a line. An error of the command itself must not look like one. */
function lineError(error: unknown): Omit<ErrorDocument, 'findings'> {
  if (error instanceof LineFault || error instanceof JsonFault) {
    return { code: 'ERR_LINE', message: `The line cannot be used: it ${error.message}.` };
  }
  // Every other line would fail as well.
  if (isForgekeyError(error) && error.code === 'ERR_SECRET_MISSING') throw error;
  if (!isForgekeyError(error) && !(error instanceof RefusedByLint)) throw error;
  const { findings: _findings, ...document } = errorDocument(error);
  return document;
}

const strictUtf8: InstanceType<typeof TextDecoder> = new TextDecoder('utf-8', { fatal: true });

function textOf({ bytes }: InputLine): string {
  if (bytes === undefined) throw new LineFault(`has more than ${MAX_LINE_BYTES} bytes`);
  // For a short line of ASCII, checking each byte is faster than the decoder.
  if (isAscii(bytes)) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  try {
    return strictUtf8.decode(bytes);
  } catch {
    throw new LineFault('is not valid UTF-8');
  }
}

function isNotBlank({ bytes }: InputLine): boolean {
  return bytes === undefined || bytes.some(byte => byte > 0x20);
}
