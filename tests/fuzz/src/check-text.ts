import { readFileSync } from 'node:fs';
import { builtFiles } from './built-files.ts';
import { Violation } from './target.ts';

const MAX_TEXT_LENGTH = 500;
/** One more than a message may show of a value. */
const LEAK_LENGTH = 17;
/** Every run of 17 characters contains a whole block of 9 that begins at a multiple of 9. */
const BLOCK_LENGTH = 9;

/**
 * A name or number may be shown whole, if it looks like one. What surrounds it belongs to the sentence, which may go on as the input
 * does for a letter or two.
 */
const isAllowed = /^[\w.]*$|^\w{0,2}[\s"':(),]|[\s"':(),]\w{0,2}$/;
// Line breaks and other controls, line separators, and what no text may hold.
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u;

let own: string | undefined;

/** The texts of the packages themselves, in which a message may agree with an input. */
function isOwn(text: string): boolean {
  own ??= builtFiles()
    .map(file => readFileSync(file, 'utf8'))
    .join('\n');
  return own.includes(text);
}

/** @throws {Violation} a message is not one line of at most 500 characters, or shows too much of the input */
export function checkText(text: string, input: string): void {
  if (text.length > MAX_TEXT_LENGTH) throw new Violation(`a message has ${text.length} characters: ${text}`);
  if (unprintable.test(text))
    throw new Violation(`a message has a control character: ${JSON.stringify(text)}`);
  for (let at = 0; at + BLOCK_LENGTH <= text.length; at += BLOCK_LENGTH) {
    if (!input.includes(text.slice(at, at + BLOCK_LENGTH))) continue;
    // Rarely reached, so the careful comparison may take its time.
    const leak = leakIn(unescaped(text), unescaped(valuesOf(input)));
    if (leak !== undefined)
      throw new Violation(`a message shows ${JSON.stringify(leak)} of the input: ${text}`);
    return;
  }
}

/** Quotes, backslashes and controls as they are, for a message and an input may escape them in different ways. */
function unescaped(text: string): string {
  return text.replaceAll(/\\(?:u([\da-f]{4})|(["\\]))/gi, (_, code?: string, character?: string) =>
    code === undefined ? character! : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** The texts inside a JSON value, without its escapes; other text as it is. */
function valuesOf(input: string): string {
  try {
    const values: string[] = [];
    JSON.parse(input, (_, value) => {
      if (typeof value === 'string') values.push(value);
    });
    return values.join('\n');
  } catch {
    return input;
  }
}

function leakIn(text: string, values: string): string | undefined {
  for (let at = 0; at + LEAK_LENGTH <= text.length; at++) {
    const part = text.slice(at, at + LEAK_LENGTH);
    if (!isAllowed.test(part) && values.includes(part) && !isOwn(part)) return part;
  }
  return undefined;
}
