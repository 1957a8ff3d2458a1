import { measureSecuredApiKey } from '@forgekey/node';
import { printable } from './printable.ts';
import type { Style } from './style.ts';

/** Over this, "you may have problems using it on some networks", says the vendor. */
const LONG_KEY_LENGTH = 500;

const BAR_WIDTH = 50;
const MAX_LABEL_LENGTH = 40;

/** Where the characters of a key go: a bar with a mark at 500, and one for each of its parts. */
export function lengthBar(queryString: string, style: Style): string {
  const { keyLength, parts } = measureSecuredApiKey(queryString);
  const isLong = keyLength > LONG_KEY_LENGTH;
  const paint = isLong ? style.red : style.green;
  const bar = (characters: number): string =>
    '█'.repeat(Math.max(1, Math.round((characters / Math.max(keyLength, LONG_KEY_LENGTH)) * BAR_WIDTH)));

  const whole = bar(keyLength).padEnd(BAR_WIDTH, '░');
  const mark = bar(LONG_KEY_LENGTH).length;
  const labels = parts.map(({ name }) => printable(name).slice(0, MAX_LABEL_LENGTH));
  const labelWidth = Math.max(...labels.map(label => label.length));
  const numberWidth = String(keyLength).length;
  const line = (label: string, characters: number, drawn: string): string =>
    `  ${label.padEnd(labelWidth)}  ${String(characters).padStart(numberWidth)}  ${paint(drawn)}`;

  return [
    `Characters (${isLong ? `some networks fail over ${LONG_KEY_LENGTH}` : `the mark is at ${LONG_KEY_LENGTH}`})`,
    line('in all', keyLength, `${whole.slice(0, mark)}┃${whole.slice(mark)}`),
    ...parts.map(({ characters }, index) => line(labels[index]!, characters, bar(characters))),
  ].join('\n');
}
