import { isForgekeyError } from '@forgekey/node';
import { JsonFault, parseJsonObject } from '../lib/json-object.ts';
import { RefusedByLint } from '../lib/lint.ts';
import { type ErrorDocument, errorDocument } from '../lib/output.ts';
import { printableJson } from '../lib/printable.ts';
import { LineFault, type LineMinter } from './mint-line.ts';
import { type InputLine, splitLines } from './split-lines.ts';

/** Bytes of one line. A key has at most 65,536 characters, so a longer line could make none. */
const MAX_LINE_BYTES = 1_048_576;

/** Characters of answers that are gathered before they are handed on: one line can make a thousand times its length. */
const ANSWERS_LENGTH = 65_536;

/** Failed lines that the summary names; all of them stand in the output. */
const MAX_FAILURES_NAMED = 10;

/** How far a batch has come. */
export interface BatchProgress {
  lines: number;
  made: number;
  failed: number;
  readonly firstFailures: { line: number; message: string }[];
}

export function newProgress(): BatchProgress {
  return { lines: 0, made: 0, failed: 0, firstFailures: [] };
}

/** The answers to a stream of lines, some whole lines of JSON at a time, and never many of them. */
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
    const request = parseJsonObject(textOf(line));
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

/** What an answer is found again by. */
interface LineName {
  readonly line: number;
  readonly id?: string | number;
}

function idOf({ id }: Readonly<Record<string, unknown>>): { readonly id?: string | number } {
  if (id === undefined) return {};
  if (typeof id === 'string' || typeof id === 'number') return { id };
  throw new LineFault('id must be a text or a number');
}

/** Only what is wrong with the line: a fault of the command itself must not pass for one. */
function lineError(error: unknown): Pick<ErrorDocument, 'code' | 'message' | 'parameter' | 'column'> {
  if (error instanceof LineFault || error instanceof JsonFault) {
    return { code: 'ERR_LINE', message: `The line cannot be used: ${error.message}.` };
  }
  if (!isForgekeyError(error) && !(error instanceof RefusedByLint)) throw error;
  const { findings: _findings, ...document } = errorDocument(error);
  return document;
}

const strictUtf8: InstanceType<typeof TextDecoder> = new TextDecoder('utf-8', { fatal: true });

function textOf({ bytes }: InputLine): string {
  if (bytes === undefined) throw new LineFault(`it has more than ${MAX_LINE_BYTES} bytes`);
  try {
    return strictUtf8.decode(bytes);
  } catch {
    throw new LineFault('it is not valid UTF-8');
  }
}

function isNotBlank({ bytes }: InputLine): boolean {
  return bytes === undefined || bytes.some(byte => byte > 0x20);
}
