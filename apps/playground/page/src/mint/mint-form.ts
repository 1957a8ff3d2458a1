import {
  isForgekeyError,
  parseRestrictions,
  type SecuredApiKeyRestrictions,
  searchParameters,
  serializeRestrictions,
} from '@forgekey/core';
import type { ViewParameters } from '../lib/page-location.ts';

/** What the form says. Every value is the text as typed. */
export interface MintForm {
  /** The name of the parent key. */
  parent: string;
  /** `none`, seconds from now, or `at:` and Unix seconds. */
  valid: string;
  /** The texts of the parameters that are not empty, by name. */
  texts: Readonly<Record<string, string>>;
}

export const defaultParameters: ViewParameters = {
  parent: 'search',
  valid: '3600',
  'r.filters': 'visible_by:mina OR visible_by:"harbor/design" OR visible_by:public',
  'r.userToken': 'mina',
};

const prefix = 'r.';
const numberTypes: ReadonlySet<string> = new Set(['integer', 'radius', 'precision', 'distinct']);
const listTypes: ReadonlySet<string> = new Set(['string[]', 'nested']);
const types: ReadonlyMap<string, { type: string }> = new Map(Object.entries(searchParameters));

/** The name of a parameter in the link. */
export function fieldName(parameter: string): string {
  return `${prefix}${parameter}`;
}

export function readForm(parameters: ViewParameters): MintForm {
  const { parent = 'search', valid = 'none' } = parameters;
  const texts = Object.entries(parameters).flatMap(([name, text]) =>
    name.startsWith(prefix) && text !== '' ? [[name.slice(prefix.length), text] as const] : [],
  );
  return { parent, valid, texts: Object.fromEntries(texts) };
}

/**
 * The restrictions of the form. Texts are read as in a key of any client. A text that cannot be read stays text, and
 * signing refuses it by its name.
 */
export function restrictionsOf({ texts, valid }: MintForm, now: Date): SecuredApiKeyRestrictions {
  const entries = Object.entries(texts).map(([name, text]) => [name, readText(name, text)] as const);
  const validUntil = validUntilOf(valid, now);
  return Object.fromEntries(validUntil === undefined ? entries : [...entries, ['validUntil', validUntil]]);
}

function readText(name: string, text: string): unknown {
  const type = types.get(name)?.type ?? '';
  // A number, so that signing refuses it as a number and not as text.
  if (numberTypes.has(type) && /^\d+\.\d+$/.test(text.trim())) return Number(text);
  const read = parseRestrictions(`${encodeURIComponent(name)}=${encodeURIComponent(tidy(type, text))}`);
  return new Map(Object.entries(read)).get(name);
}

/** NaN for an expiry that cannot be read. It is refused, and never counts as a key without expiry. */
function validUntilOf(valid: string, now: Date): number | undefined {
  if (valid === 'none') return undefined;
  const [, at, digits = 'NaN'] = /^(at:)?(\d+)$/.exec(valid) ?? [];
  return (at === undefined ? Math.floor(now.getTime() / 1000) : 0) + Number(digits);
}

/** Removes the spaces after commas, which are not part of an element. */
function tidy(type: string, text: string): string {
  return listTypes.has(type) && !text.trimStart().startsWith('[')
    ? text.trim().replace(/\s*,\s*/g, ',')
    : text;
}

/** The text that would be signed, or undefined if it must not be signed. The findings say why. */
export function tryToSerialize(restrictions: SecuredApiKeyRestrictions): string | undefined {
  try {
    return serializeRestrictions(restrictions) || undefined;
  } catch (error) {
    if (isForgekeyError(error)) return undefined;
    throw error;
  }
}
