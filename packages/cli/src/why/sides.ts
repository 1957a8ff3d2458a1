import type { ForgekeyErrorCode, ParentApiKey, SearchRequest } from '@forgekey/node';
import { parseRestrictions } from '@forgekey/node';
import { utc } from '../report/expiry.ts';
import { printable } from '../report/printable.ts';
import type { Cause } from './describe-answer.ts';

/** What the rules compare. */
export interface Sides {
  readonly restrictions: object;
  readonly parent: ParentApiKey;
  readonly request: SearchRequest;
  readonly now: Date;
}

type Row = readonly [label: string, value: string];

/** What the side that refuses says of what decided, and what the request says of the same. */
export function sidesRows(cause: Cause, sides: Sides): Row[] {
  const held = cause.refusedBy === 'parent' ? heldByParent(cause, sides.parent) : heldByKey(cause, sides);
  const label = cause.refusedBy === 'parent' ? 'in the parent' : 'in the key';
  return [
    ...held.map(([name, value]): Row => [label, namedText(name, value)]),
    ...askedFor(cause, sides).map(([name, value]): Row => ['asked', namedText(name, value)]),
  ];
}

type Named = readonly [name: string, value: unknown];

function heldByKey({ parameter }: Cause, { restrictions }: Sides): Named[] {
  return present([[parameter, memberOf(restrictions, parameter)]]);
}

/** The members of a parent key that decide beside its `queryParameters`. */
const decidingMember: { readonly [Code in ForgekeyErrorCode]?: keyof ParentApiKey } = {
  ERR_INDEX_NOT_ALLOWED: 'indexes',
  ERR_METHOD_NOT_ALLOWED: 'acl',
  ERR_REFERER_NOT_ALLOWED: 'referers',
};

function heldByParent({ code, parameter }: Cause, parent: ParentApiKey): Named[] {
  const { validity = 0, createdAt = 0, queryParameters = '' } = parent;
  const end = utc(new Date(createdAt + validity * 1000));
  const member = decidingMember[code];
  return present([
    ['validity', code === 'ERR_KEY_SIGNATURE' ? `${validity} seconds, until ${end}` : undefined],
    [member, memberOf(parent, member)],
    [parameter, memberOf(parseRestrictions(queryParameters), parameter)],
  ]);
}

function askedFor({ code, parameter, refusedBy }: Cause, { request, now }: Sides): Named[] {
  const asked: { readonly [Code in ForgekeyErrorCode]?: Named } = {
    ERR_INDEX_NOT_ALLOWED: ['index', request.indexName],
    ERR_SOURCE_NOT_ALLOWED: ['address', request.ip],
    ERR_REFERER_NOT_ALLOWED: ['referer', request.referer ?? '(none)'],
    ERR_KEY_EXPIRED: ['at', utc(now)],
    // Of a parent that has expired.
    ERR_KEY_SIGNATURE: ['at', refusedBy === 'parent' ? utc(now) : undefined],
  };
  return present([asked[code] ?? [parameter, memberOf(request.parameters, parameter)]]);
}

function memberOf(holder: object, name: string | undefined): unknown {
  return new Map<string | undefined, unknown>(Object.entries(holder)).get(name);
}

function present(entries: readonly (readonly [name: string | undefined, value: unknown])[]): Named[] {
  return entries.filter((entry): entry is Named => entry[0] !== undefined && entry[1] !== undefined);
}

function namedText(name: string, value: unknown): string {
  const isTime = name === 'validUntil' && typeof value === 'number';
  return `${printable(name)} ${isTime ? utc(new Date(value * 1000)) : valueText(value)}`;
}

/** A value of a parameter, on one line. */
export function valueText(value: unknown): string {
  if (typeof value === 'string') return printable(value);
  const isFlatList = Array.isArray(value) && value.every(element => typeof element === 'string');
  return printable(isFlatList ? value.join(', ') : JSON.stringify(value));
}
