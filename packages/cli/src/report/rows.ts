import { stripVTControlCharacters } from 'node:util';

/** The spaces before and between the columns. */
const COLUMNS_BESIDE = 4;
const MIN_VALUE_WIDTH = 16;

/**
 * Lines with two columns. A list in the second column has one line for each element. The first column is ASCII.
 *
 * @param columns - the width of the terminal, at which longer values wrap; 0 if there is none.
 */
export function rows(
  entries: readonly (readonly [label: string, value: string | readonly string[]])[],
  columns: number,
): string {
  const labels = entries.map(([label]) => label.slice(0, labelLength(columns)));
  const width = Math.max(...labels.map(label => label.length));
  const room = columns > 0 ? Math.max(MIN_VALUE_WIDTH, columns - width - COLUMNS_BESIDE) : Infinity;
  return entries
    .flatMap(([, value], row) =>
      [value]
        .flat()
        .flatMap(line => wrapped(line, room))
        .map((line, index) => `  ${(index === 0 ? labels[row]! : '').padEnd(width)}  ${line}`),
    )
    .join('\n');
}

/** Wraps at spaces. Continued lines are indented, so that they do not look like the next element of a list. */
export function wrapped(text: string, width: number): string[] {
  const [first = '', ...words] = text.split(' ');
  const lines = [first];
  for (const word of words) {
    const line = `${lines.at(-1)} ${word}`;
    if (stripVTControlCharacters(line).length <= width) lines[lines.length - 1] = line;
    else lines.push(`  ${word}`);
  }
  return lines;
}

// A long name in foreign input must not push everything else off the screen.
const MAX_LABEL_LENGTH = 40;

/** The longest label of a table: less than half of a narrow terminal. */
export function labelLength(columns: number): number {
  return columns > 0 ? Math.min(MAX_LABEL_LENGTH, Math.floor(columns * 0.45)) : MAX_LABEL_LENGTH;
}
