import { ForgekeyError } from '../errors.ts';
import { MAX_READ_QUERY_STRING_LENGTH } from '../lib/limits.ts';
import { setOwn } from '../lib/plain-copy.ts';
import { quoteName } from '../lib/text.ts';
import type { DecodedRestrictions, SecuredApiKeyRestrictions } from './restrictions.ts';
import { namedTypeOf, searchParameter } from './search-parameters.ts';
import { readValue } from './value-types.ts';

/** Something ambiguous in a query string. */
export interface RestrictionProblem {
  /** `repeated`: the name occurs again. `unreadable`: the value is not of the parameter's type, or is not valid text. */
  readonly kind: 'repeated' | 'unreadable';
  /** The name of the parameter. */
  readonly parameter: string;
  /** Its value as text, as far as that could be decoded. An unreadable value appears only here. */
  readonly text: string;
  /** What is wrong with it. */
  readonly message: string;
}

export interface QueryStringReading {
  readonly restrictions: DecodedRestrictions;
  readonly problems: readonly RestrictionProblem[];
}

/**
 * Reads the query string of any client: a space as `%20` or `+`, any choice of percent-encoding, lists as comma text
 * or JSON, any order. Restrictions come back flat, lists as arrays, numbers as numbers, booleans as booleans.
 *
 * It proves nothing, and never throws for what it reads: of a repeated name the first value is returned, a value that
 * cannot be read as its parameter's type stays text, and unknown names are kept as text. `decodeSecuredApiKey` lists such
 * problems, and `verifySecuredApiKey` refuses them.
 *
 * @throws {ForgekeyError} `ERR_RESTRICTION_VALUE` the text is longer than 65,536 characters
 * @throws {TypeError} `queryString` is not a string
 * @example
 * parseRestrictions('filters=_tags%3Auser_42&validUntil=1893456000')
 * // => { filters: '_tags:user_42', validUntil: 1893456000 }
 */
export function parseRestrictions(queryString: string): SecuredApiKeyRestrictions {
  if (typeof queryString !== 'string') throw new TypeError('"queryString" must be a string.');
  const { restrictions, problems } = readQueryString(queryString);
  for (const { kind, parameter, text } of problems) {
    if (kind === 'unreadable') setOwn(restrictions as Record<string, unknown>, parameter, text);
  }
  return restrictions;
}

/** @throws {ForgekeyError} `ERR_RESTRICTION_VALUE` too long to be read in time */
export function assertReadable(queryString: string): void {
  if (queryString.length <= MAX_READ_QUERY_STRING_LENGTH) return;
  throw new ForgekeyError(
    'ERR_RESTRICTION_VALUE',
    `"queryString" is longer than ${MAX_READ_QUERY_STRING_LENGTH} characters.`,
    { parameter: 'queryString' },
  );
}

/** @throws {ForgekeyError} `ERR_RESTRICTION_VALUE` too long */
export function readQueryString(queryString: string): QueryStringReading {
  assertReadable(queryString);
  return readShortQueryString(queryString);
}

/** The same of a text that is known to be short enough, as that of every key is. */
export function readShortQueryString(queryString: string): QueryStringReading {
  const restrictions: Record<string, unknown> = {};
  const problems: RestrictionProblem[] = [];
  // Unreadable parameters are not among the restrictions, but their names count as used.
  let unreadable: Set<string> | undefined;
  for (let start = 0; start < queryString.length; ) {
    const ampersand = queryString.indexOf('&', start);
    const end = ampersand < 0 ? queryString.length : ampersand;
    if (end > start) {
      const equals = queryString.indexOf('=', start);
      const nameEnd = equals < 0 || equals > end ? end : equals;
      const rawName = queryString.slice(start, nameEnd);
      const rawText = queryString.slice(nameEnd + 1, end);
      // A name of the table has nothing to decode, and its own copy of the name makes the property accesses fast.
      const known = namedTypeOf(rawName);
      const faithfulName = known?.[0] ?? decodeComponent(rawName);
      const faithfulText = decodeComponent(rawText);
      const name = faithfulName ?? decodeLossily(rawName);
      const text = faithfulText ?? decodeLossily(rawText);
      if (Object.hasOwn(restrictions, name) || unreadable?.has(name)) {
        problems.push(problem('repeated', name, text, 'occurs more than once'));
      } else {
        const type = (known ?? namedTypeOf(name))?.[1];
        const value = type === undefined ? text : readValue(type, text);
        if (value !== undefined && faithfulName !== undefined && faithfulText !== undefined) {
          setOwn(restrictions, name, value);
        } else {
          const what = value === undefined ? `must have the type "${type}"` : 'has a broken encoding';
          problems.push(problem('unreadable', name, text, what));
          unreadable ??= new Set();
          unreadable.add(name);
        }
      }
    }
    start = end + 1;
  }
  return { restrictions, problems };
}

function problem(
  kind: RestrictionProblem['kind'],
  parameter: string,
  text: string,
  what: string,
): RestrictionProblem {
  return { kind, parameter, text, message: `${quoteName(parameter)} ${what}.` };
}

/**
 * A repeated name, or a restriction that cannot be read, is never treated as absent.
 *
 * @throws {ForgekeyError} `ERR_KEY_AMBIGUOUS`
 */
export function assertUnambiguous({ problems }: Pick<QueryStringReading, 'problems'>): void {
  const fault = problems.find(candidate => !isHarmless(candidate));
  if (fault !== undefined) throw ambiguousKey(fault);
}

export function ambiguousKey({ parameter, message }: RestrictionProblem): ForgekeyError {
  return new ForgekeyError('ERR_KEY_AMBIGUOUS', `The secured API key is ambiguous: ${message}`, {
    parameter,
    hint: 'Generate it again, with each restriction once.',
  });
}

/** Only a parameter that is known to restrict nothing may be unreadable. */
export function isHarmless({ kind, parameter }: RestrictionProblem): boolean {
  const row = searchParameter(parameter);
  return kind === 'unreadable' && row !== undefined && row.restricts !== true;
}

/** The text of an encoded component; undefined where something would have to be replaced or guessed. */
function decodeComponent(component: string): string | undefined {
  if (!/[%+\uFFFD]/.test(component)) return component;
  const spaced = plusToSpace(component);
  // Tested first, because a key can have thousands of broken components, and each error would cost microseconds.
  return spaced.includes('\uFFFD') || !isUtf8Encoded(spaced) ? undefined : decodeURIComponent(spaced);
}

function plusToSpace(component: string): string {
  return component.includes('+') ? component.replaceAll('+', ' ') : component;
}

/** RFC 3629: what `decodeURIComponent` takes. */
const encodedCharacter: RegExp =
  /%[0-7][\da-f]|%(?:c[2-9a-f]|d[\da-f]|e0%[ab][\da-f]|(?:e[1-9a-cef]|f0%[9ab][\da-f]|f[1-3]%[89ab][\da-f]|f4%8[\da-f])%[89ab][\da-f]|ed%[89][\da-f])%[89ab][\da-f]/gi;

function isUtf8Encoded(component: string): boolean {
  // Encoded ASCII is almost all there is.
  return !/%(?![0-7][\da-fA-F])/.test(component) || !component.replace(encodedCharacter, '').includes('%');
}

/** To show it, never to decide by it: U+FFFD for each byte of a run that is not UTF-8; a stray percent sign stays. */
function decodeLossily(component: string): string {
  return plusToSpace(component).replace(/%[0-7][\da-f]|(?:%[89a-f][\da-f])+/gi, run =>
    isUtf8Encoded(run) ? decodeURIComponent(run) : '\uFFFD'.repeat(run.length / 3),
  );
}
