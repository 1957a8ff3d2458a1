import type { Finding } from '@forgekey/node';
import { printable } from './printable.ts';
import type { Style } from './style.ts';

/** One line for each finding, or an empty text. */
export function findingLines(findings: readonly Finding[], style: Style): string {
  const paint = { error: style.red, warning: style.yellow, info: style.dim };
  return findings
    .map(finding => {
      const { severity, code, message } = finding;
      return `${paint[severity](`${severity} ${code}`)} ${printable(`${place(finding)}${message}`)}`;
    })
    .join('\n');
}

/** Where it is, as far as the message does not say so itself. */
function place({ parameter, column, message }: Finding): string {
  const parts = [
    ...(parameter === undefined || message.includes(parameter) ? [] : [parameter]),
    ...(column === undefined ? [] : [`column ${column}`]),
  ];
  return parts.length === 0 ? '' : `${parts.join(', ')}: `;
}
