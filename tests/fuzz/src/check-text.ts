import { readFileSync } from 'node:fs';
import { builtFiles } from './built-files.ts';
import { Violation } from './target.ts';

const MAX_TEXT_LENGTH = 500;
/** One more than a message may show of a value. */
const LEAK_LENGTH = 17;
/** Every run of 17 characters contains a whole block of 9 that begins at a multiple of 9. */
const BLOCK_LENGTH = 9;

/** A name may be shown whole, if it looks like one. What surrounds a value belongs to the sentence. */
const isAllowed = /^[\w.]*$|^[\s"':(),]|[\s"':(),]$/;
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
  if (unprintable.test(text)) throw new Violation(`a message has a control character: ${JSON.stringify(text)}`);
  for (let at = 0; at + BLOCK_LENGTH <= text.length; at += BLOCK_LENGTH) {
    if (!input.includes(text.slice(at, at + BLOCK_LENGTH))) continue;
    const leak = leakAround(text, at, valuesOf(input));
    if (leak !== undefined) throw new Violation(`a message shows ${JSON.stringify(leak)} of the input: ${text}`);
  }
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

function leakAround(text: string, block: number, input: string): string | undefined {
  for (let at = Math.max(0, block - (LEAK_LENGTH - BLOCK_LENGTH)); at <= block; at++) {
    const part = text.slice(at, at + LEAK_LENGTH);
    if (part.length < LEAK_LENGTH || isAllowed.test(part) || !input.includes(part)) continue;
    if (!isOwn(part)) return part;
  }
  return undefined;
}
