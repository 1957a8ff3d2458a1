// A name of somebody else's choosing must not push everything else off the screen.
const MAX_LABEL_LENGTH = 40;

/** Lines of two columns; a list in the second takes one line each. The first column holds plain ASCII. */
export function rows(
  entries: readonly (readonly [label: string, value: string | readonly string[]])[],
): string {
  const labels = entries.map(([label]) => label.slice(0, MAX_LABEL_LENGTH));
  const width = Math.max(...labels.map(label => label.length));
  return entries
    .flatMap(([, value], row) =>
      [value].flat().map((line, index) => `  ${(index === 0 ? labels[row]! : '').padEnd(width)}  ${line}`),
    )
    .join('\n');
}
