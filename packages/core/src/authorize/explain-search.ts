import { type ForgekeyError, isForgekeyError } from '../errors.ts';
import { type DecodedSecuredApiKey, decodeSecuredApiKey } from '../secured-api-key/decode.ts';
import { type VerifySecuredApiKeyOptions, verifySecuredApiKey } from '../secured-api-key/verify.ts';
import { type AuthorizeSearchOptions, readSubject } from './authorize-search.ts';
import { type Judgement, judgeSearch, mergeCheck, refusingChecks, type SearchCheck } from './checks.ts';
import type { Parameters } from './merge-parameters.ts';
import { type CheckFailure, type Refusal, type RefusalDetails, refusalOf, refusalRow } from './refusals.ts';

/** The key and the search that `explainSearch` explains. */
export interface ExplainSearchOptions extends Omit<AuthorizeSearchOptions, 'key'> {
  /** A secured API key, or any text that was used as one. */
  securedApiKey: string;
  /** The parent API keys that may have signed it. Without them, the signature is not checked. */
  parentApiKeys?: string | readonly string[];
}

/** `unknown`: the signature was not checked, because there is no parent API key. The later checks are still made. */
export type CheckOutcome = 'passed' | 'failed' | 'not reached' | 'unknown';

/** Why a search would be refused: the response of the server, and the compared values. */
export interface ExplainedRefusal extends Omit<Refusal, 'allowed'>, RefusalDetails {
  /** What is wrong, in one sentence. */
  readonly reason: string;
}

/** One check and its outcome. */
export interface ExplainedCheck extends SearchCheck {
  /** Whether the search passed it. */
  readonly outcome: CheckOutcome;
  /** The refusal; only for the check that fails. */
  readonly refusal?: ExplainedRefusal;
}

/** The checks of a search, and their result. */
export interface SearchExplanation {
  /** Every check, in order. */
  readonly checks: readonly ExplainedCheck[];
  /** The refusal of the check that fails; absent if none fails. */
  readonly refusal?: ExplainedRefusal;
  /** What the engine would run, if the signature is valid; absent if a check fails. */
  readonly parameters?: Parameters;
  /** The content of the key; absent if it cannot be read. */
  readonly decoded?: DecodedSecuredApiKey;
}

/**
 * Explains whether a search would be allowed. Returns each check with its outcome, and either the refusal of the check that fails or
 * the parameters that the engine would run. It makes the checks of `verifySecuredApiKey` and `authorizeSearch`, also for a key that
 * cannot be verified or read.
 *
 * It is for diagnosis, and must not authorize a search: without `parentApiKeys`, anyone can write a key that passes. It does not
 * count requests (429) or check that the index exists (404).
 *
 * @throws {ForgekeyError} `ERR_PARENT_KEY` one of `parentApiKeys` cannot be a parent API key
 * @throws {TypeError} as `authorizeSearch`, or `securedApiKey` is not a string
 * @example
 * const productsKey = generateSecuredApiKey(parentApiKey, { restrictIndices: ['products'] });
 * const request = { indexName: 'orders', parameters: {} };
 * const { refusal } = explainSearch({ securedApiKey: productsKey, request });
 * refusal.message // => 'Index not allowed with this API key'
 * refusal.limit // => { name: 'restrictIndices', value: ['products'] }
 */
export function explainSearch(options: ExplainSearchOptions): SearchExplanation {
  const { securedApiKey, parentApiKeys } = options ?? {};
  if (typeof securedApiKey !== 'string') throw new TypeError('"securedApiKey" must be a string.');
  const subject = readSubject(options);
  const { now } = subject;
  const fault = parentApiKeys === undefined ? undefined : faultOf(securedApiKey, { parentApiKeys, now });
  const key = attempt(() => decodeSecuredApiKey(securedApiKey));
  if (isForgekeyError(key)) return explanationOf({ failed: 'form', failure: failureOf(key) });
  if (fault?.code === 'ERR_KEY_SIGNATURE') {
    return { ...explanationOf({ failed: 'signature', failure: failureOf(fault) }), decoded: key };
  }
  // The checks of a search include every other check of a verifier.
  const judgement = judgeSearch({ key, ...subject });
  return { ...explanationOf(judgement, parentApiKeys === undefined ? 'unknown' : 'passed'), decoded: key };
}

function attempt<Result>(read: () => Result): Result | ForgekeyError {
  try {
    return read();
  } catch (error) {
    if (isForgekeyError(error)) return error;
    throw error;
  }
}

/** The error of a verifier about the key, or undefined. */
function faultOf(securedApiKey: string, options: VerifySecuredApiKeyOptions): ForgekeyError | undefined {
  const result = attempt(() => verifySecuredApiKey(securedApiKey, options));
  if (!isForgekeyError(result)) return undefined;
  if (result.code.startsWith('ERR_KEY_')) return result;
  throw result;
}

function failureOf({ code, message, hint }: ForgekeyError): CheckFailure {
  return { code, reason: message, hint };
}

const textChecks: readonly SearchCheck[] = [
  { name: 'form', rule: 'The text is a secured API key.' },
  { name: 'signature', rule: 'The parent API key signed the key, and the key was not modified.' },
];

const allChecks: readonly SearchCheck[] = /* @__PURE__ */ textChecks.concat(refusingChecks, mergeCheck);

function explanationOf(judgement: Judgement, signature: CheckOutcome = 'passed'): SearchExplanation {
  const refusal = 'failure' in judgement ? explainedRefusal(judgement.failure) : undefined;
  const failedAt =
    'failed' in judgement ? allChecks.findIndex(({ name }) => name === judgement.failed) : allChecks.length;
  const checks = allChecks.map(({ name, rule }, index): ExplainedCheck => {
    if (index > failedAt) return { name, rule, outcome: 'not reached' };
    if (index === failedAt) return { name, rule, outcome: 'failed', ...(refusal && { refusal }) };
    return { name, rule, outcome: name === 'signature' ? signature : 'passed' };
  });
  return {
    checks,
    ...(refusal && { refusal }),
    ...('parameters' in judgement && { parameters: judgement.parameters }),
  };
}

function explainedRefusal(failure: CheckFailure): ExplainedRefusal {
  const { allowed: _, ...refusal } = refusalOf(failure);
  const { code, reason = refusalRow(code).rule, refusedBy, column, limit, asked, policy } = failure;
  return {
    ...refusal,
    reason,
    ...(refusedBy !== undefined && { refusedBy }),
    ...(column !== undefined && { column }),
    ...(limit !== undefined && { limit }),
    ...(asked !== undefined && { asked }),
    ...(policy !== undefined && { policy }),
  };
}
