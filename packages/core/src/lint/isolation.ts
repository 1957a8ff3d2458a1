import { type AnalysisOptions, analyzeConditions } from '../isolation/analyze-conditions.ts';
import type { GroupReason } from '../isolation/proof.ts';
import { type ProvableKey, restrictionsOf } from '../isolation/read-key.ts';
import { quoteName, shown } from '../lib/text.ts';
import type { Finding } from './finding.ts';

/**
 * Finds contradictions and gaps in the conditions of a key: conditions that no record satisfies, conditions that others imply,
 * rules that may pin a record, and attributes that a request can reach although the key does not retrieve them.
 *
 * `lintRestrictions` does not include these findings, because they need the solver of `proveConfined`, and the last two apply to
 * most keys. It finds nothing in a key that is ambiguous or has unreadable filters: `lintSecuredApiKey` reports these.
 *
 * @param key restrictions for `generateSecuredApiKey`, or a decoded or verified key
 * @returns findings; an empty array if there are none
 * @throws {ForgekeyError} as `serializeRestrictions`, for restrictions that cannot be signed
 * @throws {TypeError} an option is unknown or has the wrong type
 * @example
 * lintIsolation({ filters: 'team:1 AND (team:1 OR team:2)', enableRules: false }).map(({ code }) => code)
 * // => ['LINT_REDUNDANT_CONDITION']
 */
export function lintIsolation(key: ProvableKey, options: AnalysisOptions = {}): Finding[] {
  const analysis = analyzeConditions(key, options);
  if (analysis === undefined) return [];
  const { contradiction, redundant, allowsRules } = analysis;
  return [
    ...(contradiction.length > 0 ? [neverMatches(contradiction)] : []),
    ...redundant.map(redundantCondition),
    ...(allowsRules ? [rulesMayPin] : []),
    ...hiddenAttributes(key),
  ];
}

function neverMatches(groups: readonly GroupReason[]): Finding {
  const names = groups.map(({ parameter, index }) => `${parameter}[${index}]`).join(' and ');
  return {
    code: 'LINT_NEVER_MATCHES',
    severity: 'warning',
    parameter: groups[0]!.parameter,
    message: `No record satisfies ${names}, so the key shows nothing.`,
    hint: 'Check whether the conditions of several users were joined with AND. For no access, generate no key.',
  };
}

function redundantCondition({ parameter, index, text }: GroupReason): Finding {
  return {
    code: 'LINT_REDUNDANT_CONDITION',
    severity: 'info',
    parameter,
    message: `${quoteName(parameter)}: ${shown(text)} in group ${index} changes nothing: other conditions imply it.`,
    hint: 'Check that this is intended. minimizeRestrictions writes the restrictions without it.',
  };
}

const rulesMayPin: Finding = {
  code: 'LINT_RULES_MAY_PIN',
  severity: 'info',
  parameter: 'enableRules',
  message: 'A rule of the index may pin a record, which is then shown regardless of the filters.',
  hint: 'Sign enableRules: false, or set filterPromotes: true in every rule that pins records.',
};

const reachableBy = ['attributesToHighlight', 'attributesToSnippet', 'facets'] as const;

/** `attributesToRetrieve` alone hides nothing. */
function hiddenAttributes(key: ProvableKey): Finding[] {
  const { restrictions } = restrictionsOf(key);
  const retrieved = [restrictions.attributesToRetrieve ?? ['*']].flat().join();
  const open = reachableBy.filter(name => restrictions[name] === undefined);
  if (retrieved === '*' || open.length === 0) return [];
  return [
    {
      code: 'LINT_HIDDEN_ATTRIBUTE_REACHABLE',
      severity: 'info',
      parameter: 'attributesToRetrieve',
      message: `A request can still reach attributes that "attributesToRetrieve" leaves out, because the key does not sign ${open.join(', ')}.`,
      hint: 'Sign these as well, or list the attributes in the unretrievableAttributes of the index. Filters can still test for their values.',
    },
  ];
}
