import { FilterSyntaxError, ForgekeyError, type ForgekeyErrorCode } from '../errors.ts';
import type { SecuredApiKeyRestrictions } from '../secured-api-key/restrictions.ts';
import type { Finding, LintOptions } from './finding.ts';
import { lintRestrictions } from './lint-restrictions.ts';

/**
 * Throws for restrictions that could be signed but are wrong: every finding of `lintRestrictions` of severity `error`, such as
 * filters that the engine refuses, negations that match everything, or a `validUntil` in the past. Call it before
 * `generateSecuredApiKey`, which does not make these checks.
 *
 * It does not throw for warnings, and it does not look at records, indices or the parent key at the vendor.
 *
 * @throws {ForgekeyError} the first error: `ERR_FILTER_SYNTAX`, with the column · `ERR_RESTRICTION_VALUE` another finding, whose
 *   code is in the message · any error of `generateSecuredApiKey` that is about restrictions
 * @throws {TypeError} `restrictions` is not an object, or `now` is not a valid Date
 * @example
 * assertRestrictions({ filters: 'owner:ann', validUntil: 4_102_444_800 });
 * assertRestrictions({ facetFilters: ['color:-"red"'] }) // throws ERR_RESTRICTION_VALUE LINT_MATCHES_EVERYTHING
 */
export function assertRestrictions(restrictions: SecuredApiKeyRestrictions, options: LintOptions = {}): void {
  const [first] = lintRestrictions(restrictions, options);
  if (first?.severity === 'error') throw errorOf(first);
}

function errorOf({ code, message, hint, parameter, column }: Finding): ForgekeyError {
  const details = { ...(hint !== undefined && { hint }), ...(parameter !== undefined && { parameter }) };
  if (code === 'LINT_FILTER_SYNTAX') return new FilterSyntaxError(message, column ?? 1, details);
  return isErrorCode(code)
    ? new ForgekeyError(code, message, details)
    : new ForgekeyError('ERR_RESTRICTION_VALUE', `${message} (${code})`, details);
}

function isErrorCode(code: Finding['code']): code is ForgekeyErrorCode {
  return code.startsWith('ERR_');
}
