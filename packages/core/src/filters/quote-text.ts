import { isKeyword } from './tokenize.ts';

/** A name or value in double quotes, which stands for exactly itself whatever it holds. */
export function quoteText(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** As it is where that is plainly safe, else in quotes. */
export function quoteTextIfNeeded(text: string): string {
  return /^[A-Za-z0-9_.-]+$/.test(text) && !isKeyword(text) ? text : quoteText(text);
}
