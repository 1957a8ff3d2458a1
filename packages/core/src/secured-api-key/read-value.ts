import { parseJson } from '../lib/json.ts';
import { readNestedList } from '../lib/nested-list.ts';
import { isListOf, isListOfNumberLists, isObject } from '../lib/plain-copy.ts';
import { readSeconds } from '../lib/time.ts';
import { type Converters, convertByType } from './convert-by-type.ts';

/** The value that a text stands for. */
const readers: Converters<string> = {
  string: text => text,
  integer: readInteger,
  boolean: text => (/^(?:true|1)$/.test(text) ? true : /^(?:false|0)$/.test(text) ? false : undefined),
  seconds: readSeconds,
  'string[]': readFlatList,
  nested: readNestedList,
  'number[][]': text => jsonListOf(text, isListOfNumberLists),
  object: text => jsonOf(text, isObject),
  'object[]': text => jsonListOf(text, value => isListOf(value, isObject)),
};

/** The value that any client's text stands for, or undefined where it cannot be read as the type. */
export function readValue(type: string, text: string): unknown {
  return convertByType(readers, type, text);
}

/** The same for a plain value, as `plainValue` gives one: whatever is no text is the value already. */
export function readPlainValue(type: string, plain: unknown): unknown {
  return typeof plain === 'string' ? readValue(type, plain) : plain;
}

function readFlatList(text: string): readonly string[] | undefined {
  if (text.trimStart().startsWith('[')) {
    const list = readNestedList(text);
    return list?.every(element => typeof element === 'string') ? (list as readonly string[]) : undefined;
  }
  return text === '' ? [] : text.split(',');
}

/** Some clients write an integer as `10.0` or `1e+06`. */
function readInteger(text: string): number | undefined {
  const value = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined;
  return Number.isSafeInteger(value) ? value : undefined;
}

/** The text of an empty list is empty, whatever its elements would be. */
function jsonListOf(text: string, isExpected: (value: unknown) => boolean): unknown {
  return text === '' ? [] : jsonOf(text, isExpected);
}

function jsonOf(text: string, isExpected: (value: unknown) => boolean): unknown {
  const value = parseJson(text);
  return isExpected(value) ? value : undefined;
}
