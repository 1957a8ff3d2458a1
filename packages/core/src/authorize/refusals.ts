import type { ForgekeyErrorCode } from '../errors.ts';
import { policies } from './policies.ts';

/** A request that is not let through, as the server words it. */
export interface Refusal {
  readonly allowed: false;
  /** The HTTP status. */
  readonly status: number;
  /** Stable, for programs. */
  readonly code: ForgekeyErrorCode;
  /** The server's text. */
  readonly message: string;
  /** The restriction or search parameter that decided. */
  readonly parameter?: string;
}

/** One way in which a request is refused. */
export interface RefusalRow {
  readonly code: ForgekeyErrorCode;
  readonly status: number;
  /** The server's text; NAME and COL stand for what varies. */
  readonly message: string;
  /** The rule behind it. */
  readonly rule: string;
  /** What to change. */
  readonly mend: string;
}

// A function, marked pure where it is called: a bundle that refuses nothing should not carry these texts.
const listRefusals = (): readonly RefusalRow[] => [
  {
    code: 'ERR_KEY_EXPIRED',
    status: 400,
    message: '"validUntil" parameter expired (less than current date)',
    rule: 'The secured API key is past its validUntil.',
    mend: 'Generate a new key with a later validUntil, and renew keys before they expire (createCredentialSource does). If it is new, compare the clock of the machine that generates keys.',
  },
  {
    code: 'ERR_RESTRICTION_UNKNOWN',
    status: 400,
    message: 'Unknown parameter: NAME',
    rule: 'The key or the request holds a parameter that the search API does not know.',
    mend: 'Correct the spelling. In a key it restricts nothing until then; generateSecuredApiKey refuses such names.',
  },
  {
    code: 'ERR_FILTER_SYNTAX',
    status: 400,
    message: 'filters: TEXT',
    rule: 'The filters of the key or of the request are not valid filter text; the column says where.',
    mend: 'Quote values and keep to an AND of ORs: the filters`…` template does both. Check the text with parseFilters.',
  },
  {
    code: 'ERR_RESTRICTION_VALUE',
    status: 400,
    message: 'Invalid value for "NAME" parameter',
    rule: 'A parameter of the request has a type that the search API does not take.',
    mend: 'Send the type that the search API documents for it.',
  },
  {
    code: 'ERR_KEY_SIGNATURE',
    status: 403,
    message: 'Invalid Application-ID or API key',
    rule: 'No parent API key of this application signed the key: it was altered, its parent was deleted, or it belongs to another application.',
    mend: 'Check the application id and which parent key signs (forgekey verify). Never sign with the Admin API key or with another secured key.',
  },
  {
    code: 'ERR_RESTRICTIONS_EMPTY',
    status: 403,
    message: 'Invalid API key',
    rule: 'The secured API key holds no restriction, or one that is empty; it must be stricter than its parent.',
    mend: 'Give at least one restriction that restricts something. An empty list of permissions should make no key at all.',
  },
  {
    code: 'ERR_INDEX_NOT_ALLOWED',
    status: 403,
    message: 'Index not allowed with this API key',
    rule: 'The index is in none of the patterns of restrictIndices, or the parent key may not use it.',
    mend: 'Add the index, and each replica that is used for sorting, to restrictIndices, or a pattern such as products*; check the indices of the parent key.',
  },
  {
    code: 'ERR_METHOD_NOT_ALLOWED',
    status: 403,
    message: 'Method not allowed with this API key',
    rule: 'The parent key lacks the ACL of the operation; a secured key inherits the ACL of its parent.',
    mend: 'Use a parent key whose ACL has "search" (and "browse", "analytics", … for what else is called).',
  },
  {
    code: 'ERR_REFERER_NOT_ALLOWED',
    status: 403,
    message: 'Method not allowed with this referer',
    rule: 'The page that sent the request is in none of the referers of the parent key, or the browser sent no Referer.',
    mend: 'Add the page to the referers of the parent key, and check the Referrer-Policy of the page. Servers and apps send none.',
  },
  {
    code: 'ERR_SOURCE_NOT_ALLOWED',
    status: 403,
    message: String(policies.sourceRefusedMessage.choice),
    rule: 'The address of the client is not in restrictSources of the key, or of its parent.',
    mend: 'Check the address that the server sees (proxy, VPN, IPv6). An AI agent calls from the servers of the vendor: leave restrictSources out of its key.',
  },
  {
    code: 'ERR_KEY_AMBIGUOUS',
    status: 403,
    message: 'Invalid API key: "NAME" has no one meaning',
    rule: 'The key is signed, but repeats a name or holds a restriction that cannot be read.',
    mend: 'Generate it anew with each restriction once, with generateSecuredApiKey.',
  },
  {
    code: 'ERR_RESTRICTION_CONFLICT',
    status: 403,
    message: 'Invalid API key: "NAME" differs from that of its parent',
    rule: 'The key and the queryParameters of its parent give one parameter different values, and which of them counts is not documented.',
    mend: 'Leave the parameter out of the key, or give it the value of the parent.',
  },
  {
    code: 'ERR_INDEX_UNKNOWN',
    status: 404,
    message: 'Index NAME does not exist',
    rule: 'The key is fine; there is no such index, or no such record in it.',
    mend: 'Check the spelling and the application id. Index names are case-sensitive.',
  },
  {
    code: 'ERR_RATE_LIMITED',
    status: 429,
    message: String(policies.rateLimitedMessage.choice),
    rule: 'The parent key limits requests per hour, counted per userToken, or per address where there is none.',
    mend: 'Put a userToken of its own into each key, so that users behind one address do not share a limit; raise the limit of the parent key; debounce the search box.',
  },
];

/**
 * Every refusal the server documents, with its text, and those of ours that have no documented text. `authorizeSearch`
 * answers with these, and `explainRefusal` finds them again by status and text.
 *
 * @see https://www.algolia.com/doc/guides/security/api-keys
 */
export const refusals: readonly RefusalRow[] = /* @__PURE__ */ listRefusals();

const byCode: ReadonlyMap<ForgekeyErrorCode, RefusalRow> = /* @__PURE__ */ new Map(
  /* @__PURE__ */ refusals.map(row => [row.code, row]),
);

/** The refusal of `code`, with `name` put into the server's text, or another text where the server's holds more. */
export function refusal(code: ForgekeyErrorCode, parameter?: string, message?: string): Refusal {
  const row = byCode.get(code)!;
  const text = message ?? row.message.replace('NAME', () => parameter ?? '');
  return {
    allowed: false,
    status: row.status,
    code,
    message: text,
    ...(parameter === undefined ? {} : { parameter }),
  };
}
