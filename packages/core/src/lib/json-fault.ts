/** What may come next. */
type Expected = 'value' | 'value or ]' | 'name' | 'name or }' | ':' | ', or end' | 'nothing';

const whitespace: RegExp = /[ \t\n\r]*/y;
const string: RegExp = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const scalar: RegExp = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/**
 * Where `text` stops being JSON (RFC 8259): the index of the first token that cannot stand there; undefined for valid JSON.
 * `JSON.parse` says so only in some runtimes, and in messages that repeat the text.
 */
export function jsonFaultIndex(text: string): number | undefined {
  const open: ('[' | '{')[] = [];
  let expected: Expected = 'value';
  let index = 0;
  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = index;
    if (!pattern.test(text)) return false;
    index = pattern.lastIndex;
    return true;
  };
  const afterValue = (): Expected => (open.length === 0 ? 'nothing' : ', or end');

  for (;;) {
    skip(whitespace);
    const character = text[index];
    if (character === undefined) return expected === 'nothing' ? undefined : index;
    if (expected === 'name' || (expected === 'name or }' && character !== '}')) {
      if (!skip(string)) return index;
      expected = ':';
    } else if (expected === ':') {
      if (character !== ':') return index;
      index++;
      expected = 'value';
    } else if (expected === 'value' || (expected === 'value or ]' && character !== ']')) {
      if (character === '[' || character === '{') {
        open.push(character);
        index++;
        expected = character === '[' ? 'value or ]' : 'name or }';
      } else if (skip(string) || skip(scalar)) expected = afterValue();
      else return index;
    } else {
      const container = open.at(-1);
      const isEnd = container !== undefined && character === (container === '[' ? ']' : '}');
      if (isEnd) {
        open.pop();
        expected = afterValue();
      } else if (expected === ', or end' && character === ',') {
        expected = container === '[' ? 'value' : 'name';
      } else return index;
      index++;
    }
  }
}
