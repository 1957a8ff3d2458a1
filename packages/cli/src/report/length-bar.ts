import { LONG_KEY_LENGTH } from '@forgekey/core/internal';
import { measureSecuredApiKey } from '@forgekey/node';
import { printable } from './printable.ts';
import { labelLength } from './rows.ts';
import type { Style } from './style.ts';

const BAR_WIDTH = 50;
const MIN_BAR_WIDTH = 10;
/** The spaces before and between the columns, and the mark. */
const COLUMNS_BESIDE = 7;

/** Where the characters of a key go: a bar with a mark at 500, and one for each of its parts, as wide as the terminal. */
export function lengthBar(queryString: string, style: Style): string {
  const { columns } = style;
  const { keyLength, parts } = measureSecuredApiKey(queryString);
  const isLong = keyLength > LONG_KEY_LENGTH;
  const paint = isLong ? style.red : style.green;
  const labels = parts.map(({ name }) => printable(name).slice(0, labelLength(columns)));
  const labelWidth = Math.max(...labels.map(label => label.length));
  const numberWidth = String(keyLength).length;
  const room = columns > 0 ? columns - labelWidth - numberWidth - COLUMNS_BESIDE : BAR_WIDTH;
  const barWidth = Math.max(MIN_BAR_WIDTH, Math.min(BAR_WIDTH, room));
  const bar = (characters: number): string =>
    '█'.repeat(Math.max(1, Math.round((characters / Math.max(keyLength, LONG_KEY_LENGTH)) * barWidth)));

  const whole = bar(keyLength).padEnd(barWidth, '░');
  const mark = bar(LONG_KEY_LENGTH).length;
  const line = (label: string, characters: number, drawn: string): string =>
    `  ${label.padEnd(labelWidth)}  ${String(characters).padStart(numberWidth)}  ${paint(drawn)}`;

  return [
    `Characters (${isLong ? `some networks fail over ${LONG_KEY_LENGTH}` : `the mark is at ${LONG_KEY_LENGTH}`})`,
    line('total', keyLength, `${whole.slice(0, mark)}┃${whole.slice(mark)}`),
    ...parts.map(({ characters }, index) => line(labels[index]!, characters, bar(characters))),
  ].join('\n');
}
