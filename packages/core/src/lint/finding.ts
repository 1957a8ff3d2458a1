import type { ForgekeyError, ForgekeyErrorCode } from '../errors.ts';
import type { DecodedSecuredApiKey } from '../secured-api-key/decode.ts';

/** The code of a finding. A code that begins with ERR is an error that `generateSecuredApiKey` would throw. */
export type FindingCode =
  | ForgekeyErrorCode
  | 'LINT_KEY_LENGTH'
  | 'LINT_VALUE_LENGTH'
  | 'LINT_NO_EXPIRY'
  | 'LINT_EXPIRED'
  | 'LINT_FAR_EXPIRY'
  | 'LINT_FILTER_SYNTAX'
  | 'LINT_MATCHES_EVERYTHING'
  | 'LINT_CANCELLED_PARAMETER'
  | 'LINT_NUMERIC_FILTERS_ONLY'
  | 'LINT_ALL_INDICES'
  | 'LINT_ALL_SOURCES'
  | 'LINT_AGENT_SOURCE'
  | 'LINT_NO_STRICTER_THAN_PARENT'
  | 'LINT_PARENT_KEY_FORMAT'
  | 'LINT_USER_TOKEN_LENGTH'
  | 'LINT_USER_TOKEN_CHARACTERS'
  | 'LINT_REPEATED_PARAMETER'
  | 'LINT_UNREADABLE_PARAMETER'
  | 'LINT_NOT_CANONICAL'
  | 'LINT_NEVER_MATCHES'
  | 'LINT_REDUNDANT_CONDITION'
  | 'LINT_RULES_MAY_PIN'
  | 'LINT_HIDDEN_ATTRIBUTE_REACHABLE';

/** A fault, or a likely one, in restrictions that could be signed. */
export interface Finding {
  /** Stable, for programs. */
  readonly code: FindingCode;
  /** `error`: the key does not work, or grants more than it says. `warning`: likely a mistake. `info`: worth knowing. */
  readonly severity: 'error' | 'warning' | 'info';
  /** The parameter it is about. */
  readonly parameter?: string;
  /** Where in a filter text: 1 for the first character. */
  readonly column?: number;
  /** What is wrong: one sentence. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
}

/** What is known besides the restrictions. Each option is optional, and makes more findings possible. */
export interface LintOptions {
  /** The time to check `validUntil` against; the current time by default. */
  now?: Date;
  /**
   * Whether an AI agent will use the key. It calls from the vendor's servers, so `restrictSources` is an error for it. By default
   * this is unknown, and `restrictSources` is an `info`; with `false`, it is not reported.
   */
  forAgent?: boolean;
  /** The parent API key that will sign. Only its format is checked, and no finding contains it. */
  parentApiKey?: string;
  /** The `queryParameters` of the parent key, to find a key that is no stricter than its parent. */
  parentQueryParameters?: string;
  /** Accept names that the table of search parameters does not contain; false by default. */
  allowUnknownParameters?: boolean;
}

/** The parts of a decoded or verified key that findings are about. */
export type LintedKey = Pick<DecodedSecuredApiKey, 'queryString' | 'restrictions' | 'problems'>;

/** What the families of findings look at. */
export interface LintSubject {
  /** The parameters, each in its type. */
  readonly values: ReadonlyMap<string, unknown>;
  /** The text that is, or would be, signed. */
  readonly queryString: string;
  /** The key, if it exists already. */
  readonly key?: LintedKey;
}

/** One family of findings. */
export type LintRule = (subject: LintSubject, options: LintOptions) => Iterable<Finding>;

/** The finding for what would be refused. */
export function findingOf({ code, message, hint, parameter, column }: ForgekeyError): Finding {
  return {
    code,
    severity: 'error',
    ...(parameter !== undefined && { parameter }),
    ...(column !== undefined && { column }),
    message,
    ...(hint !== undefined && { hint }),
  };
}
