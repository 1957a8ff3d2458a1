import { ForgekeyError } from '../errors.ts';
import { MAX_READ_QUERY_STRING_LENGTH } from '../lib/limits.ts';
import { setOwn } from '../lib/plain-copy.ts';
import { quoteName } from '../lib/text.ts';
import type { DecodedRestrictions, SecuredApiKeyRestrictions } from './restrictions.ts';
import { namedTypeOf, searchParameter } from './search-parameters.ts';
import { readValue } from './value-types.ts';

/** An ambiguous part of a query string. */
export interface RestrictionProblem {
  /** `repeated`: the name occurs again. `unreadable`: the value does not have the type of the parameter, or is not valid text. */
  readonly kind: 'repeated' | 'unreadable';
  /** The name of the parameter. */
  readonly parameter: string;
  /** The value as text, decoded as far as possible. An unreadable value appears only here. */
  readonly text: string;
  /** What is wrong, in one sentence. */
  readonly message: string;
}

export interface QueryStringReading {
  readonly restrictions: DecodedRestrictions;
  readonly problems: readonly RestrictionProblem[];
}

/**
 * Reads the query string of any client: with `%20` or `+` for a space, any percent-encoding, lists as comma text or JSON, in any
 * order. It returns one flat object: lists as arrays, numbers as numbers, booleans as booleans.
 *
 * The result proves nothing. It does not throw for ambiguous text: a repeated name has its first value, a value that does not
 * have the type of its parameter stays text, and so do unknown parameters. `decodeSecuredApiKey` lists these problems, and
 * `verifySecuredApiKey` refuses the key.
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

/** @throws {ForgekeyError} `ERR_RESTRICTION_VALUE` the text is too long */
export function assertReadable(queryString: string): void {
  if (queryString.length <= MAX_READ_QUERY_STRING_LENGTH) return;
  throw new ForgekeyError(
    'ERR_RESTRICTION_VALUE',
    `"queryString" is longer than ${MAX_READ_QUERY_STRING_LENGTH} characters.`,
    { parameter: 'queryString' },
  );
}

/** @throws {ForgekeyError} `ERR_RESTRICTION_VALUE` the text is too long */
export function readQueryString(queryString: string): QueryStringReading {
  assertReadable(queryString);
  return readShortQueryString(queryString);
}

/** The same for a text that is known to be short enough, such as the text of a key. */
export function readShortQueryString(queryString: string): QueryStringReading {
  let restrictions: Record<string, unknown> = {};
  const problems: RestrictionProblem[] = [];
  // The names of unreadable parameters, which are not in `restrictions`: a second one is repeated.
  let unreadable: Set<string> | undefined;
  for (let start = 0; start < queryString.length; ) {
    const ampersand = queryString.indexOf('&', start);
    const end = ampersand < 0 ? queryString.length : ampersand;
    if (end > start) {
      const equals = queryString.indexOf('=', start);
      const nameEnd = equals < 0 || equals > end ? end : equals;
      const rawName = queryString.slice(start, nameEnd);
      const rawText = queryString.slice(nameEnd + 1, end);
      // A name in the table needs no decoding, and the table's copy of it makes property accesses fast.
      const known = namedTypeOf(rawName);
      const faithfulName = known?.[0] ?? decodeComponent(rawName);
      const faithfulText = decodeComponent(rawText);
      const name = faithfulName ?? decodeLossily(rawName);
      const text = faithfulText ?? decodeLossily(rawText);
      const isThere = name in restrictions;
      if ((isThere && Object.hasOwn(restrictions, name)) || unreadable?.has(name)) {
        problems.push(problem('repeated', name, text, 'occurs more than once'));
      } else {
        const type = (known ?? namedTypeOf(name))?.[1];
        const value = type === undefined ? text : readValue(type, text);
        if (value !== undefined && faithfulName !== undefined && faithfulText !== undefined) {
          // An assignment would lose an inherited name such as `__proto__`. A literal takes it as `setOwn` does, which pages that
          // only decode do without.
          if (isThere) restrictions = { ...restrictions, [name]: value };
          else restrictions[name] = value;
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
 * Refuses a repeated name, and a restriction that cannot be read.
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

/** Whether a problem cannot widen a key: the value of a parameter that restricts nothing is unreadable. */
export function isHarmless({ kind, parameter }: RestrictionProblem): boolean {
  const row = searchParameter(parameter);
  return kind === 'unreadable' && row !== undefined && row.restricts !== true;
}

/** The text of an encoded component, or undefined if it cannot be decoded without loss. */
function decodeComponent(component: string): string | undefined {
  if (!/[%+\uFFFD]/.test(component)) return component;
  const spaced = plusToSpace(component);
  // Tested first, because a key can have thousands of broken components, and each exception takes microseconds.
  return spaced.includes('\uFFFD') || !isUtf8Encoded(spaced) ? undefined : decodeURIComponent(spaced);
}

function plusToSpace(component: string): string {
  return component.includes('+') ? component.replaceAll('+', ' ') : component;
}

/** RFC 3629: the sequences that `decodeURIComponent` accepts. */
const encodedCharacter: RegExp =
  /%[0-7][\da-f]|%(?:c[2-9a-f]|d[\da-f]|e0%[ab][\da-f]|(?:e[1-9a-cef]|f0%[9ab][\da-f]|f[1-3]%[89ab][\da-f]|f4%8[\da-f])%[89ab][\da-f]|ed%[89][\da-f])%[89ab][\da-f]/gi;

function isUtf8Encoded(component: string): boolean {
  // Fast path: most encoded characters are ASCII.
  return !/%(?![0-7][\da-fA-F])/.test(component) || !component.replace(encodedCharacter, '').includes('%');
}

/** For display only: U+FFFD for each byte of a sequence that is not UTF-8. A stray percent sign stays. */
function decodeLossily(component: string): string {
  return plusToSpace(component).replace(/%[0-7][\da-f]|(?:%[89a-f][\da-f])+/gi, run =>
    isUtf8Encoded(run) ? decodeURIComponent(run) : '\uFFFD'.repeat(run.length / 3),
  );
}
