import type { ForgekeyErrorCode, ParentApiKey } from '@forgekey/core';
import crossClientJson from '../vectors/cross-client.json' with { type: 'json' };
import ambiguousJson from '../vectors/ours/ambiguous.json' with { type: 'json' };
import canonicalJson from '../vectors/ours/canonical.json' with { type: 'json' };
import dialectsJson from '../vectors/ours/dialects.json' with { type: 'json' };
import enforcementCasesJson from '../vectors/ours/enforcement-cases.json' with { type: 'json' };
import filterListsJson from '../vectors/ours/filter-lists.json' with { type: 'json' };
import filterMatchesJson from '../vectors/ours/filter-matches.json' with { type: 'json' };
import filterTextsJson from '../vectors/ours/filter-texts.json' with { type: 'json' };
import keyCasesJson from '../vectors/ours/key-cases.json' with { type: 'json' };
import tokenCasesJson from '../vectors/ours/token-cases.json' with { type: 'json' };
import wycheproofJson from '../vectors/wycheproof-hmac-sha256.json' with { type: 'json' };
import { readSpecialValues } from './special-values.ts';

interface ClientRow {
  readonly id: string;
  readonly client: string;
  readonly version: string;
}

/** A secured API key that another client made. */
export interface KeyRow extends ClientRow {
  readonly input: {
    readonly parentApiKey: string | null;
    readonly restrictions: Readonly<Record<string, unknown>>;
  };
  /** Null if the client raised an error. */
  readonly output: string | null;
  readonly decodedQueryString?: string;
}

/** A secured user token that another client made. */
export interface TokenRow extends ClientRow {
  readonly input: {
    readonly secretKey: string;
    readonly secretKeyId: string;
    readonly userId: string;
    readonly exp: number;
  };
  readonly output: string;
  readonly payload: string;
  readonly validJson: boolean;
  /** Whether the token says what its input said. */
  readonly faithful: boolean;
}

/** Our canonical form of an input: that of the official client, another one, or a refusal. */
export interface CanonicalForm {
  readonly official?: true;
  readonly queryString?: string;
  readonly code?: ForgekeyErrorCode;
}

export interface CanonicalRow extends CanonicalForm {
  readonly id: string;
  /** Why it differs from the official client's. */
  readonly why?: string;
  readonly allowingUnknown?: CanonicalForm;
}

/** An input whose meaning must be read from every client's key. */
export interface DialectRow {
  readonly id: string;
  /** The expected restrictions; by default those of the input, flattened. */
  readonly restrictions?: Readonly<Record<string, unknown>>;
  /** Parts of query strings in which the client lost the meaning before it signed. */
  readonly lost?: readonly string[];
}

/** Keys that are signed but ambiguous. They must be refused. */
export interface AmbiguousRow {
  readonly id: string;
  /** How their query strings begin. */
  readonly queryStrings: readonly string[];
  readonly why: string;
}

export interface KeyCase {
  readonly name: string;
  readonly securedApiKey: string;
  readonly parentApiKeys: string | readonly string[];
  /** Unix time in seconds. */
  readonly now: number;
  readonly clockToleranceSec?: number;
  readonly code?: ForgekeyErrorCode;
  readonly expected?: {
    readonly restrictions: Readonly<Record<string, unknown>>;
    readonly parentKeyIndex: number;
    readonly expiresAt?: number;
  };
}

export interface TokenCase {
  readonly name: string;
  readonly token: string;
  readonly secretKeys: Readonly<Record<string, string>>;
  /** Unix time in seconds. */
  readonly now: number;
  readonly clockToleranceSec?: number;
  readonly code?: ForgekeyErrorCode;
  readonly expected?: { readonly userId: string; readonly keyId: string; readonly expiresAt: number };
}

/** A search with a key that says what `queryString` says, and the engine's answer. */
export interface EnforcementCase {
  readonly name: string;
  readonly queryString: string;
  readonly indexName: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Unix time in seconds. */
  readonly now: number;
  readonly ip?: string;
  readonly referer?: string;
  readonly parent?: ParentApiKey;
  /** The parameters that the engine would run. */
  readonly allowed?: Readonly<Record<string, unknown>>;
  /** `message` is how the answer begins. */
  readonly refused?: { readonly status: number; readonly message: string };
}

/** The tables of the filter language. */
export interface FilterVectors {
  readonly texts: {
    readonly accepted: readonly { readonly text: string; readonly printed: string }[];
    readonly refused: readonly { readonly text: string; readonly column: number; readonly message: string }[];
  };
  readonly matches: {
    readonly records: Readonly<Record<string, object>>;
    readonly cases: readonly { readonly filters: string; readonly matches: readonly string[] }[];
  };
  readonly lists: {
    readonly read: readonly {
      readonly parameter: string;
      readonly value: unknown;
      readonly printed: string;
    }[];
    readonly refused: readonly {
      readonly parameter: string;
      readonly value: unknown;
      readonly code: string;
    }[];
  };
}

export interface WycheproofGroup {
  readonly tagSize: number;
  readonly tests: readonly {
    readonly tcId: number;
    readonly key: string;
    readonly msg: string;
    readonly tag: string;
    readonly result: string;
  }[];
}

type AnyRow = ClientRow & { readonly scheme: string; readonly input: unknown };
const rows: readonly AnyRow[] = (crossClientJson as readonly AnyRow[]).map(row => ({
  ...row,
  input: readSpecialValues(row.input),
}));
const rowsOf = (scheme: string): unknown => rows.filter(row => row.scheme === scheme);

export const keyRows: readonly KeyRow[] = rowsOf('secured-api-key') as KeyRow[];
export const tokenRows: readonly TokenRow[] = rowsOf('secured-user-token') as TokenRow[];
export const canonicalRows: readonly CanonicalRow[] = canonicalJson as readonly CanonicalRow[];
export const dialectRows: readonly DialectRow[] = dialectsJson as readonly DialectRow[];
export const ambiguousRows: readonly AmbiguousRow[] = ambiguousJson;
export const keyCases: readonly KeyCase[] = keyCasesJson as readonly KeyCase[];
export const tokenCases: readonly TokenCase[] = tokenCasesJson as unknown as readonly TokenCase[];
export const wycheproofGroups: readonly WycheproofGroup[] = wycheproofJson.testGroups;
export const enforcementCases: readonly EnforcementCase[] =
  enforcementCasesJson as unknown as readonly EnforcementCase[];
export const filterVectors: FilterVectors = {
  texts: filterTextsJson,
  matches: filterMatchesJson,
  lists: filterListsJson,
};
