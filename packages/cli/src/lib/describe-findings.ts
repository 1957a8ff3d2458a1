import type { Finding } from '@forgekey/node';
import { printable } from './printable.ts';
import type { Style } from './style.ts';

/** One line for each finding, or an empty text. */
export function findingLines(findings: readonly Finding[], style: Style): string {
  const paint = { error: style.red, warning: style.yellow, info: style.dim };
  return findings
    .map(({ severity, code, message }) => `${paint[severity](`${severity} ${code}`)} ${printable(message)}`)
    .join('\n');
}
