import type { ForgekeyErrorCode } from '../errors.ts';
import { hidingParameters } from '../filters/of-parameters.ts';
import { isObject } from '../lib/plain-copy.ts';
import { shownName } from '../lib/text.ts';
import { type PolicyName, policies } from './policies.ts';

/** A refused request, with the text of the server. */
export interface Refusal {
  /** Always false: it distinguishes a refusal from an authorization. */
  readonly allowed: false;
  /** The HTTP status. */
  readonly status: number;
  /** Stable, for programs. */
  readonly code: ForgekeyErrorCode;
  /** The server's text. */
  readonly message: string;
  /** How to fix it, in one or two sentences. */
  readonly hint: string;
  /** The restriction or search parameter that caused the refusal. */
  readonly parameter?: string;
}

/** The side whose text or limit refuses a request. */
export type RefusingSide = 'key' | 'parent' | 'request';

/** A value and its name: a member of the parent key, a parameter, or a part of the request. */
export interface NamedValue {
  /** The name of the member or parameter. */
  readonly name: string;
  /** Its value. */
  readonly value: unknown;
}

/** The compared values of a refusal, if they are known. */
export interface RefusalDetails {
  /** The side whose text or limit refuses the request. */
  readonly refusedBy?: RefusingSide;
  /** The position in a filter text. The first character is 1. */
  readonly column?: number;
  /** The value that the request does not satisfy. */
  readonly limit?: NamedValue;
  /** The value of the request. */
  readonly asked?: NamedValue;
  /** The undocumented behaviour that this refusal relies on. */
  readonly policy?: PolicyName;
}

type OrUndefined<Members> = { readonly [Name in keyof Members]: Members[Name] | undefined };

export interface CheckFailure extends OrUndefined<RefusalDetails> {
  readonly code: ForgekeyErrorCode;
  readonly parameter?: string | undefined;
  /** What is wrong, if the row of the code is less precise. */
  readonly reason?: string | undefined;
  readonly hint?: string | undefined;
  /** The server's text, if the row of the code has only a part of it. */
  readonly message?: string | undefined;
}

/** One way in which a request is refused. */
export interface RefusalRow extends Omit<Refusal, 'allowed' | 'parameter'> {
  /** The server's text. NAME and TEXT are placeholders for the parts that vary. */
  readonly message: string;
  /** Why the server refuses. */
  readonly rule: string;
}

// A function, whose call is marked as pure, so that a bundle without refusals does not contain these texts.
const listRefusals = (): readonly RefusalRow[] => [
  {
    code: 'ERR_KEY_EXPIRED',
    status: 400,
    message: '"validUntil" parameter expired (less than current date)',
    rule: 'The secured API key is past its validUntil.',
    hint: 'Generate a new key with a later validUntil, and renew keys before they expire (createCredentialSource does this). If the key is new, check the clock of the machine that generates keys.',
  },
  {
    code: 'ERR_RESTRICTION_UNKNOWN',
    status: 400,
    message: 'Unknown parameter: NAME',
    rule: 'The key or the request contains a parameter that the search API does not know.',
    hint: 'Correct the spelling. An unknown name in a key restricts nothing; generateSecuredApiKey refuses it.',
  },
  {
    code: 'ERR_FILTER_SYNTAX',
    status: 400,
    message: 'filters: TEXT',
    rule: 'A filter of the key or of the request has a syntax error.',
    hint: 'Quote values, and write an AND of ORs. The filters`…` template does both; parseFilters checks a text.',
  },
  {
    code: 'ERR_RESTRICTION_VALUE',
    status: 400,
    message: 'Invalid value for "NAME" parameter',
    rule: 'A parameter of the request has a type or range that the search API does not accept.',
    hint: 'Send a value of the type that the search API documents.',
  },
  {
    code: 'ERR_KEY_SIGNATURE',
    status: 403,
    message: 'Invalid Application-ID or API key',
    rule: 'No parent API key of this application signed the key: the key was modified, its parent was deleted, or it belongs to another application.',
    hint: 'Check the application ID and which parent key signs (forgekey verify). Never sign with the Admin API key or with another secured key.',
  },
  {
    code: 'ERR_RESTRICTIONS_EMPTY',
    status: 403,
    message: 'Invalid API key',
    rule: 'The secured API key has no restrictions, or one that is empty. It must be stricter than its parent.',
    hint: 'Add at least one restriction. If a list of permissions is empty, generate no key.',
  },
  {
    code: 'ERR_INDEX_NOT_ALLOWED',
    status: 403,
    message: 'Index not allowed with this API key',
    rule: 'The index matches no pattern in restrictIndices, or the parent key may not use it.',
    hint: 'Add the index, and each replica that is used for sorting, to restrictIndices, or add a pattern such as products*. Check the indices of the parent key.',
  },
  {
    code: 'ERR_METHOD_NOT_ALLOWED',
    status: 403,
    message: 'Method not allowed with this API key',
    rule: 'The parent key does not have the ACL of the operation. A secured key inherits the ACL of its parent.',
    hint: 'Use a parent key with the "search" ACL, and with "browse", "analytics" and so on for other operations.',
  },
  {
    code: 'ERR_REFERER_NOT_ALLOWED',
    status: 403,
    message: 'Method not allowed with this referer',
    rule: 'The page that sent the request matches no referer of the parent key, or the browser sent no Referer header.',
    hint: 'Add the page to the referers of the parent key, and check the Referrer-Policy of the page. Servers and apps send no Referer header.',
  },
  {
    code: 'ERR_SOURCE_NOT_ALLOWED',
    status: 403,
    message: policies.sourceRefusedMessage.choice,
    rule: 'The address of the client is not in restrictSources of the key or of its parent.',
    hint: "Check the address that the server sees (proxy, VPN, IPv6). An AI agent calls from the vendor's servers: remove restrictSources from its key.",
  },
  {
    code: 'ERR_KEY_AMBIGUOUS',
    status: 403,
    message: 'Invalid API key: "NAME" is ambiguous',
    rule: 'The key is signed, but it repeats a parameter or contains a restriction that cannot be read.',
    hint: 'Generate the key again with generateSecuredApiKey, each restriction once.',
  },
  {
    code: 'ERR_RESTRICTION_CONFLICT',
    status: 403,
    message: 'Invalid API key: "NAME" conflicts with its parent',
    rule: 'The key and the queryParameters of its parent contradict each other, and the vendor does not document which of them applies.',
    hint: 'Remove the parameter from the key, or give it the value of the parent.',
  },
  {
    code: 'ERR_INDEX_UNKNOWN',
    status: 404,
    message: 'Index NAME does not exist',
    rule: 'The key is valid. The index, or the record in it, does not exist.',
    hint: 'Check the spelling and the application ID. Index names are case-sensitive.',
  },
  {
    code: 'ERR_RATE_LIMITED',
    status: 429,
    message: policies.rateLimitedMessage.choice,
    rule: 'The parent key limits requests per hour. They are counted per userToken, or per address if there is none.',
    hint: 'Give each key its own userToken, so that users behind one address do not share a limit. Raise the limit of the parent key, or debounce the search box.',
  },
];

/**
 * Every documented refusal of the server. A text that is not documented is our own. `authorizeSearch` returns these refusals, and
 * `explainRefusal` finds them by status and text.
 *
 * @see https://www.algolia.com/doc/guides/security/api-keys
 */
export const refusals: readonly RefusalRow[] = /* @__PURE__ */ listRefusals();

/**
 * The row of `code`. For the server, any other invalid key, such as a malformed one, is the same as one with a wrong
 * signature.
 */
export function refusalRow(code: ForgekeyErrorCode): RefusalRow {
  const rowOf = (wanted: ForgekeyErrorCode) => refusals.find(row => row.code === wanted);
  return rowOf(code) ?? rowOf('ERR_KEY_SIGNATURE')!;
}

/** The response of the server to a failed check. */
export function refusalOf({ code, parameter, message, hint }: CheckFailure): Refusal {
  const row = refusalRow(code);
  const name = shownName(parameter ?? '');
  return {
    allowed: false,
    status: row.status,
    code,
    message: message ?? row.message.replace('NAME', () => name),
    hint: hint ?? row.hint,
    ...(parameter !== undefined && { parameter: name }),
  };
}

/** The response of the server, or the code of a forgekey error. */
export interface RefusalSymptom {
  /** The HTTP status. */
  readonly status?: number;
  /** The text of the server: the `message` in its JSON body. */
  readonly message?: string;
  /** The code of a forgekey error. With a code, `status` and `message` are ignored. */
  readonly code?: ForgekeyErrorCode;
}

/**
 * Explains a response of the server, for every documented refusal of a search: the rule behind it, and how to fix it. It compares
 * the beginning of the message, because the engine adds a column or a name to some messages. For an unknown message, the status
 * decides, if only one rule has it.
 *
 * It does not read a key. `explainSearch` explains whether a request with a key would be refused.
 *
 * @returns the refusal, or undefined if the response is not about a key.
 * @throws {TypeError} `symptom` is not an object, or `message` is not a string
 * @example
 * explainRefusal({ status: 403, message: 'Index not allowed with this API key' })?.hint
 */
export function explainRefusal(symptom: RefusalSymptom): RefusalRow | undefined {
  if (!isObject(symptom) || !['string', 'undefined'].includes(typeof symptom.message)) {
    throw new TypeError(
      'explainRefusal takes the { status, message } of an answer, or the { code } of an error.',
    );
  }
  const { status, message = '', code } = symptom;
  if (code !== undefined) return refusals.find(row => row.code === code);
  const sameStatus = refusals.filter(row => status === undefined || row.status === status);
  // If one text begins with another, it comes later in the table.
  const known = sameStatus.filter(row => matchesText(row, message.trim())).at(-1);
  return known ?? (sameStatus.length === 1 ? sameStatus[0] : undefined);
}

function matchesText({ code, message }: RefusalRow, text: string): boolean {
  if (code === 'ERR_FILTER_SYNTAX') return isFilterSyntaxText(text);
  const [before, after = ''] = message.split('NAME') as [string, string?];
  return text.startsWith(before) && text.includes(after, before.length);
}

/** The engine's texts about filter syntax have no common beginning, and some clients remove the parameter before them. */
function isFilterSyntaxText(text: string): boolean {
  const parameters = [...hidingParameters, 'optionalFilters', 'reRankingApplyFilter'];
  if (parameters.includes(/^"?(\w*)/.exec(text)![1]!)) return true;
  return /^(?:unexpected token|different types are not allowed|filter \(|incomplete string|empty string|expected numeric|not allowed )/i.test(
    text,
  );
}
