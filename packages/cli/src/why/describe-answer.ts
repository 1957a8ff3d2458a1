import { explainRefusal, type RefusalRow } from '@forgekey/node';
import { printable } from '../report/printable.ts';
import { rows } from '../report/rows.ts';
import type { Style } from '../report/style.ts';
import type { Explanation, RefusingSide } from './explain-request.ts';
import { type Sides, sidesRows, valueText } from './sides.ts';

/** A refusal with the rule behind it. */
export interface Cause extends RefusalRow {
  readonly parameter?: string;
  /** Where in a filter text: 1 for the first character. */
  readonly column?: number;
  readonly refusedBy?: RefusingSide;
}

/** The rule behind an answer; undefined where the request is let through. */
export function causeOf({ answer, refusedBy }: Explanation): Cause | undefined {
  if (answer.allowed) return undefined;
  const { allowed: _allowed, ...refusal } = answer;
  const { rule, hint } =
    refusal.code === 'ERR_KEY_SIGNATURE' && refusedBy === 'parent'
      ? expiredParent
      : explainRefusal({ code: refusal.code })!;
  return { ...refusal, rule, hint, ...(refusedBy === undefined ? {} : { refusedBy }) };
}

/** The server words it as a key that nobody signed. */
const expiredParent = {
  rule: 'The parent key has expired, and with it every key that it signed.',
  hint: 'Sign with a parent key that is valid for longer, or for ever.',
};

const sideText: Readonly<Record<RefusingSide, string>> = {
  key: 'the key',
  parent: 'its parent',
  request: 'what the request asks for',
};

/** For people: what the server answers, the rule, both sides of it, and the hint. */
export function causeText(cause: Cause, sides: Sides | undefined, style: Style): string {
  const { status, code, message, rule, hint, column, refusedBy } = cause;
  return [
    `${style.red('Refused')}: ${status} ${printable(message)} ${style.dim(`(${code})`)}`,
    '',
    rows(
      [
        ['why', rule],
        ...(refusedBy === undefined ? [] : [['refused by', sideText[refusedBy]] as const]),
        ...(column === undefined ? [] : [['column', `${column}, counted from 1`] as const]),
        ...(sides === undefined ? [] : sidesRows(cause, sides)),
        ['hint', hint],
      ],
      style.columns,
    ),
  ].join('\n');
}

/** For people: what the engine would run. */
export function allowedText(parameters: object, style: Style): string {
  const entries = Object.entries(parameters).map(([name, value]): [string, string] => [
    printable(name),
    valueText(value),
  ]);
  const run =
    entries.length === 0 ? '  no parameters: everything the index holds' : rows(entries, style.columns);
  return `${style.green('Allowed')}. The engine would run:\n\n${run}\n\nNot looked at: how many requests were made (429), and whether the index exists (404).`;
}
