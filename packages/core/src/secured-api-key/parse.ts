import { binaryOf, bytesOf, decodeUtf8Lossy, encodeUtf8, isAscii } from '../lib/bytes.ts';
import { quoteName } from '../lib/text.ts';
import { readValue } from './read-value.ts';
import type { SecuredApiKeyRestrictions } from './restrictions.ts';
import { searchParameter } from './search-parameters.ts';

/** Something in a query string that has no one meaning. */
export interface RestrictionProblem {
  /** `repeated`: the name occurs again. `unreadable`: the value is not of the parameter's type, or is no valid text. */
  readonly kind: 'repeated' | 'unreadable';
  /** The name of the parameter. */
  readonly parameter: string;
  /** What is wrong with it. */
  readonly message: string;
}

export interface QueryStringReading {
  readonly restrictions: SecuredApiKeyRestrictions;
  readonly problems: readonly RestrictionProblem[];
}

/**
 * Reads the query string of any client: a space as `%20` or `+`, any choice of percent-encoding, lists as comma text
 * or JSON, any order. Restrictions come back flat, lists as arrays, numbers as numbers, booleans as booleans.
 *
 * It never throws for what it reads, and proves nothing: of a repeated name the first value is shown, a value that
 * cannot be read as its parameter's type stays text, and names that are not known are kept as text.
 * `decodeSecuredApiKey` lists such problems, `verifySecuredApiKey` refuses them.
 *
 * @throws {TypeError} `queryString` is no string
 * @example
 * parseRestrictions('filters=_tags%3Auser_42&validUntil=1893456000')
 * // => { filters: '_tags:user_42', validUntil: 1893456000 }
 */
export function parseRestrictions(queryString: string): SecuredApiKeyRestrictions {
  if (typeof queryString !== 'string') throw new TypeError('queryString must be a string');
  return readQueryString(queryString).restrictions;
}

/** Reads all parameters, or those named `wanted` only. */
export function readQueryString(queryString: string, wanted?: string): QueryStringReading {
  const restrictions: Record<string, unknown> = {};
  const problems: RestrictionProblem[] = [];
  for (const segment of queryString.split('&')) {
    if (segment === '') continue;
    const equals = segment.indexOf('=');
    const name = decodeComponent(equals < 0 ? segment : segment.slice(0, equals));
    if (wanted !== undefined && name.text !== wanted) continue;
    const value = decodeComponent(equals < 0 ? '' : segment.slice(equals + 1));
    if (Object.hasOwn(restrictions, name.text)) {
      problems.push(problem('repeated', name.text, 'occurs more than once'));
      continue;
    }
    const type = searchParameter(name.text)?.type;
    const read = type === undefined ? value.text : readValue(type, value.text);
    if (read === undefined) problems.push(problem('unreadable', name.text, `cannot be read as ${type}`));
    else if (!name.isFaithful || !value.isFaithful) {
      problems.push(
        problem('unreadable', name.text, 'holds bytes that are no text, or a broken percent-encoding'),
      );
    }
    setOwn(restrictions, name.text, read ?? value.text);
  }
  return { restrictions, problems };
}

/** A parameter may be named __proto__, which an assignment would not keep. */
function setOwn(object: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== '__proto__') object[name] = value;
  else Object.defineProperty(object, name, { value, configurable: true, enumerable: true, writable: true });
}

function problem(kind: RestrictionProblem['kind'], parameter: string, what: string): RestrictionProblem {
  return { kind, parameter, message: `${quoteName(parameter)} ${what}` };
}

/** `isFaithful` is false where something had to be replaced or guessed. */
function decodeComponent(component: string): { text: string; isFaithful: boolean } {
  if (/^[\w.,:~*'()!-]*$/.test(component)) return { text: component, isFaithful: true };
  const spaced = component.replaceAll('+', ' ');
  try {
    return { text: decodeURIComponent(spaced), isFaithful: !spaced.includes('\uFFFD') };
  } catch {
    return { text: decodeBrokenComponent(spaced), isFaithful: false };
  }
}

function decodeBrokenComponent(component: string): string {
  const binary = isAscii(component) ? component : binaryOf(encodeUtf8(component));
  const bytes = binary.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return decodeUtf8Lossy(bytesOf(bytes));
}
