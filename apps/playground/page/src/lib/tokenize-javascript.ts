import { SugarHigh } from 'sugar-high/core';
import { tokenize } from 'sugar-high/lang/javascript';

export interface CodeToken {
  /** `keyword`, `string`, `comment` and so on: the names of the library. */
  readonly type: string;
  readonly text: string;
}

/** The tokens of JavaScript source. Joined, their texts are the source. */
export function tokenizeJavaScript(code: string): CodeToken[] {
  return tokenize(code, {}).map(([type, text]) => ({ type: SugarHigh.TokenTypes[type] ?? 'space', text }));
}
