import { type DecodedSecuredApiKey, type Finding, type LintOptions, lintSecuredApiKey } from '@forgekey/node';
import { printable } from './printable.ts';
import { wrapped } from './rows.ts';
import type { Style } from './style.ts';
import { hintFor } from './words.ts';

/** Findings about a key, with hints for the command line. */
export function lintKey(decoded: DecodedSecuredApiKey, options: LintOptions): readonly Finding[] {
  return lintSecuredApiKey(decoded, options).map(withOwnHint);
}

export function withOwnHint(finding: Finding): Finding {
  const hint = hintFor(finding);
  return hint === undefined ? finding : { ...finding, hint };
}

/** One line for each finding, wrapped in a terminal, or an empty text. */
export function findingLines(findings: readonly Finding[], style: Style): string {
  const paint = { error: style.red, warning: style.yellow, info: style.dim };
  return findings
    .map(finding => {
      const { severity, code, message, hint = '' } = finding;
      const text = printable(`${place(finding)}${message} ${hint}`.trimEnd());
      return `${paint[severity](`${severity} ${code}`)} ${text}`;
    })
    .flatMap(line => wrapped(line, style.columns > 0 ? style.columns : Infinity))
    .join('\n');
}

/** The place of a finding, unless its message names it. */
function place({ parameter, column, message }: Finding): string {
  const parts = [
    ...(parameter === undefined || message.includes(parameter) ? [] : [parameter]),
    ...(column === undefined ? [] : [`column ${column}`]),
  ];
  return parts.length === 0 ? '' : `${parts.join(', ')}: `;
}
