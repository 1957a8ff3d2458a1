import type { Parameters } from '@forgekey/core';
import { ApiError } from '../http/api-error.ts';

/** The search parameters that this service applies, read and checked. */
export interface SearchOptions {
  query: string;
  optionalWords: readonly string[];
  queryType: 'prefixLast' | 'prefixAll' | 'prefixNone';
  typoTolerance: boolean;
  /** How many letters a word must have for one typo in it to be forgiven, and for two. */
  minWordSizefor1Typo: number;
  minWordSizefor2Typos: number;
  allowTyposOnNumericTokens: boolean;
  restrictSearchableAttributes: readonly string[] | undefined;
  offset: number;
  length: number;
  /** `undefined` where the request pages by offset and length. */
  page: number | undefined;
  facets: readonly string[];
  maxValuesPerFacet: number;
  sortFacetValuesBy: 'count' | 'alpha';
  attributesToRetrieve: readonly string[];
  attributesToHighlight: readonly string[] | undefined;
  highlightPreTag: string;
  highlightPostTag: string;
  facetQuery: string;
  maxFacetHits: number;
  /** The members of the answer that are sent. */
  responseFields: readonly string[];
}

// Limits and defaults of the vendor's search specification.
// @see https://www.algolia.com/doc/rest-api/search/search-single-index
export const maxParameterBytes = 512;
const maxHitsPerPage = 1000;
const defaultHitsPerPage = 20;
const defaultMaxValuesPerFacet = 100;
const maxMaxValuesPerFacet = 1000;
const defaultMaxFacetHits = 10;
const maxMaxFacetHits = 100;
const defaultMinWordSizefor1Typo = 4;
const defaultMinWordSizefor2Typos = 8;

/**
 * Parameters that make the engine return fewer records and that this service cannot apply. Ignoring one of them
 * in a key would show what the key hides. `relevancyStrictness` is none: it counts in virtual replicas, and here is none.
 */
const narrowingWithoutSupport = [
  'similarQuery',
  'aroundLatLng',
  'aroundLatLngViaIP',
  'insideBoundingBox',
  'insidePolygon',
  'advancedSyntax',
  'disableTypoToleranceOnAttributes',
  'keepDiacriticsOnCharacters',
] as const;

/**
 * Reads the parameters that the engine would run.
 *
 * @throws {ApiError} 400 for a value of the wrong type or out of range, and for a parameter that narrows the
 *   result in a way that this service does not know.
 */
export function readSearchOptions(parameters: Parameters): SearchOptions {
  for (const name of narrowingWithoutSupport)
    if (isSet(parameters[name]))
      throw new ApiError(400, `The local service does not support the parameter "${name}"`);

  return {
    query: readText(parameters, 'query', ''),
    optionalWords: readOptionalWords(parameters),
    queryType: readChoice(parameters, 'queryType', ['prefixLast', 'prefixAll', 'prefixNone']),
    typoTolerance: readTypoTolerance(parameters),
    minWordSizefor1Typo: readInteger(
      parameters,
      'minWordSizefor1Typo',
      defaultMinWordSizefor1Typo,
      maxParameterBytes,
    ),
    minWordSizefor2Typos: readInteger(
      parameters,
      'minWordSizefor2Typos',
      defaultMinWordSizefor2Typos,
      maxParameterBytes,
    ),
    allowTyposOnNumericTokens: parameters.allowTyposOnNumericTokens !== false,
    restrictSearchableAttributes: readList(parameters, 'restrictSearchableAttributes'),
    ...readPaging(parameters),
    facets: readList(parameters, 'facets') ?? [],
    maxValuesPerFacet: readInteger(
      parameters,
      'maxValuesPerFacet',
      defaultMaxValuesPerFacet,
      maxMaxValuesPerFacet,
    ),
    sortFacetValuesBy: readChoice(parameters, 'sortFacetValuesBy', ['count', 'alpha']),
    attributesToRetrieve: readList(parameters, 'attributesToRetrieve') ?? ['*'],
    attributesToHighlight: readList(parameters, 'attributesToHighlight'),
    highlightPreTag: readText(parameters, 'highlightPreTag', '<em>'),
    highlightPostTag: readText(parameters, 'highlightPostTag', '</em>'),
    facetQuery: readText(parameters, 'facetQuery', ''),
    maxFacetHits: readInteger(parameters, 'maxFacetHits', defaultMaxFacetHits, maxMaxFacetHits),
    responseFields: readList(parameters, 'responseFields') ?? ['*'],
  };
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== false && String(value) !== '';
}

/** `offset` and `length` win over `page` where `length` is given. */
function readPaging(parameters: Parameters): Pick<SearchOptions, 'offset' | 'length' | 'page'> {
  const perPage = readInteger(parameters, 'hitsPerPage', defaultHitsPerPage, maxHitsPerPage);
  if (parameters.length === undefined) {
    const page = readInteger(parameters, 'page', 0, Number.MAX_SAFE_INTEGER);
    return { offset: page * perPage, length: perPage, page };
  }
  const length = readInteger(parameters, 'length', perPage, maxHitsPerPage);
  const offset = readInteger(parameters, 'offset', 0, Number.MAX_SAFE_INTEGER);
  // A limit on hits per query arrives as `hitsPerPage` and holds for this way of paging, too.
  const limited = parameters.hitsPerPage === undefined ? length : Math.min(length, perPage);
  return { offset, length: limited, page: undefined };
}

function readText(parameters: Parameters, name: string, fallback: string): string {
  const value = parameters[name];
  if (value === undefined) return fallback;
  if (typeof value !== 'string') throw wrongValue(name, 'a string');
  if (Buffer.byteLength(value) > maxParameterBytes)
    throw wrongValue(name, `a string of at most ${maxParameterBytes} bytes`);
  return value;
}

function readInteger(parameters: Parameters, name: string, fallback: number, max: number): number {
  const value = parameters[name];
  if (value === undefined) return fallback;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > max)
    throw wrongValue(name, `an integer between 0 and ${max}`);
  return value;
}

function readList(parameters: Parameters, name: string): readonly string[] | undefined {
  const value = parameters[name];
  if (value === undefined) return undefined;
  if (!Array.isArray(value) || !value.every(item => typeof item === 'string'))
    throw wrongValue(name, 'a list of strings');
  return value;
}

function readChoice<T extends string>(
  parameters: Parameters,
  name: string,
  choices: readonly [T, ...T[]],
): T {
  const value = parameters[name];
  if (value === undefined) return choices[0];
  const choice = choices.find(candidate => candidate === value);
  if (choice === undefined) throw wrongValue(name, `one of ${choices.join(', ')}`);
  return choice;
}

function readOptionalWords(parameters: Parameters): readonly string[] {
  const words = readList(parameters, 'optionalWords') ?? [];
  return words.flatMap(words => words.split(/\s+/)).filter(word => word !== '');
}

/** `min` and `strict` would leave out hits with more typos than the best one has, which this service does not count. */
function readTypoTolerance(parameters: Parameters): boolean {
  const value = String(parameters.typoTolerance ?? true);
  if (value !== 'true' && value !== 'false')
    throw wrongValue('typoTolerance', 'true or false; the local service knows no others');
  return value === 'true';
}

function wrongValue(name: string, expected: string): ApiError {
  return new ApiError(400, `Invalid value for "${name}" parameter, expected ${expected}`);
}
