import { type Authorization, explainRefusal, type RefusalRow, type SearchRequest } from '@forgekey/node';
import { printable } from '../lib/printable.ts';
import { rows } from '../lib/rows.ts';
import type { Style } from '../lib/style.ts';
import { utc } from '../lib/time-left.ts';

/** A refusal with the rule behind it. */
export interface Cause extends Omit<RefusalRow, 'message'> {
  readonly message: string;
  readonly parameter?: string;
}

/** The rule behind an answer; undefined where the request is let through. */
export function causeOf(answer: Authorization): Cause | undefined {
  if (answer.allowed) return undefined;
  const { allowed: _allowed, ...refusal } = answer;
  const { rule, mend } = explainRefusal({ code: refusal.code })!;
  return { ...refusal, rule, mend };
}

/** For people: what the server answers, the rule, both sides of it, and the mend. */
export function causeText(cause: Cause, sides: Sides | undefined, style: Style): string {
  const { status, code, message, rule, mend, parameter } = cause;
  return [
    `${style.red('Refused')}: ${status} ${printable(message)} ${style.dim(`(${code})`)}`,
    '',
    rows(
      [
        ['why', rule],
        ...(sides === undefined || parameter === undefined ? [] : sidesRows(parameter, sides)),
        ['mend', mend],
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

export interface Sides {
  readonly restrictions: object;
  readonly request: SearchRequest;
  readonly now: Date;
}

/** What the key says of the parameter that decided, and what the request says of the same. */
function sidesRows(parameter: string, { restrictions, request, now }: Sides): [string, string][] {
  const held = new Map<string, unknown>(Object.entries(restrictions));
  const validUntil = held.get('validUntil');
  if (typeof validUntil === 'number') held.set('validUntil', utc(new Date(validUntil * 1000)));
  const asked = new Map<string, unknown>([
    ...Object.entries(request.parameters),
    ['restrictIndices', request.indexName],
    ['restrictSources', request.ip],
    ['validUntil', utc(now)],
  ]);
  const sides = [
    ['in the key', parameter, held.get(parameter)],
    ['asked', nameOfAsked.get(parameter) ?? parameter, asked.get(parameter)],
  ] as const;
  return sides
    .filter(([, , value]) => value !== undefined)
    .map(([label, name, value]) => [label, `${printable(name)} ${valueText(value)}`]);
}

/** What a request has where a key has a restriction of it. */
const nameOfAsked: ReadonlyMap<string, string> = new Map([
  ['restrictIndices', 'index'],
  ['restrictSources', 'address'],
  ['validUntil', 'at'],
]);

function valueText(value: unknown): string {
  if (typeof value === 'string') return printable(value);
  const isFlatList = Array.isArray(value) && value.every(element => typeof element === 'string');
  return printable(isFlatList ? value.join(', ') : JSON.stringify(value));
}
