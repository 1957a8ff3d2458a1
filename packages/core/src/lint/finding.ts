import type { ForgekeyErrorCode } from '../errors.ts';
import type { DecodedSecuredApiKey } from '../secured-api-key/decode.ts';

/** Every code a finding can carry. Those that begin with ERR are what `generateSecuredApiKey` would refuse. */
export type FindingCode =
  | ForgekeyErrorCode
  | 'LINT_KEY_LENGTH'
  | 'LINT_VALUE_LENGTH'
  | 'LINT_NO_EXPIRY'
  | 'LINT_EXPIRED'
  | 'LINT_FAR_EXPIRY'
  | 'LINT_FILTER_SYNTAX'
  | 'LINT_MATCHES_EVERYTHING'
  | 'LINT_NUMERIC_FILTERS_ONLY'
  | 'LINT_ALL_INDICES'
  | 'LINT_ALL_SOURCES'
  | 'LINT_AGENT_SOURCE'
  | 'LINT_NO_STRICTER_THAN_PARENT'
  | 'LINT_USER_TOKEN_LENGTH'
  | 'LINT_USER_TOKEN_CHARACTERS'
  | 'LINT_REPEATED_PARAMETER'
  | 'LINT_UNREADABLE_PARAMETER'
  | 'LINT_NOT_CANONICAL';

/** Something legal but wrong, or likely so. */
export interface Finding {
  /** Stable, for programs. */
  readonly code: FindingCode;
  /** `error`: the key will not work, or opens more than it says. `warning`: likely a mistake. `info`: worth knowing. */
  readonly severity: 'error' | 'warning' | 'info';
  /** The parameter it is about. */
  readonly parameter?: string;
  /** Where in a filter text: 1 for the first character. */
  readonly column?: number;
  /** What it is. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
}

/** What a lint may know besides the restrictions. */
export interface LintOptions {
  /** The moment to judge the expiry by; the clock's by default. */
  now?: Date;
  /** Whether the key is for an AI agent, which calls from the servers of the vendor; unknown by default. */
  forAgent?: boolean;
  /** The `queryParameters` of the parent key, to tell whether the key is stricter. */
  parentQueryParameters?: string;
  /** Take names that the table of search parameters does not hold. */
  allowUnknownParameters?: boolean;
}

/** What the families of findings look at. */
export interface LintSubject {
  /** The parameters, each in its type. */
  readonly values: ReadonlyMap<string, unknown>;
  /** The text that is, or would be, signed. */
  readonly queryString: string;
  /** The key, where there is one already. */
  readonly decoded?: DecodedSecuredApiKey;
}

/** One family of findings. */
export type LintRule = (subject: LintSubject, options: LintOptions) => Iterable<Finding>;
