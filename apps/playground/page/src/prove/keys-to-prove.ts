import {
  combineFilters,
  type DecodedSecuredApiKey,
  decodeSecuredApiKey,
  filters,
  isForgekeyError,
  type ParentApiKey,
  serializeRestrictions,
} from '@forgekey/core';
import { credentialsInText, readQueryString } from '@forgekey/core/internal';
import type { Catalog, DemoUser } from '../lib/service.ts';

/** The signed conditions of a key, which proofs are about. */
type Conditions = Pick<DecodedSecuredApiKey, 'queryString' | 'restrictions' | 'problems'>;

/** One row of the matrix. */
export interface KeyToProve {
  readonly id: string;
  readonly name: string;
  /** For the head of a column, which is narrow. */
  readonly shortName: string;
  readonly conditions: Conditions;
  /** Absent for a pasted key, whose parent is not known. */
  readonly parent?: ParentApiKey;
  /** Absent for a pasted key. */
  readonly user?: DemoUser;
}

/** The conditions of the keys that the server signs for the demo users. */
export function keysOfUsers({ users, parents }: Catalog): KeyToProve[] {
  return users.map(user => ({
    id: user.id,
    name: user.name,
    shortName: user.name.replace(/^A /, '').split(' ')[0]!,
    conditions: conditionsOf({ filters: filters`visible_by:${user.visibleBy}` }),
    parent: parents.find(({ name }) => name === user.parent)?.limits ?? {},
    user,
  }));
}

/** Every secured API key in the text that can be decoded. */
export function keysInText(text: string): KeyToProve[] {
  const found = credentialsInText(text).filter(({ kind }) => kind === 'securedApiKey');
  return found.flatMap(({ text: key }, at) => {
    const conditions = tryToDecode(key);
    if (conditions === undefined) return [];
    return [{ id: `pasted-${at + 1}`, name: `Pasted key ${at + 1}`, shortName: `Key ${at + 1}`, conditions }];
  });
}

/** The same key without the records that satisfy `filter`. */
export function except({ restrictions, ...others }: Conditions, filter: string): Conditions {
  const own = restrictions.filters;
  const narrowed = typeof own === 'string' ? combineFilters(own, `NOT ${filter}`) : `NOT ${filter}`;
  return { ...others, ...conditionsOf({ ...restrictions, filters: narrowed }), problems: others.problems };
}

function conditionsOf(restrictions: object): Conditions {
  const queryString = serializeRestrictions(restrictions, { allowUnknownParameters: true });
  return { queryString, restrictions: readQueryString(queryString).restrictions, problems: [] };
}

function tryToDecode(text: string): DecodedSecuredApiKey | undefined {
  try {
    return decodeSecuredApiKey(text);
  } catch (error) {
    if (isForgekeyError(error)) return undefined;
    throw error;
  }
}
