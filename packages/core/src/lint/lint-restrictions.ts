import { isForgekeyError } from '../errors.ts';
import { isObject } from '../lib/plain-copy.ts';
import type { DecodedSecuredApiKey } from '../secured-api-key/decode.ts';
import { readQueryString } from '../secured-api-key/parse.ts';
import {
  joinEntries,
  mergeEntries,
  type RestrictionEntry,
  restrictionEntry,
} from '../secured-api-key/restriction-entry.ts';
import { parametersOf, type SecuredApiKeyRestrictions } from '../secured-api-key/restrictions.ts';
import { lintFilterText } from './filter-text.ts';
import type { Finding, LintOptions, LintRule, LintSubject } from './finding.ts';
import { lintLength } from './length.ts';
import { lintScope } from './scope.ts';
import { lintSignedText } from './signed-text.ts';
import { lintUserToken } from './user-token.ts';
import { lintValidity } from './validity.ts';

const rules: readonly LintRule[] = [
  lintSignedText,
  lintFilterText,
  lintScope,
  lintValidity,
  lintUserToken,
  lintLength,
];

/**
 * Finds what is legal but wrong in restrictions, before a key is made of them: filters the engine would refuse,
 * negations that match everything, a key that is too long, never expires, or restricts less than it seems to.
 *
 * What `generateSecuredApiKey` would refuse comes back as a finding under the error's code, one for each parameter, and
 * never as an exception. It does not look at records, indices or the parent key at the vendor.
 *
 * @returns findings, errors first; an empty list where nothing was found.
 * @throws {TypeError} `restrictions` is no object, or `now` no valid Date
 * @example
 * lintRestrictions({ filters: 'owner:ann OR (a:1 AND b:2)' }).map(finding => finding.code)
 * // => ['LINT_FILTER_SYNTAX', 'LINT_NO_EXPIRY']
 */
export function lintRestrictions(
  restrictions: SecuredApiKeyRestrictions,
  options: LintOptions = {},
): Finding[] {
  const { queryString, findings } = serializeWithFindings(restrictions, options);
  const values = new Map(Object.entries(readQueryString(queryString).restrictions));
  const refused = new Set(findings.map(finding => finding.parameter));
  // A validUntil that was refused is wrong, not missing.
  const isMissing = ({ parameter }: Finding) => parameter !== undefined && !values.has(parameter);
  const others = applyRules({ values, queryString }, options).filter(
    finding => !(isMissing(finding) && refused.has(finding.parameter)),
  );
  return bySeverity([...findings, ...others]);
}

/**
 * The same for a key that exists, of any client: also repeated names, unreadable restrictions, unknown names and
 * restrictions that are empty. The signature is not checked.
 *
 * @throws {TypeError} `decoded` is no decoded key, or `now` no valid Date
 * @example
 * lintSecuredApiKey(decodeSecuredApiKey(key)).filter(finding => finding.severity === 'error')
 */
export function lintSecuredApiKey(decoded: DecodedSecuredApiKey, options: LintOptions = {}): Finding[] {
  if (!isObject(decoded?.restrictions) || typeof decoded.queryString !== 'string') {
    throw new TypeError('lintSecuredApiKey takes a key from decodeSecuredApiKey or verifySecuredApiKey');
  }
  const { restrictions, queryString, problems = [] } = decoded;
  const values = new Map(Object.entries(restrictions));
  const problematic = new Set(problems.map(problem => problem.parameter));
  const readable = Object.fromEntries([...values].filter(([name]) => !problematic.has(name)));
  // A key of which nothing can be read is not one without restrictions.
  const isUnreadable = problematic.size > 0 && problematic.size === values.size;
  const findings = isUnreadable ? [] : serializeWithFindings(readable, options).findings;
  return bySeverity([
    ...findings,
    ...applyRules({ values, queryString, decoded: { ...decoded, problems } }, options),
  ]);
}

function applyRules(subject: LintSubject, options: LintOptions): Finding[] {
  return rules.flatMap(rule => [...rule(subject, options)]);
}

/** The query string of all parameters that can be signed, and a finding for each that cannot. */
function serializeWithFindings(
  restrictions: object,
  { allowUnknownParameters = false }: LintOptions,
): { queryString: string; findings: Finding[] } {
  const entries = new Map<string, RestrictionEntry>();
  const findings: Finding[] = [];
  collect(findings, () => {
    for (const [name, value] of parametersOf(restrictions)) {
      collect(findings, () => {
        const entry = restrictionEntry(name, value, allowUnknownParameters);
        assertSameValue(entries.get(name), entry);
        entries.set(name, entry);
      });
    }
  });
  const merged = mergeEntries([...entries.values()]);
  let queryString = '';
  if (merged.length > 0 || findings.length === 0) {
    collect(findings, () => {
      queryString = joinEntries(merged);
    });
  }
  return { queryString, findings };
}

/** @throws {ForgekeyError} `ERR_RESTRICTION_CONFLICT` the parameter was given before, with another value */
function assertSameValue(previous: RestrictionEntry | undefined, entry: RestrictionEntry): void {
  if (previous !== undefined) mergeEntries([previous, entry]);
}

/** Runs `step`, and turns what it refuses into a finding. */
function collect(findings: Finding[], step: () => void): void {
  try {
    step();
  } catch (error) {
    if (!isForgekeyError(error) || error instanceof TypeError) throw error;
    const { code, message, parameter } = error;
    findings.push({ code, severity: 'error', message, ...(parameter === undefined ? {} : { parameter }) });
  }
}

const severities = ['error', 'warning', 'info'] as const;

function bySeverity(findings: readonly Finding[]): Finding[] {
  return severities.flatMap(severity => findings.filter(finding => finding.severity === severity));
}
