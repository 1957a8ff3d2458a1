import { FilterSyntaxError, ForgekeyError, type ForgekeyErrorCode, isForgekeyError } from '../errors.ts';
import { type Entry, isListOf, isObject } from '../lib/plain-copy.ts';
import { shownName } from '../lib/text.ts';
import { readQueryString } from '../secured-api-key/parse.ts';
import { conflict, unknownParameterMessage } from '../secured-api-key/restriction-errors.ts';
import type { SecuredApiKeyRestrictions } from '../secured-api-key/restrictions.ts';
import { searchParameter } from '../secured-api-key/search-parameters.ts';
import { parametersOf, queryStringOf, segmentOf, signingRules } from '../secured-api-key/serialize.ts';
import { lintFilterText } from './filter-text.ts';
import {
  type Finding,
  findingOf,
  type LintedKey,
  type LintOptions,
  type LintRule,
  type LintSubject,
} from './finding.ts';
import { lintLength, lintSignedText } from './key-text.ts';
import { lintScope } from './scope.ts';
import { lintParentApiKey, lintUserTokenParameter, lintValidity } from './values.ts';

const rules: readonly LintRule[] = [
  lintSignedText,
  lintFilterText,
  lintScope,
  lintValidity,
  lintUserTokenParameter,
  lintParentApiKey,
  lintLength,
];

/**
 * Finds mistakes in restrictions before you generate a key from them: filters that the engine refuses, negations that match
 * every record, and a key that is too long, never expires, or restricts less than it seems to.
 *
 * Each error that `generateSecuredApiKey` would throw about a parameter is a finding with the code of the error.
 * `assertRestrictions` throws instead. It does not check records, indices, or the parent key at the vendor.
 *
 * @returns the findings, errors first; an empty array if there are none.
 * @throws {TypeError} `restrictions` is not an object, or an option has the wrong type
 * @example
 * lintRestrictions({ filters: 'owner:ann OR (a:1 AND b:2)' }).map(finding => finding.code)
 * // => ['LINT_FILTER_SYNTAX', 'LINT_NO_EXPIRY']
 */
export function lintRestrictions(
  restrictions: SecuredApiKeyRestrictions,
  options: LintOptions = {},
): Finding[] {
  assertOptions(options);
  const { queryString, findings } = serializeWithFindings(() => parametersOf(restrictions), options);
  const values = new Map(Object.entries(readQueryString(queryString).restrictions));
  const refused = new Set(findings.map(finding => finding.parameter));
  // A refused validUntil is wrong, not missing.
  const isMissing = ({ parameter }: Finding) => parameter !== undefined && !values.has(parameter);
  const others = applyRules({ values, queryString }, options).filter(
    finding => !(isMissing(finding) && refused.has(finding.parameter)),
  );
  return bySeverity([...findings, ...others]);
}

/**
 * Throws if `lintRestrictions` finds an error, such as filters that the engine refuses, negations that match every record, or a
 * `validUntil` in the past. Call it before `generateSecuredApiKey`, which does not make these checks.
 *
 * It does not throw for warnings, and it does not check records, indices, or the parent key at the vendor.
 *
 * @throws {ForgekeyError} the first error: `ERR_FILTER_SYNTAX`, with the column · `ERR_RESTRICTION_VALUE` another finding, whose
 *   code is in the message · any error of `generateSecuredApiKey` about restrictions
 * @throws {TypeError} `restrictions` is not an object, or `now` is not a valid Date
 * @example
 * assertRestrictions({ filters: 'owner:ann', validUntil: 4_102_444_800 });
 * assertRestrictions({ facetFilters: ['color:-"red"'] }) // throws ERR_RESTRICTION_VALUE LINT_MATCHES_EVERYTHING
 */
export function assertRestrictions(restrictions: SecuredApiKeyRestrictions, options: LintOptions = {}): void {
  const [first] = lintRestrictions(restrictions, options);
  if (first?.severity === 'error') throw errorOf(first);
}

/**
 * Finds mistakes in an existing key of any client: those that `lintRestrictions` finds, and also repeated names and unreadable
 * restrictions. It does not check the signature.
 *
 * @throws {TypeError} `key` is not a decoded or verified key, or an option has the wrong type
 * @example
 * lintSecuredApiKey(decodeSecuredApiKey(key)).filter(finding => finding.severity === 'error')
 */
export function lintSecuredApiKey(key: LintedKey, options: LintOptions = {}): Finding[] {
  if (!isObject(key?.restrictions) || typeof key.queryString !== 'string') {
    throw new TypeError('lintSecuredApiKey takes a key from decodeSecuredApiKey or verifySecuredApiKey.');
  }
  const { restrictions, queryString, problems = [] } = key;
  if (!isListOf(problems, isObject)) throw new TypeError('"problems" must be those of a decoded key.');
  assertOptions(options);
  const values = new Map<string, unknown>(Object.entries(restrictions));
  for (const { kind, parameter, text } of problems) if (kind === 'unreadable') values.set(parameter, text);
  const problematic = new Set(problems.map(({ parameter }) => parameter));
  const readable = Object.entries(restrictions).filter(([name]) => !problematic.has(name));
  // A key in which nothing can be read may still have restrictions.
  const isUnreadable = problems.length > 0 && readable.length === 0;
  const findings = isUnreadable ? [] : serializeWithFindings(() => readable, options).findings;
  const subject = { values, queryString, key: { queryString, restrictions, problems } };
  return bySeverity([...findings, ...applyRules(subject, options)]);
}

function assertOptions(options: LintOptions): void {
  if (!isObject(options)) throw new TypeError('"options" must be an object.');
  for (const name of ['parentApiKey', 'parentQueryParameters'] as const) {
    const value: unknown = options[name];
    if (value !== undefined && typeof value !== 'string') throw new TypeError(`"${name}" must be a string.`);
  }
}

function applyRules(subject: LintSubject, options: LintOptions): Finding[] {
  return rules.flatMap(rule => [...rule(subject, options)]);
}

// Each suggestion compares a name with the whole table, and a key can contain thousands of names.
const MAX_SUGGESTIONS = 20;

/** The query string of all parameters that can be signed, and a finding for each other parameter. */
function serializeWithFindings(
  readParameters: () => readonly Entry[],
  options: LintOptions,
): { queryString: string; findings: Finding[] } {
  const rules = signingRules(options);
  const findings: Finding[] = [];
  const accepted = new Map<string, { segment: string; entry: Entry }>();
  for (const entry of collect(findings, readParameters) ?? []) {
    const [parameter, value] = entry;
    if (value === undefined) continue;
    const isUnknown = !rules.allowUnknown && searchParameter(parameter) === undefined;
    if (isUnknown && findings.length >= MAX_SUGGESTIONS) {
      const message = unknownParameterMessage(parameter);
      findings.push({ code: 'ERR_RESTRICTION_UNKNOWN', severity: 'error', parameter, message });
      continue;
    }
    collect(findings, () => {
      const segment = segmentOf(parameter, value, rules);
      if ((accepted.get(parameter)?.segment ?? segment) !== segment) throw conflict(parameter);
      accepted.set(parameter, { segment, entry });
    });
  }
  const entries = Array.from(accepted.values(), ({ entry }) => entry);
  // Without any, the restrictions are not empty if findings say why.
  const canJoin = entries.length > 0 || findings.length === 0;
  const queryString = canJoin ? collect(findings, () => queryStringOf(entries, rules)) : undefined;
  return { queryString: queryString ?? '', findings };
}

/** The result of `step`. Turns an error of it into a finding. */
function collect<Result>(findings: Finding[], step: () => Result): Result | undefined {
  try {
    return step();
  } catch (error) {
    if (!isForgekeyError(error) || error instanceof TypeError) throw error;
    findings.push(findingOf(error));
    return undefined;
  }
}

const severities = ['error', 'warning', 'info'] as const;

/** Sorts the errors first. Shortens and escapes the names of parameters, because a key can contain any text as a name. */
function bySeverity(findings: readonly Finding[]): Finding[] {
  return severities
    .flatMap(severity => findings.filter(finding => finding.severity === severity))
    .map(finding =>
      finding.parameter === undefined ? finding : { ...finding, parameter: shownName(finding.parameter) },
    );
}

function errorOf({ code, message, hint, parameter, column }: Finding): ForgekeyError {
  const details = { hint, parameter };
  if (code === 'LINT_FILTER_SYNTAX') return new FilterSyntaxError(message, column ?? 1, details);
  return isErrorCode(code)
    ? new ForgekeyError(code, message, details)
    : new ForgekeyError('ERR_RESTRICTION_VALUE', `${message} (${code})`, details);
}

function isErrorCode(code: Finding['code']): code is ForgekeyErrorCode {
  return code.startsWith('ERR_');
}
