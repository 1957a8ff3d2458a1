import { ForgekeyError } from '../errors.ts';
import { isIpv4Range } from '../lib/ipv4.ts';
import { nearestName } from '../lib/nearest-name.ts';
import { UnwritableValue } from '../lib/plain-copy.ts';
import { describeTypeOrNumber, quoteName } from '../lib/text.ts';
import { canonicalText } from './canonical-text.ts';
import { plainUntypedValue, plainValue } from './plain-value.ts';
import { readPlainValue } from './read-value.ts';
import { restrictsNothing } from './restricts-nothing.ts';
import { searchParameter, searchParameterNames } from './search-parameters.ts';

/**
 * The canonical text of one parameter.
 *
 * @throws {ForgekeyError} `ERR_RESTRICTION_VALUE`, `ERR_RESTRICTION_EMPTY`, `ERR_RESTRICTION_UNKNOWN`
 */
export function restrictionText(name: string, given: unknown, allowUnknown: boolean): string {
  const value = numberOfBigint(given);
  const row = searchParameter(name);
  if (row === undefined && !(allowUnknown && canBeNewer(name))) throw unknownParameter(name);
  let plain: unknown;
  try {
    plain = row === undefined ? plainUntypedValue(value) : plainValue(row.type, value);
  } catch (error) {
    if (!(error instanceof UnwritableValue)) throw error;
    throw valueError(name, `holds ${error.reason}, which cannot be signed faithfully. ${error.mend}`);
  }
  if (plain === undefined)
    throw valueError(
      name,
      `must be ${expectationOf(name, row!.type)}; it is ${describeTypeOrNumber(value)}.`,
    );
  if (row?.nonNegative && Number(plain) < 0) throw valueError(name, 'is a count: it must be 0 or more.');
  if (row?.restricts) assertRestricts(name, row.type, plain);
  return canonicalText(plain);
}

/** A bigint is the number it names, where a number can name it exactly. */
function numberOfBigint(value: unknown): unknown {
  const number = typeof value === 'bigint' ? Number(value) : undefined;
  return Number.isSafeInteger(number) ? number : value;
}

/** Whether the vendor could have added a parameter of this name. */
function canBeNewer(name: string): boolean {
  return name !== '' && name !== 'searchParams' && name.isWellFormed();
}

/** Judges the copy that will be signed, so that no getter or proxy can show the check something else. */
function assertRestricts(name: string, type: string, plain: unknown): void {
  const value = readPlainValue(type, plain);
  if (value === undefined) throw valueError(name, 'is text that cannot be read as a list: pass an array.');
  if (restrictsNothing(value)) {
    throw new ForgekeyError(
      'ERR_RESTRICTION_EMPTY',
      `"${name}" is empty, or holds an empty element, and would restrict nothing: the key would open everything. ` +
        'Make no key where there is nothing to permit, or leave the parameter out on purpose.',
      { parameter: name },
    );
  }
  if (name === 'restrictSources' && !isIpv4Range(value as string)) {
    throw valueError(
      name,
      'must be one IPv4 address or one IPv4 range such as 192.168.1.0/24. ' +
        ((value as string).includes(':')
          ? 'IPv6 is not documented by the vendor.'
          : 'Several sources need several keys.'),
    );
  }
  if (
    name === 'restrictIndices' &&
    !(value as readonly string[]).every(pattern => indexPattern.test(pattern))
  ) {
    throw valueError(
      name,
      'has an index pattern with a "*" inside: a "*" counts only as the first or the last character.',
    );
  }
}

const indexPattern: RegExp = /^\*?[^*]*\*?$/;

function expectationOf(name: string, type: string): string {
  if (type === 'seconds')
    return 'a Unix time in whole seconds above 0 (not milliseconds), or a valid Date after 1970';
  if (type === 'nested') return 'a list of texts (a list inside it is an OR), or one text';
  return `of type ${type}${name === 'filters' ? ' (join several with combineFilters)' : ''}`;
}

function valueError(name: string, what: string): ForgekeyError {
  return new ForgekeyError('ERR_RESTRICTION_VALUE', `${quoteName(name)} ${what}`, { parameter: name });
}

function unknownParameter(name: string): ForgekeyError {
  const nearest = nearestName(name, searchParameterNames());
  return new ForgekeyError(
    'ERR_RESTRICTION_UNKNOWN',
    `${quoteName(name)} is no search parameter or key restriction, so it would restrict nothing. ` +
      (nearest === undefined ? '' : `Did you mean "${nearest}"? `) +
      'For a parameter newer than this list, pass allowUnknownParameters: true.',
    { parameter: name },
  );
}
