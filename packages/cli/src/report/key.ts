import { type DecodedSecuredApiKey, measureSecuredApiKey } from '@forgekey/node';
import { expiryDocument, expiryText } from './expiry.ts';
import { printable } from './printable.ts';
import { rows } from './rows.ts';
import type { Style } from './style.ts';

/** What a decoded and a verified key have in common. */
type KeyReading = Pick<DecodedSecuredApiKey, 'restrictions' | 'queryString' | 'problems'>;

/** The contents of a secured API key, for programs. */
export function keyDocument(decoded: KeyReading, now: Date): object {
  const { restrictions, queryString, problems } = decoded;
  const { keyLength, parts } = measureSecuredApiKey(queryString);
  return {
    ...expiryDocument(readableExpiry(decoded), now),
    restrictions,
    queryString,
    problems,
    length: keyLength,
    parts,
  };
}

/** For people. */
export function keyText(decoded: KeyReading, now: Date, style: Style): string {
  const { restrictions, problems } = decoded;
  const { validUntil: _, ...others } = restrictions;
  const unreadable = problems.filter(({ kind }) => kind === 'unreadable');
  const unreadableEnd = unreadable.find(({ parameter }) => parameter === 'validUntil');
  const expiresAt = readableExpiry(decoded);
  const entries: [string, string | readonly string[]][] = [
    [
      'expires',
      unreadableEnd !== undefined
        ? style.red(`unreadable: ${printable(unreadableEnd.text)}`)
        : expiryText(expiresAt, now, style, true),
    ],
    ...Object.entries(others).map(([name, value]): [string, readonly string[]] => [
      printable(name),
      valueLines(value),
    ]),
    ...unreadable
      .filter(({ parameter }) => parameter !== 'validUntil')
      .map(({ parameter, text }): [string, string] => [printable(parameter), printable(text)]),
    ...problems.map((problem): [string, string] => ['problem', style.red(printable(problem.message))]),
  ];
  return rows(entries, style.columns);
}

/** A repeated or unreadable `validUntil` does not count. */
function readableExpiry({ restrictions: { validUntil }, problems }: KeyReading): Date | undefined {
  const isReadable =
    typeof validUntil === 'number' && problems.every(({ parameter }) => parameter !== 'validUntil');
  return isReadable ? new Date(validUntil * 1000) : undefined;
}

/** A list has one line for each element. An OR group in it is one line. */
function valueLines(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [printable(typeof value === 'string' ? value : JSON.stringify(value))];
  if (value.length === 0) return ['(an empty list)'];
  return value.map(element => printable(Array.isArray(element) ? element.join(' OR ') : scalarText(element)));
}

function scalarText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
