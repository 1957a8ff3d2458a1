import type { ExplainedRefusal, NamedValue, RefusingSide } from '@forgekey/node';
import { utc } from '../report/expiry.ts';
import { printable } from '../report/printable.ts';
import { rows } from '../report/rows.ts';
import type { Style } from '../report/style.ts';

type Row = readonly [label: string, value: string];

const sideText: Readonly<Record<RefusingSide, string>> = {
  key: 'the key',
  parent: 'its parent',
  request: 'what the request asks for',
};

/** For people: the server's answer, the reason, both sides of the comparison, and the hint. */
export function refusalText(refusal: ExplainedRefusal, style: Style): string {
  const { status, code, message, reason, hint, column, refusedBy, limit, asked } = refusal;
  const limitLabel = refusedBy === 'parent' ? 'in the parent' : 'in the key';
  const entries: Row[] = [
    ['why', printable(reason)],
    ...(refusedBy === undefined ? [] : [['refused by', sideText[refusedBy]] as const]),
    ...(column === undefined ? [] : [['column', `${column}, counted from 1`] as const]),
    ...(limit === undefined ? [] : [[limitLabel, namedText(limit)] as const]),
    ...(asked === undefined ? [] : [['asked', namedText(asked)] as const]),
    ['hint', printable(hint)],
  ];
  return [
    `${style.red('Refused')}: ${status} ${printable(message)} ${style.dim(`(${code})`)}`,
    '',
    rows(entries, style.columns),
  ].join('\n');
}

/** For people: the parameters that the engine would run. */
export function allowedText(parameters: object, style: Style): string {
  const entries = Object.entries(parameters).map(([name, value]): Row => [printable(name), valueText(value)]);
  const run =
    entries.length === 0 ? '  no parameters: everything in the index' : rows(entries, style.columns);
  return `${style.green('Allowed')}. The engine would run:\n\n${run}\n\nNot checked: how many requests were made (429), and whether the index exists (404).`;
}

function namedText({ name, value }: NamedValue): string {
  const isTime = name === 'validUntil' && typeof value === 'number';
  const text = isTime ? utc(new Date(value * 1000)) : valueText(value);
  return `${printable(name)} ${text}${name === 'validity' ? ' seconds' : ''}`;
}

/** The value on one line. */
function valueText(value: unknown): string {
  if (value === undefined) return '(none)';
  if (value instanceof Date) return utc(value);
  if (typeof value === 'string') return printable(value);
  const isFlatList = Array.isArray(value) && value.every(element => typeof element === 'string');
  return printable(isFlatList ? value.join(', ') : JSON.stringify(value));
}
