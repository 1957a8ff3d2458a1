import {
  isForgekeyError,
  parseRestrictions,
  type SecuredApiKeyRestrictions,
  searchParameters,
  serializeRestrictions,
} from '@forgekey/core';
import type { ViewParameters } from '../lib/page-location.ts';

/** What the form says. Every value is the text that somebody typed. */
export interface MintForm {
  /** The name of the parent key. */
  parent: string;
  /** `none`, seconds from now, or `at:` and a local date and time. */
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
const listTypes: ReadonlySet<string> = new Set(['string[]', 'nested']);

/** The name under which a parameter stands in the link. */
export function fieldName(parameter: string): string {
  return `${prefix}${parameter}`;
}

export function readForm(parameters: ViewParameters): MintForm {
  const { parent = 'search', valid = 'none' } = parameters;
  const texts = Object.entries(parameters).flatMap(([name, text]) =>
    name.startsWith(prefix) && text.trim() !== '' ? [[name.slice(prefix.length), text] as const] : [],
  );
  return { parent, valid, texts: Object.fromEntries(texts) };
}

/**
 * The restrictions that the form stands for. Texts are read as those of any client's key are; one that cannot be
 * read stays text, and is refused by its name when it is signed.
 */
export function restrictionsOf({ texts, valid }: MintForm, now: Date): SecuredApiKeyRestrictions {
  const entries = Object.entries(texts).map(([name, text]) => {
    const read = parseRestrictions(`${encodeURIComponent(name)}=${encodeURIComponent(tidy(name, text))}`);
    return [name, new Map(Object.entries(read)).get(name)] as const;
  });
  const validUntil = validUntilOf(valid, now);
  return Object.fromEntries(validUntil === undefined ? entries : [...entries, ['validUntil', validUntil]]);
}

function validUntilOf(valid: string, now: Date): number | undefined {
  if (valid === 'none') return undefined;
  if (!valid.startsWith('at:')) return Math.floor(now.getTime() / 1000) + Number(valid);
  const seconds = Math.floor(new Date(valid.slice('at:'.length)).getTime() / 1000);
  return Number.isNaN(seconds) ? undefined : seconds;
}

/** People put blanks behind commas, which belong to no element. */
function tidy(name: string, text: string): string {
  const type = new Map<string, { type: string }>(Object.entries(searchParameters)).get(name)?.type;
  if (type === undefined || !listTypes.has(type) || text.trimStart().startsWith('[')) return text;
  return text.trim().replace(/\s*,\s*/g, ',');
}

/** The text that would be signed, or undefined where nothing may be: the findings say why. */
export function tryToSerialize(restrictions: SecuredApiKeyRestrictions): string | undefined {
  try {
    return serializeRestrictions(restrictions) || undefined;
  } catch (error) {
    if (isForgekeyError(error)) return undefined;
    throw error;
  }
}
