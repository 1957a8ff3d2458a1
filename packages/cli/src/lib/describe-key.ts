import { type DecodedSecuredApiKey, measureSecuredApiKey } from '@forgekey/node';
import { expiryDocument, expiryText } from './describe-expiry.ts';
import { printable } from './printable.ts';
import { rows } from './rows.ts';
import type { Style } from './style.ts';

/** What a secured API key holds, for programs. */
export function keyDocument(decoded: DecodedSecuredApiKey, now: Date): object {
  const { restrictions, queryString, signature, canonical, problems } = decoded;
  const { keyLength, parts } = measureSecuredApiKey(queryString);
  return {
    ...expiryDocument(readableExpiry(decoded), now),
    restrictions,
    queryString,
    signature,
    canonical,
    problems,
    length: keyLength,
    parts,
  };
}

/** For people. */
export function keyText(decoded: DecodedSecuredApiKey, now: Date, style: Style): string {
  const { restrictions, problems, canonical } = decoded;
  const { validUntil, ...others } = restrictions;
  const expiresAt = readableExpiry(decoded);
  const entries: [string, string | readonly string[]][] = [
    [
      'expires',
      expiresAt === undefined && validUntil !== undefined
        ? style.red(`unreadable: ${printable(String(validUntil))}`)
        : expiryText(expiresAt, now, style, true),
    ],
    ...Object.entries(others).map(([name, value]): [string, readonly string[]] => [
      printable(name),
      valueLines(value),
    ]),
    ['form', canonical ? 'canonical' : 'not canonical: another client wrote it'],
    ...problems.map((problem): [string, string] => ['problem', style.red(printable(problem.message))]),
  ];
  return rows(entries, style.columns);
}

/** A `validUntil` that is repeated or is no time says nothing. */
function readableExpiry({ restrictions: { validUntil }, problems }: DecodedSecuredApiKey): Date | undefined {
  const isReadable =
    typeof validUntil === 'number' && problems.every(({ parameter }) => parameter !== 'validUntil');
  return isReadable ? new Date(validUntil * 1000) : undefined;
}

/** A list takes one line for each element, an OR group within it one line. */
function valueLines(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [printable(typeof value === 'string' ? value : JSON.stringify(value))];
  if (value.length === 0) return ['(an empty list)'];
  return value.map(element => printable(Array.isArray(element) ? element.join(' OR ') : scalarText(element)));
}

function scalarText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
