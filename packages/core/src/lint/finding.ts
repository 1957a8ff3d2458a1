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
  | 'LINT_INDEX_SPACE'
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

/** A mistake, or a likely mistake, in restrictions. */
export interface Finding {
  /** Stable, for programs. */
  readonly code: FindingCode;
  /** `error`: the key does not work, or grants more than it says. `warning`: likely a mistake. `info`: worth knowing. */
  readonly severity: 'error' | 'warning' | 'info';
  /** The parameter that the finding is about. */
  readonly parameter?: string;
  /** The position in a filter text. The first character is 1. */
  readonly column?: number;
  /** What is wrong. */
  readonly message: string;
  /** How to fix it. */
  readonly hint?: string;
}

/** Facts besides the restrictions. All are optional, and each allows more findings. */
export interface LintOptions {
  /** The time to check `validUntil` against; the current time by default. */
  now?: Date;
  /**
   * Whether an AI agent will use the key. An agent calls from the vendor's servers, so `restrictSources` is an error. If this is
   * not set, `restrictSources` is an `info`. If it is `false`, it is not reported.
   */
  forAgent?: boolean;
  /** The parent API key that will sign. Only its format is checked, and no finding contains it. */
  parentApiKey?: string;
  /** The `queryParameters` of the parent key, to find a key that is not stricter than its parent. */
  parentQueryParameters?: string;
  /** Whether to accept names that are not in the table of search parameters; false by default. */
  allowUnknownParameters?: boolean;
}

/** A decoded or verified key. */
export type LintedKey = Pick<DecodedSecuredApiKey, 'queryString' | 'restrictions' | 'problems'>;

/** The input of each rule. */
export interface LintSubject {
  /** The parameters, each with its type. */
  readonly values: ReadonlyMap<string, unknown>;
  /** The text that is or would be signed. */
  readonly queryString: string;
  /** The key, if it exists already. */
  readonly key?: LintedKey;
}

/** A rule, which finds one kind of mistake. */
export type LintRule = (subject: LintSubject, options: LintOptions) => Iterable<Finding>;

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
