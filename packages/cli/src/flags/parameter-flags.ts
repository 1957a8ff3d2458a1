import { expectationOf, quote, readQueryString } from '@forgekey/core/internal';
import {
  ForgekeyError,
  type SearchParameter,
  type SearchParameterName,
  type SecuredApiKeyRestrictions,
  searchParameters,
} from '@forgekey/node';
import type { Command, Option } from 'commander';
import { UsageError } from '../errors.ts';
import { valueFlag } from './value-flag.ts';

/** How the value of each type is written after the flag. */
const valueOfType: Readonly<Record<string, string>> = {
  string: '<text>',
  'string[]': '<a,b>',
  nested: '<list>',
  integer: '<n>',
  boolean: '<true|false>',
  languages: '<true|false|a,b>',
};

const descriptions: Readonly<Record<string, string>> = {
  restrictIndices: 'indices it may search: names, or patterns with a leading or trailing *',
  restrictSources: 'the IPv4 address or range that may use it, such as 192.168.1.0/24',
  userToken: 'the user it belongs to, for rate limits and analytics',
  filters: 'filters that are added to every search with AND',
  facetFilters: 'filters as a list: a:1,(b:2,c:3) is a:1 AND (b:2 OR c:3); or JSON',
  numericFilters: 'numeric conditions as a list, such as price<10,stock>0',
  tagFilters: 'tags as a list',
  optionalFilters: 'filters that affect only the ranking',
  analyticsTags: 'tags for analytics',
};

interface ParameterFlag {
  readonly parameter: SearchParameterName;
  readonly option: Option;
}

/** A flag for every parameter in core's table. `validUntil` has --valid-for and --valid-until instead. */
function makeFlags(group: string, described: Readonly<Record<string, string>>): ParameterFlag[] {
  return (Object.keys(searchParameters) as SearchParameterName[])
    .filter(parameter => parameter !== 'validUntil')
    .map(parameter => {
      const value = valueOfType[searchParameters[parameter].type] ?? '<value>';
      const option = valueFlag(`--${kebabCase(parameter)} ${value}`, described[parameter] ?? '', group);
      return { parameter, option: described[parameter] === undefined ? option.hideHelp() : option };
    });
}

/** Flags for what a key may do. Their values can have any form. */
export const restrictionFlags: readonly ParameterFlag[] = makeFlags('What the key may do:', descriptions);

/** Flags for the parameters of one request. */
export const requestFlags: readonly ParameterFlag[] = makeFlags('Parameters of the request:', {
  ...descriptions,
  userToken: 'who searches, for rate limits and analytics',
  filters: 'filters of the search',
}).filter(({ parameter }) => !isKeyOnly(searchParameters[parameter]));

function isKeyOnly({ combines }: Partial<SearchParameter>): boolean {
  return combines === 'key-only';
}

/** Adds the flags. Flags without a description are listed below the others. */
export function addParameterFlags(command: Command, flags: readonly ParameterFlag[]): Command {
  for (const { option } of flags) command.addOption(option);
  const others = flags.filter(({ option }) => option.hidden).map(({ option }) => option.long!);
  return command.addHelpText(
    'after',
    `\nEvery other search parameter is a flag as well:\n${wrapped(others)}`,
  );
}

/**
 * Reads the flags, each value as its parameter's type.
 *
 * @throws {UsageError} an element of a list has leading or trailing whitespace, as in 'a, b'
 * @throws {ForgekeyError} `ERR_RESTRICTION_VALUE` a value is not of the parameter's type
 */
export function parametersOfFlags(
  flags: readonly ParameterFlag[],
  values: Readonly<Record<string, unknown>>,
): SecuredApiKeyRestrictions {
  const given = flags.flatMap(flag => {
    const text = values[flag.option.attributeName()];
    return typeof text === 'string' ? [{ ...flag, text }] : [];
  });
  const segments = given.map(({ parameter, text }) => `${parameter}=${encodeURIComponent(text)}`);
  const { restrictions, problems } = readQueryString(segments.join('&'));
  for (const { parameter, option, text } of given) {
    if (problems.some(problem => problem.parameter === parameter)) throw wrongType(parameter, option, text);
    // In JSON, whitespace is meant.
    if (!text.startsWith('[')) assertTrimmedElements(restrictions[parameter], option);
  }
  return restrictions;
}

function wrongType(parameter: SearchParameterName, { long }: Option, text: string): ForgekeyError {
  const { type } = searchParameters[parameter];
  const hint =
    type === 'string[]' || type === 'nested'
      ? 'Separate the elements with commas, or give a JSON list.'
      : undefined;
  return new ForgekeyError(
    'ERR_RESTRICTION_VALUE',
    `"${long}" must be ${expectationOf(type)}; it is ${quote(text)}.`,
    { parameter, ...(hint !== undefined && { hint }) },
  );
}

function assertTrimmedElements(value: unknown, { long }: Option): void {
  if (!Array.isArray(value)) return;
  const untrimmed = value.flat().find(element => typeof element === 'string' && element !== element.trim());
  if (untrimmed === undefined) return;
  throw new UsageError(
    `"${long}" contains ${quote(untrimmed)}, which has leading or trailing whitespace.`,
    'Write commas without spaces, or give a JSON list.',
  );
}

function kebabCase(name: string): string {
  return (
    name
      // In minWordSizefor1Typo, the vendor's capitals do not separate the words.
      .replace('Sizefor', 'SizeFor')
      .replaceAll(/([a-z])([A-Z0-9])/g, '$1-$2')
      .replaceAll(/([A-Z0-9])([A-Z][a-z])/g, '$1-$2')
      .toLowerCase()
  );
}

function wrapped(words: readonly string[]): string {
  const lines = [''];
  for (const word of words) {
    if (lines.at(-1)!.length + word.length > 76) lines.push('');
    lines.push(`${lines.pop()} ${word}`);
  }
  return lines.map(line => ` ${line}`).join('\n');
}
