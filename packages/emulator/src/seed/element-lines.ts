/** The line on which each element of a JSON list begins, from 1. `text` must be valid JSON. */
export function elementLines(text: string): number[] {
  const lines: number[] = [];
  let [depth, line] = [0, 1];
  let isNext = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index]!;
    if (character === '\n') line++;
    if (/\s/.test(character)) continue;
    if (isNext && character !== ']') lines.push(line);
    isNext = depth === 0 || (depth === 1 && character === ',');
    if (character === '"') index = endOfString(text, index);
    else if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') depth--;
  }
  return lines;
}

function endOfString(text: string, start: number): number {
  let index = start + 1;
  while (text[index] !== '"') index += text[index] === '\\' ? 2 : 1;
  return index;
}
